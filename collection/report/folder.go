package report

import (
	"strings"
	"sync"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/mask"
	"github.com/postwright/postwright/collection/secret"
	"github.com/postwright/postwright/collection/v3"
)

// OfFolder is the report on the files of a collection in format v3, one for each file.
// The findings have the paths of their files below the collection's folder; path is
// how a report calls such a file.
func OfFolder(r *v3.Result, found []diagnostic.Diagnostic, path func(name string) string) []File {
	byFile := map[string][]diagnostic.Diagnostic{}
	for _, d := range found {
		byFile[d.Path] = append(byFile[d.Path], d)
	}
	var secrets []string
	if len(found) > 0 {
		secrets = secret.Known(r.Document)
	}
	masked := sync.OnceValue(r.Masked)
	owners := sync.OnceValue(r.Owners)
	var files []File
	for _, s := range r.Files {
		text := s.Tree.Source()
		f := newFile(path(s.Path), text, byFile[s.Path], secrets, func(shown spans) string {
			return maskLines(masked()[s.Path], shown)
		})
		if len(f.Diagnostics) > 0 {
			f.belongsTo(owners()[s.Path], secrets)
		}
		files = append(files, f)
	}
	return files
}

// belongsTo makes an element of the collection the one that all findings are about.
func (f *File) belongsTo(item collection.Node, secrets []string) {
	if !item.Exists() {
		return
	}
	var names []string
	for _, name := range collection.ItemPath(item) {
		names = append(names, strings.Clone(secret.MaskKnown(mask.Text(name), secrets)))
	}
	where := inWords(names, item.Get("item").Exists())
	for i := range f.Diagnostics {
		f.Diagnostics[i].Element = names
	}
	f.place = func(int) string { return where }
}
