package openapi

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"strconv"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
)

// Limits of references.
const (
	maxSize       = 256 << 20 // total bytes of the files besides the document
	maxReferences = 50        // in a chain
)

// ErrTooLarge is returned if the files of a document exceed the limit: their content
// would be lost.
var ErrTooLarge = fmt.Errorf("the document's files have more than %d MB; bundle those that are needed into one", maxSize>>20)

// Opener returns the text of another file of the document, by its path relative to the
// document's folder, with slashes. It must not open files outside that folder.
type Opener func(name string) (string, error)

// follow returns what a reference refers to, through any number of references. A spot
// that is not a reference is returned as it is. For a missing target it reports a
// finding and returns the zero spot.
func (r *reader) follow(s spot) spot {
	start := s
	for range maxReferences {
		reference := s.get("$ref")
		if !reference.isText() {
			return s
		}
		next := r.target(s, reference)
		if !next.exists() {
			return spot{}
		}
		s = next
	}
	start.warn("the reference leads to more than %d others, or to itself", maxReferences)
	return spot{}
}

// link is the text of a reference in a file.
type link struct {
	from *File
	text string
}

// target returns what a reference in a file refers to.
func (r *reader) target(s spot, reference spot) spot {
	at := link{s.File, reference.text()}
	known, ok := r.targets[at]
	if !ok {
		if known = r.find(s, reference); known.exists() {
			r.targets[at] = known
		}
	}
	return known
}

// find looks for what a reference in a file refers to.
func (r *reader) find(s spot, reference spot) spot {
	text := reference.text()
	name, fragment, _ := strings.Cut(text, "#")
	file := s.File
	if at := r.identified(name); at.exists() {
		return r.within(at, reference, fragment)
	}
	if name != "" {
		var err error
		if file, err = r.sibling(s.File, name); err != nil {
			reference.warn("cannot follow %q: %v", text, err)
			return spot{}
		}
	}
	return r.within(file.spot(file.root), reference, fragment)
}

// within returns what a fragment refers to inside a spot.
func (r *reader) within(at spot, reference spot, fragment string) spot {
	text := reference.text()
	if fragment != "" && fragment[0] != '/' {
		at = spot{} // an anchor is not supported
	}
	if !at.exists() {
		reference.warn("%q refers to something that is not there", text)
		return spot{}
	}
	for _, segment := range pointerSegments(fragment) {
		if at = step(at, segment); !at.exists() {
			reference.warn("%q refers to something that is not there", text)
			return spot{}
		}
	}
	return at
}

// identified returns the schema with an "$id" (JSON Schema 2020-12); references may be
// relative to the last part of it. It returns the zero spot if there is none.
func (r *reader) identified(name string) spot {
	if name == "" {
		return spot{}
	}
	if r.ids == nil {
		r.ids = map[string]spot{}
		for _, schema := range r.root.get("components").get("schemas").all {
			id := strings.TrimSuffix(schema.get("$id").text(), "#")
			if id == "" {
				continue
			}
			r.ids[id] = schema
			if last := id[strings.LastIndexByte(id, '/')+1:]; last != "" {
				if _, twice := r.ids[last]; !twice {
					r.ids[last] = schema
				}
			}
		}
	}
	return r.ids[name]
}

func step(at spot, segment string) spot {
	if at.isList() {
		i, err := strconv.Atoi(segment)
		if err != nil {
			return spot{}
		}
		return at.element(i)
	}
	return at.get(segment)
}

var pointerEscapes = lazy.Value[*strings.Replacer]{New: func() *strings.Replacer {
	return strings.NewReplacer("~1", "/", "~0", "~")
}}

// pointerSegments returns the segments of a JSON pointer in a URI's fragment (RFC 6901,
// section 6).
func pointerSegments(fragment string) []string {
	if fragment == "" {
		return nil
	}
	segments := strings.Split(strings.TrimPrefix(fragment, "/"), "/")
	for i, s := range segments {
		if plain, err := url.PathUnescape(s); err == nil {
			s = plain
		}
		segments[i] = pointerEscapes.Get().Replace(s)
	}
	return segments
}

// escapePointer returns a name as a segment of a JSON pointer in a URI's fragment.
func escapePointer(name string) string {
	return url.PathEscape(jsontree.EscapeToken(name))
}

// sibling returns the file that a reference in another file names.
func (r *reader) sibling(from *File, name string) (*File, error) {
	full, err := beside(from, name)
	if err != nil {
		return nil, err
	}
	if f, ok := r.byName[full]; ok {
		if f == nil || !f.root.exists() {
			return nil, fmt.Errorf("%s could not be read", full)
		}
		return f, nil
	}
	r.byName[full] = nil
	text, err := r.load(full)
	if err != nil {
		return nil, err
	}
	f := r.add(full, text)
	if !f.root.exists() {
		return nil, fmt.Errorf("%s could not be read", full)
	}
	return f, nil
}

// description returns the description of what a spot says. Where it is a reference and
// says nothing else, it is what that leads to: a file of Markdown, or a text. OpenAPI
// has no references there, but bundlers follow them, and authors rely on it.
func (r *reader) description(s spot) string {
	at := s.get("description")
	reference := at.get("$ref")
	if !isLoneReference(at) {
		return s.word("description")
	}
	switch path.Ext(reference.text()) {
	case ".md", ".markdown", ".txt":
		text, err := r.textOf(at.File, reference.text())
		if err != nil {
			reference.warn("cannot follow %q: %v", reference.text(), err)
		}
		return strings.TrimSpace(strings.ToValidUTF8(text, "\uFFFD"))
	}
	if !strings.Contains(reference.text(), "#") {
		return s.word("description") // no other file is a text to show
	}
	if at = r.follow(at); !at.want(yaml.ScalarNode, `"description"`) {
		return ""
	}
	return strings.TrimSpace(at.text())
}

// textOf returns the text of the file that another names, for what is not JSON or YAML.
func (r *reader) textOf(from *File, name string) (string, error) {
	full, err := beside(from, name)
	if err != nil {
		return "", err
	}
	return r.load(full)
}

// beside returns the path, from the document's folder, of a file that another file
// names.
func beside(from *File, name string) (string, error) {
	u, err := url.Parse(name)
	if err == nil && u.Host != "" {
		return "", errors.New("nothing is fetched over a network; save it beside the document")
	}
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	full := path.Join(path.Dir(from.Name), name)
	if err == nil && u.Scheme != "" || strings.Contains(name, "\\") || path.IsAbs(name) || full == ".." || strings.HasPrefix(full, "../") {
		return "", errors.New("only files in the document's folder and below are read")
	}
	return full, nil
}

// load reads another file of the document.
func (r *reader) load(full string) (string, error) {
	if r.open == nil {
		return "", errors.New("the document's folder is not known")
	}
	if r.size > maxSize {
		return "", ErrTooLarge
	}
	text, err := r.open(full)
	if err != nil {
		return "", err
	}
	if r.size += len(text); r.size > maxSize {
		return "", ErrTooLarge
	}
	return text, nil
}

func (r *reader) add(name, text string) *File {
	f := newFile(name, text)
	r.files = append(r.files, f)
	r.byName[name] = f
	return f
}
