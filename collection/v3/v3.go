// Package v3 reads Postman's collection format v3, a folder of YAML files, as one
// document in the terms of format v2.1. Every value of that document knows the file
// and the place that it comes from.
package v3

import (
	"path"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
)

// File is one file below a collection's folder.
type File struct {
	Path string // below the folder, with slashes
	Text string
}

// Result is what the files of a collection say.
type Result struct {
	// Document is the collection in the terms of format v2.1.
	Document *jsontree.Document
	// Files are the files of the collection that were read, in the order of their
	// paths. Other files in the folder are not among them.
	Files []*Source
	// Kept are the parts that format v2.1 cannot express.
	Kept []Kept
	// Findings are what is wrong with the files, each with the path of its file.
	Findings []diagnostic.Diagnostic

	places *places
	root   *folder // nil of an environment
	name   string  // the path or the name of the folder
	files  []File
}

// Kept is a part of a collection that its document leaves out.
type Kept struct {
	Path []string // the names of the folders around the element, and its own
	File string
	What string // such as "a gRPC request"
}

// MaxFiles is how many files of a collection are read.
const MaxFiles = 200_000

// Read reads the files of one collection. Folder is its folder's path from the root of
// the repository, or only its name, which is the collection's where no file gives
// another. An error in one file does not hide the others.
func Read(folder string, files []File) *Result { return (*Cache)(nil).Read(folder, files) }

// Read returns the same as the function [Read].
func (k *Cache) Read(folder string, files []File) *Result {
	r := &Result{}
	c := &reader{result: r, schemas: compileAll(), cache: k}
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	name := folder
	if folder != "" {
		name = path.Base(folder)
	}
	root := c.arrange(name, files)
	c.names(root)
	r.root, r.name, r.files = root, folder, files
	c.long(folder)
	r.places = &places{}
	w := newWriter(r.places, root)
	k.before()
	c.collection(w, root)
	k.after()
	if k == nil {
		for _, s := range r.Files {
			s.release()
		}
	}
	d, err := jsontree.ParseSized(w.finish(), w.nodes)
	if err != nil { // nested deeper than a document may be
		d, _ = jsontree.Parse(`{"info":{"name":"","schema":"` + schemaURL + `"},"item":[]}`)
		r.places = &places{}
	}
	r.Document = d
	r.places.document = d
	diagnostic.Sort(r.Findings)
	return r
}

// schemaURL names format v2.1, in whose terms the document is.
const schemaURL = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"

// IsFile reports whether a file with this path is part of a v3 collection.
func IsFile(file string) bool { return roleOf(file) != other }

// IsRequest reports whether a name is that of a request's file.
func IsRequest(file string) bool { return roleOf(file) == request }

type role int

const (
	other role = iota
	definition
	request
	example
	message
)

// suffixes are how the names of a collection's files end; the two spellings of the
// extension are read alike.
var suffixes = map[string]role{".request": request, ".example": example, ".message": message}

// roleOf is what part of a collection a file is, by its path.
func roleOf(file string) role {
	base, ok := withoutExtension(path.Base(file))
	if !ok {
		return other
	}
	if base == "definition" && path.Base(path.Dir(file)) == resources {
		return definition
	}
	return suffixes[path.Ext(base)]
}

// resources is the folder that holds what belongs to the folder around it.
const resources = ".resources"

func withoutExtension(name string) (string, bool) {
	for _, extension := range []string{".yaml", ".yml"} {
		if base, ok := strings.CutSuffix(name, extension); ok {
			return base, true
		}
	}
	return name, false
}

// stem is a file's name without what says its role.
func stem(file string) string {
	base, _ := withoutExtension(path.Base(file))
	return strings.TrimSuffix(base, path.Ext(base))
}
