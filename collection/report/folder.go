package report

import (
	"strings"
	"sync"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact/secret"
	"github.com/postwright/postwright/collection/v3"
)

// Folder makes the reports on the files of a collection in format v3.
type Folder struct {
	path    func(name string) string
	secrets func() *strings.Replacer
	masks   *v3.Masks
	owners  func() map[string]jsontree.Node
	id      *folderID
}

// folderID distinguishes the files of one collection from those of another.
type folderID struct{ _ byte }

// NewFolder returns a maker of reports on what was read. A report calls a file what
// path returns for its path below the collection's folder.
func NewFolder(r *v3.Result, path func(name string) string) *Folder {
	return &Folder{
		path:    path,
		secrets: sync.OnceValue(func() *strings.Replacer { return secret.Replacer(secret.Known(r.Document)) }),
		masks:   r.Masks(),
		owners:  sync.OnceValue(r.Owners),
		id:      &folderID{},
	}
}

// Called returns a Folder with the same reports that names files by path.
func (o *Folder) Called(path func(name string) string) *Folder {
	named := *o
	named.path = path
	return &named
}

// File returns the report on one file, with the findings in it.
func (o *Folder) File(s *v3.Source, found []diagnostic.Diagnostic) File {
	var secrets *strings.Replacer
	text := ""
	if len(found) > 0 { // otherwise nothing of it is shown
		secrets, text = o.secrets(), s.Text()
	}
	f := newFile(o.path(s.Path), text, found, secrets, func(shown spans) string {
		return maskRepeats(maskLines(o.masks.Text(s), shown), shown, secrets)
	}, nil)
	f.folder = o.id
	if len(found) > 0 {
		f.belongsTo(o.owners()[s.Path], secrets)
	}
	return f
}

// belongsTo sets the elements that the findings in a file are about: the one that the
// file belongs to. Only folders have no file of their own; what is wrong with them is
// reported in a file of those around them.
func (f *File) belongsTo(item jsontree.Node, secrets *strings.Replacer) {
	var own []string
	for _, name := range collection.ItemPath(item) {
		own = append(own, withoutSecrets(name, secrets))
	}
	isFolder := !item.Exists() || item.Get("item").Exists()
	for i := range f.Diagnostics {
		d := &f.Diagnostics[i]
		switch {
		case item.Exists():
			d.Element = own
		case d.Around.Exists():
			for _, name := range collection.ItemPath(d.Around) {
				d.Element = append(d.Element, withoutSecrets(name, secrets))
			}
		}
	}
	found := f.Diagnostics
	f.place = func(i int) string {
		if len(found[i].Element) == 0 {
			return ""
		}
		return inWords(found[i].Element, isFolder)
	}
}
