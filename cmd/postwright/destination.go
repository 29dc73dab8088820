package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/atomicfile"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/output"
)

// destination is where the two files are written. A file with an empty path
// is not written.
type destination struct {
	collection, environment string
	folder                  string // created if it does not exist
}

func destinationOf(f generateFlags, t *template.Template, hasEnvironment bool) (destination, error) {
	to := destination{collection: f.output, environment: f.environment}
	if f.output == "" || f.output != inputs.Stdin && inputs.NamesFolder(f.output) {
		to.folder = filepath.Join(f.output, ".")
		to.collection = filepath.Join(to.folder, t.Name+inputs.Suffix)
		if to.environment == "" && hasEnvironment {
			to.environment = filepath.Join(to.folder, t.Name+inputs.EnvironmentSuffix)
		}
	}
	switch {
	case f.environment != "" && !hasEnvironment:
		return to, fmt.Errorf("the template %q has no environment; leave --environment out", t.Name)
	case to.collection == inputs.Stdin && to.environment == inputs.Stdin:
		return to, fmt.Errorf("the collection and the environment cannot both go to standard output")
	case f.check && (to.collection == inputs.Stdin || to.environment == inputs.Stdin):
		return to, fmt.Errorf("--check compares files; standard output has nothing to compare with")
	}
	return to, to.distinct()
}

// distinct returns an error if a file would overwrite the other one, or the
// lock.
func (to destination) distinct() error {
	for _, path := range []string{to.collection, to.environment} {
		if lock := filepath.Join(filepath.Dir(path), generate.LockName); samePlace(path, lock) {
			return fmt.Errorf("%s is for remembering what was generated; choose another name", path)
		}
	}
	if samePlace(to.collection, to.environment) {
		return fmt.Errorf("the collection and the environment cannot both be written to %s; choose another name for one of them", to.collection)
	}
	return nil
}

// environmentsOf returns the environment files for each server, which replace
// the one for all; nil if that one is named explicitly, or is enough.
func (to destination) environmentsOf(f generateFlags, t *template.Template, each []generate.ServerEnvironment) []output.File {
	if f.environment != "" || to.folder == "" {
		return nil
	}
	var files []output.File
	for _, e := range each {
		files = append(files, output.File{Path: filepath.Join(to.folder, t.Name+"."+e.Name+inputs.EnvironmentSuffix), Content: e.Text})
	}
	return files
}

// samePlace reports whether two paths lead to the same file, or will.
func samePlace(a, b string) bool {
	if first, err := os.Stat(a); err == nil {
		if second, err := os.Stat(b); err == nil {
			return os.SameFile(first, second)
		}
	}
	return a != "" && b != "" && atomicfile.Target(a) == atomicfile.Target(b)
}

// place separates the collection and the environment into files and standard
// output.
func (to destination) place(made output.File, environmentText string) (files []output.File, printed string) {
	for _, f := range []output.File{made, {Path: to.environment, Content: environmentText}} {
		switch f.Path {
		case "":
		case inputs.Stdin:
			printed = f.Content
		default:
			files = append(files, f)
		}
	}
	return files, printed
}
