// Package environmentfile reads Postman environments and sets values in them. Everything
// else in a file stays as it is, byte for byte.
package environmentfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/collection/yamltree"
	"github.com/postwright/postwright/internal/atomicfile"
	"github.com/postwright/postwright/internal/inputs"
)

// Value is a variable to set.
type Value struct {
	Key, Value string
	Secret     bool // give it the type that Postman hides, if it is a new variable
}

// File is an environment with the path that it has, or will have.
type File struct {
	path, before string
	exists       bool
	text         carrier
}

// carrier is the text of an environment in one of Postman's formats: JSON, or YAML as in
// format v3.
type carrier interface {
	// value returns an enabled variable's value.
	value(key string) (string, bool)
	// set returns the text with the values.
	set(values []Value) (string, error)
}

// parse reads a file's text.
func parse(path, text string) (carrier, error) {
	if IsYAML(path) {
		return parseYAML(path, text)
	}
	d, err := jsontree.Parse(text)
	var syntax *jsontree.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return nil, fmt.Errorf("%s:%d:%d: it is not JSON; repair it, or name another file", path, syntax.Position.Line, syntax.Position.Column)
	case err != nil:
		return nil, fmt.Errorf("cannot read %s: %w", path, err)
	case d.Root().Get("values").Kind() != jsontree.Array:
		return nil, notEnvironment(path)
	}
	return jsonText{d}, nil
}

func notEnvironment(path string) error {
	return fmt.Errorf(`%s is not a Postman environment: it has no list "values"; name another file`, path)
}

// IsYAML reports whether an environment at a path is one of format v3.
func IsYAML(path string) bool {
	extension := strings.ToLower(filepath.Ext(path))
	return extension == ".yaml" || extension == ".yml"
}

func parseYAML(path, text string) (carrier, error) {
	t, err := yamltree.Parse(text)
	switch {
	case err != nil:
		line, column := t.Position(err.Start)
		return nil, fmt.Errorf("%s:%d:%d: it is not YAML; repair it, or name another file", path, line, column)
	case t.Root.Get("values") == nil || t.Root.Get("values").Kind != yamltree.Sequence:
		return nil, notEnvironment(path)
	}
	return yamlText{v3.ReadEnvironment(v3.File{Path: filepath.Base(path), Text: text})}, nil
}

// Open reads the environment at a path: YAML, as in format v3, if it ends in .yaml or
// .yml, else JSON. If there is no file, the environment is the JSON text that initial
// returns, and [File.Write] creates the file.
func Open(path string, initial func() (string, error)) (*File, error) {
	f := &File{path: path, exists: true}
	read := func() (string, error) { return inputs.Read(path, nil) }
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		f.exists = false
		read = func() (string, error) {
			text, err := initial()
			if err != nil {
				return "", err
			}
			return TextFor(path, text)
		}
	}
	text, err := read()
	if err != nil {
		return nil, err
	}
	f.before = text
	f.text, err = parse(path, text)
	return f, err
}

// TextFor returns the text of an environment, given as JSON, in the format that the file
// at a path has.
func TextFor(path, json string) (string, error) {
	if !IsYAML(path) {
		return json, nil
	}
	d, err := jsontree.Parse(json)
	if err != nil {
		return "", err
	}
	file, _ := v3.LayEnvironment(d)
	return file.Text, nil
}

// Value returns the value of an enabled variable, and whether there is one.
func (f *File) Value(key string) (string, bool) { return f.text.value(key) }

// CheckWritable returns an error if the file could not be written. It changes nothing.
func (f *File) CheckWritable() error {
	pending, err := atomicfile.StagePrivate(f.path, f.before)
	if err == nil {
		pending.Discard()
	}
	return err
}

// Write sets values and writes the file, whole or not at all and readable by its owner
// only. It fails if the file was changed after it was opened.
func (f *File) Write(values ...Value) error {
	text, err := f.text.set(values)
	if err != nil {
		return err
	}
	stage := func() (*atomicfile.Pending, error) { return atomicfile.StagePrivate(f.path, text) }
	if f.exists {
		stage = func() (*atomicfile.Pending, error) { return atomicfile.StagePrivateOver(f.path, f.before, text) }
	}
	pending, err := stage()
	if err != nil {
		return err
	}
	return pending.Commit()
}
