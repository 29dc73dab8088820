package v3

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/lazy"
)

// maxStem is the maximum length of a file name's stem in bytes: most file systems allow
// 255 for the whole name.
const maxStem = 200

// The stems that Postman uses for an element with an empty name, and for one without a
// name.
var (
	emptyStems = lazy.Value[map[role]string]{New: func() map[role]string {
		return map[role]string{request: "http-request", definition: "collection", example: "example"}
	}}
	missingStems = lazy.Value[map[role]string]{New: func() map[role]string {
		return map[role]string{request: "New Request", definition: "New Folder", example: "example"}
	}}
)

// stemOf returns the stem of the file, or the name of the folder, that Postman writes an
// element with a name to.
func stemOf(of role, name string) string {
	name = safeName(strings.TrimSpace(name))
	for len(name) > maxStem {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	switch {
	case name == "":
		return emptyStems.Get()[of]
	case of == definition && (name == "." || name == ".." || strings.EqualFold(name, resources) || strings.EqualFold(name, ".git")):
		return "-" + name // these folders have another meaning
	}
	return name
}

// wantedStem returns the stem that the file of a new part should have.
func (p *part) wantedStem() string {
	if isNull(p.node.Get("name")) && p.name == "" {
		return missingStems.Get()[p.role]
	}
	return stemOf(p.role, p.name)
}

// fileSuffixes maps roles to the endings of file names.
var fileSuffixes = lazy.Value[map[role]string]{New: func() map[role]string {
	return map[role]string{request: ".request.yaml", example: ".example.yaml"}
}}

// taken maps the names in a folder, as [folded] returns them, to the number for the next element
// with that name; 0 for a free name.
type taken map[string]int

// add takes a name, and reports whether it was free.
func (t taken) add(name string) bool {
	name = folded(name)
	if t[name] > 0 {
		return false
	}
	t[name] = 1
	return true
}

// unique returns a stem that no other element of the folder has, numbered as Postman
// does: "Ping", "Ping 1", "Ping 2".
func (t taken) unique(stem, suffix string) string {
	if t.add(stem + suffix) {
		return stem
	}
	for name := folded(stem + suffix); ; {
		numbered := stem + " " + strconv.Itoa(t[name])
		t[name]++
		if t.add(numbered + suffix) {
			return numbered
		}
	}
}
