package playground

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/v3"
)

// File is a dropped file. Its path has slashes; its text may be that of a
// zip.
type File struct {
	Path string
	Text string
}

const (
	mostFiles = 50_000
	mostBytes = 512 << 20
)

// errTooMuch is returned when files are together too large for a page.
var errTooMuch = fmt.Errorf("these are more than %d files or %d MB: use the command line", mostFiles, mostBytes>>20)

// Opened says what became of dropped files.
type Opened struct {
	Entries []Entry `json:"entries"`
	// Left are the paths of files that are not Postman's.
	Left []string `json:"left"`
}

// Open adds files. The files of a zip, and those of a collection in format
// v3, are handled together.
func (s *Session) Open(files []File) (Opened, error) {
	opened := Opened{Entries: []Entry{}, Left: []string{}}
	files, err := unpacked(files)
	if err != nil {
		return opened, err
	}
	slices.SortStableFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	roots := rootsOf(files)
	folders := map[string]*entry{}
	first := len(s.entries)
	for _, f := range files {
		switch root, inside := roots.around(f.Path); {
		case inside && v3.IsFile(f.Path):
			e := folders[root]
			if e == nil {
				e = s.add(nameOf(root), Folder)
				folders[root] = e
			}
			e.files = append(e.files, v3.File{Path: below(f.Path, root), Text: f.Text})
		case v3.IsEnvironment(f.Path):
			s.add(f.Path, Values).set([]v3.File{{Path: path.Base(f.Path), Text: f.Text}})
		case len(files) > 1 && !isPostmans(f):
			opened.Left = append(opened.Left, f.Path)
		default:
			s.add(f.Path, Unknown).set([]v3.File{{Path: path.Base(f.Path), Text: f.Text}})
		}
	}
	for _, e := range folders {
		e.set(withFolders(e.files))
	}
	for _, e := range s.entries[first:] {
		opened.Entries = append(opened.Entries, e.Entry)
	}
	return opened, nil
}

// isPostmans reports whether a JSON file is one of Postman's, by its content
// or name.
func isPostmans(f File) bool {
	if strings.HasSuffix(f.Path, ".postman_collection.json") {
		return true
	}
	if !strings.HasSuffix(f.Path, ".json") {
		return false
	}
	d, _ := jsontree.Parse(f.Text)
	return kindOf(d) != Unknown
}

func (s *Session) add(name string, kind Kind) *entry {
	e := &entry{Entry: Entry{ID: len(s.entries), Name: name, Kind: kind}}
	s.entries = append(s.entries, e)
	return e
}

// roots are the folders of collections in format v3.
type roots map[string]bool

// rootsOf returns the outermost folders that have a definition or requests.
func rootsOf(files []File) roots {
	has := roots{}
	for _, f := range files {
		folder := path.Dir(f.Path)
		switch {
		case !v3.IsFile(f.Path):
		case path.Base(folder) == ".resources":
			has[path.Dir(folder)] = true
		case v3.IsRequest(f.Path):
			has[folder] = true
		}
	}
	outermost := roots{}
	for folder := range has {
		for parent := path.Dir(folder); has[parent] && parent != folder && !isCollections(parent); parent = path.Dir(parent) {
			folder = parent
		}
		outermost[folder] = true
	}
	return outermost
}

// isCollections reports whether a folder is the postman/collections folder of
// a repository.
func isCollections(folder string) bool {
	return folder == "postman/collections" || strings.HasSuffix(folder, "/postman/collections")
}

// around returns the folder of the collection that a file is in, and whether
// there is one.
func (r roots) around(file string) (root string, inside bool) {
	for at := path.Dir(file); ; at = path.Dir(at) {
		if r[at] {
			return at, true
		}
		if at == path.Dir(at) {
			return "", false
		}
	}
}

func below(file, root string) string { return strings.TrimPrefix(strings.TrimPrefix(file, root), "/") }

func nameOf(root string) string {
	if root == "." {
		return "collection"
	}
	return root
}

func isFolder(name string) bool { return strings.HasSuffix(name, "/") }

// withFolders adds the folders around files: in a collection, folders need no
// definition.
func withFolders(files []v3.File) []v3.File {
	known := map[string]bool{}
	all := slices.Clone(files)
	for _, f := range files {
		for at := path.Dir(f.Path); at != "." && !known[at]; at = path.Dir(at) {
			known[at] = true
			all = append(all, v3.File{Path: at + "/"})
		}
	}
	slices.SortFunc(all, func(a, b v3.File) int { return strings.Compare(a.Path, b.Path) })
	return all
}

// unpacked returns files with each zip replaced by its content.
func unpacked(files []File) ([]File, error) {
	var all []File
	size := 0
	add := func(f File) error {
		f.Path = strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(f.Path, `\`, "/")), "/")
		if size += len(f.Text); size > mostBytes || len(all) >= mostFiles {
			return errTooMuch
		}
		all = append(all, f)
		return nil
	}
	for _, f := range files {
		var err error
		if strings.HasPrefix(f.Text, "PK\x03\x04") {
			err = eachInZip(f, func() int { return mostBytes - size }, add)
		} else {
			err = add(f)
		}
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// eachInZip passes the files in a zip that may be Postman's to add. Room
// returns how many bytes are still allowed.
func eachInZip(f File, room func() int, add func(File) error) error {
	r, err := zip.NewReader(strings.NewReader(f.Text), int64(len(f.Text)))
	if err != nil {
		return fmt.Errorf("cannot read %s: %w", f.Path, err)
	}
	for _, packed := range r.File {
		if !mayBeOurs(packed.Name) {
			continue
		}
		text, err := unpack(packed, room())
		if err != nil {
			return fmt.Errorf("cannot read %s in %s: %w", packed.Name, f.Path, err)
		}
		if err := add(File{packed.Name, text}); err != nil {
			return err
		}
	}
	return nil
}

// mayBeOurs reports whether a packed file may be one of Postman's, by its
// name.
func mayBeOurs(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part == "node_modules" || part == "__MACOSX" || part == ".git" {
			return false
		}
	}
	switch path.Ext(name) {
	case ".json", ".yaml", ".yml":
		return true
	}
	return false
}

func unpack(packed *zip.File, room int) (string, error) {
	file, err := packed.Open()
	if err != nil {
		return "", err
	}
	defer file.Close()
	// The size that the zip states cannot be trusted.
	text, err := io.ReadAll(io.LimitReader(file, int64(room)+1))
	if err == nil && len(text) > room {
		err = errTooMuch
	}
	return string(text), err
}

// Download returns an entry as a file: its text, or a zip of its folder.
func (s *Session) Download(id int) (File, error) {
	e, err := s.entry(id)
	if err != nil {
		return File{}, err
	}
	if e.Kind != Folder {
		return File{path.Base(e.files[0].Path), e.files[0].Text}, nil
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	name := path.Base(e.Name)
	for _, f := range e.files {
		if !utf8.ValidString(f.Path) {
			return File{}, errors.New("a file's name is not UTF-8")
		}
		// Without a time, the same files give the same zip.
		into, err := w.CreateHeader(&zip.FileHeader{Name: name + "/" + f.Path, Method: zip.Deflate})
		if err == nil {
			_, err = io.WriteString(into, f.Text)
		}
		if err != nil {
			return File{}, err
		}
	}
	if err := w.Close(); err != nil {
		return File{}, err
	}
	return File{name + ".zip", b.String()}, nil
}
