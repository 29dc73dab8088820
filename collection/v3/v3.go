// Package v3 reads Postman's collection format v3, a folder of YAML files, as one
// document in terms of format v2.1. The file and place of every value in that document
// are known.
package v3

import (
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
)

// File is one file below a collection's folder.
type File struct {
	Path string // below the folder, with slashes
	Text string
}

// Result is the collection that was read from files.
type Result struct {
	// Document is the collection in terms of format v2.1.
	Document *jsontree.Document
	// Files are the collection's files that were read, sorted by path. Other files in
	// the folder are not included.
	Files []*Source
	// Kept lists the parts that format v2.1 cannot express.
	Kept []Kept
	// Findings lists the problems in the files, each with the path of its file.
	Findings []diagnostic.Diagnostic

	places *places
	root   *folder // nil for an environment
	name   string  // the path or the name of the folder
	files  []File
	texts  *textSource // nil if the files have their texts
}

// Kept is a part of a collection that its document leaves out.
type Kept struct {
	Path []string // the names of the folders around the element, and its own
	File string
	What string // such as "a gRPC request"
}

// MaxFiles is the maximum number of a collection's files that are read.
const MaxFiles = 200_000

// Read reads the files of one collection. folder is the path of its folder from the root
// of the repository, or only the folder's name. That is the collection's name if no file
// defines one. An error in one file does not hide the others.
func Read(folder string, files []File) *Result { return read(folder, files, nil, nil) }

// Read is like the function [Read].
func (k *Cache) Read(folder string, files []File) *Result { return read(folder, files, k, nil) }

// read reads files with the help of a cache, if any. Their texts come from texts, if given.
func read(folder string, files []File, k *Cache, texts *textSource) *Result {
	r := &Result{texts: texts}
	c := &reader{result: r, schemas: compileAll.Get(), cache: k, texts: texts}
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	name := folder
	if folder != "" {
		name = path.Base(folder)
	}
	root := c.arrange(name, files)
	r.root, r.name, r.files = root, folder, files
	apart := &reader{result: &Result{Files: r.Files}}
	var checking sync.WaitGroup
	checking.Go(func() {
		apart.joined(root)
		apart.names(root)
		apart.long(folder)
	})
	r.places = &places{}
	w := newWriter(r.places, root)
	k.before()
	c.collection(w, root)
	k.after()
	checking.Wait()
	r.Findings = append(r.Findings, apart.result.Findings...)
	if k == nil {
		for _, s := range r.Files {
			s.release()
		}
	}
	d, err := jsontree.ParseRegions(w.finish(), w.nodes, w.requests)
	if err != nil { // nested deeper than a document may be
		d, _ = jsontree.Parse(`{"info":{"name":"","schema":"` + schemaURL + `"},"item":[]}`)
		r.places = &places{}
	}
	r.Document = d
	r.places.document = d
	diagnostic.Sort(r.Findings)
	return r
}

// schemaURL names format v2.1, the format of the document.
const schemaURL = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"

// IsFile reports whether a file with this path is part of a v3 collection.
func IsFile(file string) bool { return roleOf(file) != other }

// IsRequest reports whether a path is that of a request's file.
func IsRequest(file string) bool { return roleOf(file) == request }

type role int

const (
	other role = iota
	definition
	request
	example
	message
)

// roleOf returns the role of a file in a collection, by its path. Both spellings of the
// extension are read.
func roleOf(file string) role {
	base, ok := withoutExtension(path.Base(file))
	switch {
	case !ok:
		return other
	case strings.HasSuffix(base, ".request"):
		return request
	case strings.HasSuffix(base, ".example"):
		return example
	case strings.HasSuffix(base, ".message"):
		return message
	case base == "definition" && path.Base(path.Dir(file)) == resources:
		return definition
	}
	return other
}

// resources is the folder with the files that belong to the folder around it.
const resources = ".resources"

func withoutExtension(name string) (string, bool) {
	if base, ok := strings.CutSuffix(name, ".yaml"); ok {
		return base, true
	}
	return strings.CutSuffix(name, ".yml")
}

// stem returns the base name of a file without the extensions that define its role.
func stem(file string) string {
	base, _ := withoutExtension(path.Base(file))
	return strings.TrimSuffix(base, path.Ext(base))
}
