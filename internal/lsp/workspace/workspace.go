package workspace

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/lsp/protocol"
)

// Options are the dependencies of a workspace.
type Options struct {
	Rules    []*rule.Rule
	Encoding protocol.Encoding
	// Template and OpenAPI read the files that a configuration names.
	Template func(name string) (*template.Template, error)
	OpenAPI  func(path string) (*api.API, error)
}

// Workspace is the files that an editor works on. It is safe for concurrent
// use.
type Workspace struct {
	options Options

	mutex    sync.Mutex
	open     map[string]*File // by path
	roots    []string
	settings *Settings // nil after one of their files changed
	checked  time.Time // when the files behind the settings were last checked
	index    []string  // the files in the roots; nil if unknown
	indexed  time.Time
	disk     map[string]*diskFile
	units    map[string]*slot

	loaded loaders
}

// New returns an empty workspace.
func New(o Options) *Workspace {
	return &Workspace{
		options: o, open: map[string]*File{}, disk: map[string]*diskFile{}, units: map[string]*slot{},
		loaded: loaders{configurations: map[string]*lastConfiguration{}, templates: map[string]*loaded[*template.Template]{}, apis: map[string]*loaded[*api.API]{}},
	}
}

// pathOf returns the name of a file in the workspace: its path, or its URI if
// that is not a file's.
func pathOf(uri string) string {
	if path, ok := protocol.PathOf(uri); ok {
		return path
	}
	return uri
}

// AddRoot adds an open folder.
func (w *Workspace) AddRoot(uri string) {
	path, ok := protocol.PathOf(uri)
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if ok && !slices.Contains(w.roots, path) {
		w.roots = append(w.roots, path)
		w.index = nil
	}
}

// RemoveRoot removes a closed folder.
func (w *Workspace) RemoveRoot(uri string) {
	path, _ := protocol.PathOf(uri)
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.roots = slices.DeleteFunc(w.roots, func(root string) bool { return root == path })
	w.index = nil
}

// Open takes over the text of a file from the editor.
func (w *Workspace) Open(uri, text string, version int32) *File {
	path := pathOf(uri)
	f := &File{URI: uri, Path: path, Kind: KindOf(path, text), Text: protocol.NewText(text, w.options.Encoding), Version: &version}
	w.put(f)
	return f
}

// Change changes the text of an open file and returns the file; nil if it is
// not open.
func (w *Workspace) Change(uri string, version int32, changes []protocol.ContentChange) *File {
	w.mutex.Lock()
	before := w.open[pathOf(uri)]
	w.mutex.Unlock()
	if before == nil {
		return nil
	}
	text := before.Text
	for _, c := range changes {
		text = text.Changed(c)
	}
	f := &File{URI: before.URI, Path: before.Path, Kind: before.Kind, Text: text, Version: &version}
	if f.Kind == Other {
		f.Kind = KindOf(f.Path, text.Content)
	}
	w.put(f)
	return f
}

func (w *Workspace) put(f *File) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.open[f.Path] = f
	w.touched(f.Path)
}

// Close returns to the text of a file on disk.
func (w *Workspace) Close(uri string) {
	path := pathOf(uri)
	w.mutex.Lock()
	defer w.mutex.Unlock()
	delete(w.open, path)
	w.forget(path)
	for id := range w.units { // forget a collection when its last file is closed
		if path == id || strings.HasPrefix(path, id+string(filepath.Separator)) && !w.hasOpenBelow(id) {
			delete(w.units, id)
		}
	}
}

func (w *Workspace) hasOpenBelow(folder string) bool {
	for path := range w.open {
		if strings.HasPrefix(path, folder+string(filepath.Separator)) {
			return true
		}
	}
	return false
}

// Changed must be called when a file has changed on disk.
func (w *Workspace) Changed(uri string) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.index = nil
	w.forget(pathOf(uri))
}

// forget discards what is cached about a file on disk.
func (w *Workspace) forget(path string) {
	delete(w.disk, path)
	for id, s := range w.units {
		if path == id || strings.HasPrefix(path, id+string(filepath.Separator)) {
			s.stale.Store(true)
		}
	}
	w.touched(path)
}

// touched discards the settings if they depend on a file.
func (w *Workspace) touched(path string) {
	if w.settings != nil && w.settings.DependsOn(path) {
		w.settings = nil
	}
}

// OpenFiles returns the open files, sorted by path.
func (w *Workspace) OpenFiles() []*File {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return slices.SortedFunc(maps.Values(w.open), func(a, b *File) int { return strings.Compare(a.Path, b.Path) })
}

// OpenFile returns an open file by its URI; nil if it is not open.
func (w *Workspace) OpenFile(uri string) *File { return w.openAt(pathOf(uri)) }

func (w *Workspace) openAt(path string) *File {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.open[path]
}

// File returns a file by its path, as it is in the editor, or else on disk;
// nil if it cannot be read.
func (w *Workspace) File(path string) *File {
	if f := w.openAt(path); f != nil {
		return f
	}
	w.mutex.Lock()
	known := w.disk[path]
	w.mutex.Unlock()
	stamp, ok := stampOf(path)
	if !ok {
		return nil
	}
	if known != nil && known.stamp == stamp {
		return known.file
	}
	if stamp.size > inputs.MostBeside {
		return nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	f := w.onDisk(path, string(text))
	if f.Kind == Collection { // may be large, and is seldom needed twice
		return f
	}
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.disk[path] = &diskFile{stamp, f}
	return f
}

func (w *Workspace) onDisk(path, text string) *File {
	return &File{URI: protocol.URIOf(path), Path: path, Kind: KindOf(path, text), Text: protocol.NewText(text, w.options.Encoding)}
}
