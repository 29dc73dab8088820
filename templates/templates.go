// Package templates holds the built-in templates, one folder each. It only
// knows their text; package collection/template reads them.
package templates

import (
	"embed"
	"io"
	"path"
	"slices"
	"strings"
)

//go:embed */*.yaml */*.json
var files embed.FS

// Names returns the names of all embedded templates, in alphabetical order.
func Names() []string {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic(err) // an embedded file system's root can always be read
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	slices.Sort(names)
	return names
}

// Source returns the text of an embedded template and its path below
// templates/, and whether there is one of that name.
func Source(name string) (text, file string, ok bool) {
	file = path.Join(name, "template.yaml")
	content, err := files.ReadFile(file)
	return string(content), file, err == nil
}

// File returns the text of a file beside an embedded template.
func File(template, name string) (string, error) {
	f, err := files.Open(path.Join(template, name))
	if err != nil {
		return "", err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	var text strings.Builder // files.ReadFile would copy the bytes once more
	text.Grow(int(info.Size()))
	_, err = io.Copy(&text, f)
	return text.String(), err
}
