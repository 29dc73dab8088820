package report

import (
	"slices"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact/secret"
	"github.com/postwright/postwright/collection/v3"
)

// Folder makes the reports on the files of a collection in format v3. It is not safe for
// concurrent use, but those of [Folder.Called] are independent.
type Folder struct {
	path    func(name string) string
	secrets func() *strings.Replacer
	hider   *hider // nil before the first finding
	read    *v3.Result
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
		read:    r,
		id:      &folderID{},
	}
}

// Called returns a Folder with the same reports that names files by path.
func (o *Folder) Called(path func(name string) string) *Folder {
	named := *o
	named.path, named.hider = path, nil
	return &named
}

// File returns the report on one file, with the findings in it.
func (o *Folder) File(s *v3.Source, found []diagnostic.Diagnostic) File {
	f := File{Path: o.path(s.Path), folder: o.id}
	if len(found) == 0 {
		return f
	}
	f.Diagnostics, f.text = slices.Clone(found), s.Text()
	f.masked = func(shown spans) passages {
		return maskRepeats(passagesOf(maskLines(o.read.Mask(s, shown.lines(f.text).touch), shown), shown), o.secrets())
	}
	if o.hider == nil {
		hide := newHider(o.secrets())
		o.hider = &hide
	}
	o.hider.messages(f.Path, f.Diagnostics)
	f.belongsTo(o.read.Owner(s.Path), *o.hider)
	return f
}

// belongsTo sets the elements that the findings in a file are about: the one that the
// file belongs to. Only folders have no file of their own; what is wrong with them is
// reported in a file of those around them.
func (f *File) belongsTo(item jsontree.Node, hide hider) {
	own := hide.texts(collection.ItemPath(item))
	isFolder := !item.Exists() || item.Get("item").Exists()
	for i := range f.Diagnostics {
		d := &f.Diagnostics[i]
		switch {
		case item.Exists():
			d.Element = own
		case d.Around.Exists():
			d.Element = hide.texts(collection.ItemPath(d.Around))
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
