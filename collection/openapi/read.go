// Package openapi reads OpenAPI 3.0, 3.1 and 3.2 and Swagger 2.0 documents.
//
// Many published documents have mistakes. A mistake costs a finding with line and column
// and the affected part, not the document.
//
// Sources: the OpenAPI Specification, versions 2.0, 3.0.4, 3.1.1 and 3.2.0
// (https://spec.openapis.org).
package openapi

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"unicode"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/api"
)

// Document is what was read: the API and the files it was read from.
type Document struct {
	API   *api.API
	Files []*File
}

// ErrUnreadable is the error of a text that is not an OpenAPI document at all; the
// findings of its file say why.
var ErrUnreadable = errors.New("it is not an OpenAPI document")

// Options says what else to read.
type Options struct {
	Webhooks bool // the requests that the API sends to others
}

// Read reads a document with a name and text, and the files that it refers to. Those are
// relative to the document and opened with open; if open is nil, none is read. The
// result always has the document's files.
func Read(name, text string, open Opener) (*Document, error) {
	return ReadWith(name, text, open, Options{})
}

// bytesPerSchema is about how long the part of a document is that one schema takes.
const bytesPerSchema = 256

// ReadWith is like [Read], with options.
func ReadWith(name, text string, open Opener, o Options) (*Document, error) {
	r := &reader{
		options: o,
		open:    open,
		byName:  map[string]*File{},
		api:     &api.API{},
		targets: map[link]spot{},
		schemas: make(map[node]*api.Schema, len(text)/bytesPerSchema),
		bodies:  map[node]*api.Body{},
		answers: map[node]*api.Schema{},
		schemes: map[string]*api.Scheme{},
		unsaid:  map[*api.Operation]spot{},
		items:   map[node]bool{},
		read:    map[string]bool{},
	}
	err := r.document(r.add(name, text))
	for _, f := range r.files {
		f.finish()
	}
	if err == nil && r.size > maxSize {
		err = ErrTooLarge
	}
	return &Document{r.api, r.files}, err
}

type reader struct {
	options Options
	calls   []call // callbacks
	open    Opener
	files   []*File
	byName  map[string]*File // nil for a file that could not be read
	size    int              // bytes of all files except the first

	api     *api.API
	swagger bool // version 2.0
	root    spot
	// Each place in the document is read once, however often it is referred to.
	schemas map[node]*api.Schema
	targets map[link]spot // of references
	block   []api.Schema  // room for schemas
	bodies  map[node]*api.Body
	answers map[node]*api.Schema
	given   map[*api.Body]spot // the examples of bodies
	unread  []unread           // schemas that have not been read yet

	consumes []string // the media types that operations accept, in Swagger 2.0
	produces []string // and return
	schemes  map[string]*api.Scheme
	names    []string        // of the schemes
	ids      map[string]spot // schemas by their $id; nil until needed
	security []api.Requirement
	unsaid   map[*api.Operation]spot // operations that say nothing of authorization
	read     map[string]bool         // methods and paths
	items    map[node]bool           // paths, by where they stand
	repeated int                     // values in paths that were read again
}

func (r *reader) document(f *File) error {
	r.root = f.spot(f.root)
	if !r.root.exists() {
		return ErrUnreadable
	}
	if err := r.version(); err != nil {
		return err
	}
	r.info(r.follow(r.root.get("info")))
	r.servers()
	r.consumes, r.produces = r.root.words("consumes"), r.root.words("produces")
	r.securitySchemes()
	if list := r.root.member("security", yaml.SequenceNode); list.exists() {
		r.security = r.requirements(list)
	}
	for t := range r.root.member("tags", yaml.SequenceNode).elements {
		if !t.want(yaml.MappingNode, "a tag") {
			continue
		}
		tag := api.Tag{Name: t.exactly("name"), Description: r.description(t)}
		if url := t.get("externalDocs").word("url"); url != "" {
			tag.Description = strings.TrimSpace(tag.Description + "\n\nMore: " + url)
		}
		switch {
		case tag.Name != "":
			r.api.Tags = append(r.api.Tags, tag)
		case !t.get("name").exists():
			t.warn("a tag has no name")
		}
	}
	r.paths()
	r.commonServer()
	r.readAll()
	r.infer()
	r.listed()
	r.needs()
	r.unauthorized()
	r.webhooks()
	r.readAll()
	r.unsupported()
	r.nulls()
	r.misfits()
	return nil
}

// version reads the document's version. It returns an error if the document is something
// else.
func (r *reader) version() error {
	if !r.root.isMapping() {
		r.root.fail("an OpenAPI document is an object, not %s", kindName(r.root.n.kind()))
		return ErrUnreadable
	}
	three, two := r.root.get("openapi"), r.root.get("swagger")
	switch version := three.text(); {
	case strings.HasPrefix(version, "3."):
		if !slices.ContainsFunc([]string{"3.0", "3.1", "3.2"}, func(known string) bool { return strings.HasPrefix(version, known) }) {
			three.warn("version %s is read as if it were 3.2", version)
		}
	case two.text() == "2.0" || two.text() == "2":
		r.swagger = true
	case three.exists() || two.exists():
		at := three
		if !at.exists() {
			at = two
		}
		if at.isText() {
			at.fail("version %q is not read: OpenAPI 3.0 to 3.2 and Swagger 2.0 are", at.text())
		} else {
			at.fail("the version must be a single value, not %s", kindName(at.n.kind()))
		}
		return ErrUnreadable
	default:
		hint := "it says neither \"openapi: 3.…\" nor \"swagger: 2.0\""
		if r.root.get("info").get("schema").exists() && r.root.get("item").exists() {
			hint = "it is a Postman collection"
		}
		r.root.fail("this is not an OpenAPI document: %s", hint)
		return ErrUnreadable
	}
	if paths := r.root.get("paths"); (!paths.exists() || paths.isNull()) && !r.root.get("webhooks").exists() {
		r.root.warn("the document has no paths")
	}
	return nil
}

func (r *reader) info(info spot) {
	if info.want(yaml.MappingNode, `"info"`) {
		r.api.Title, r.api.Version, r.api.Description = info.word("title"), info.word("version"), r.description(info)
		contact := info.get("contact")
		for _, key := range []string{"name", "email", "url"} {
			if text := contact.word(key); text != "" {
				r.api.Contact = append(r.api.Contact, text)
			}
		}
		r.api.Terms, r.api.Summary = info.word("termsOfService"), info.word("summary")
		license := info.get("license")
		r.api.License = strings.Join(slices.DeleteFunc([]string{license.word("name"), license.word("identifier"), license.word("url")}, func(part string) bool { return part == "" }), ", ")
	}
	r.api.Docs = r.root.get("externalDocs").word("url")
}

// servers sets the address of the main server. A relative address lacks a host, which
// the document does not have.
func (r *reader) servers() {
	if r.swagger {
		r.swaggerServer()
		return
	}
	r.allServers()
	r.api.Server, r.api.Variables, _ = r.mainServer()
	for _, v := range r.api.Variables {
		r.api.Server = strings.ReplaceAll(r.api.Server, "{"+v.Key+"}", "{{"+v.Key+"}}")
	}
}

// withoutSlash returns an address to which a path can be appended.
func withoutSlash(address string) string {
	return strings.TrimRightFunc(address, func(r rune) bool { return r == '/' || unicode.IsSpace(r) })
}

// defaultIn returns the default of a variable in a server's address. Where a path follows
// the variable, it does not end with a slash: the path starts with one.
func defaultIn(address, name, value string) string {
	if _, after, _ := strings.Cut(address, "{"+name+"}"); after == "" || after[0] == '/' {
		return withoutSlash(value)
	}
	return value
}

// allServers reads the servers that name a host.
func (r *reader) allServers() {
	for s := range r.root.get("servers").elements {
		address := withoutSlash(s.get("url").text())
		if !strings.Contains(address, "://") || len(address) > maxPath || len(r.api.Servers) == maxServers {
			continue
		}
		server := api.Server{Name: cmp.Or(s.word("name"), s.get("description").text()), Address: address} // OpenAPI 3.2 has names
		defined := s.get("variables")
		for _, name := range api.ParameterNames(address) {
			server.Address = strings.ReplaceAll(server.Address, "{"+name+"}", "{{"+name+"}}")
			server.Variables = append(server.Variables, api.Variable{Key: name, Value: defaultIn(address, name, defined.get(name).get("default").text())})
		}
		r.api.Servers = append(r.api.Servers, server)
	}
}

// maxServers is the maximum number of servers that are read.
const maxServers = 20

// mainServer returns the document's first server that names a host, or else its first.
func (r *reader) mainServer() (address string, variables []api.Variable, ok bool) {
	servers := r.root.member("servers", yaml.SequenceNode)
	if address, variables, ok = r.firstServer(r.root, false); strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") {
		for s := range servers.elements {
			if u := s.get("url"); strings.Contains(u.text(), "://") {
				return r.firstServer(r.root, true)
			}
		}
	}
	return address, variables, ok
}

// firstServer returns the address of the first server of the document, a path or an
// operation, its variables, which are in braces, and whether there is one. If host is
// true, it is the first that names a host.
func (r *reader) firstServer(of spot, host bool) (address string, variables []api.Variable, ok bool) {
	for s := range of.member("servers", yaml.SequenceNode).elements {
		if !s.want(yaml.MappingNode, "a server") {
			continue
		}
		u := s.member("url", yaml.ScalarNode)
		if !u.exists() {
			if !s.get("url").exists() {
				s.warn(`a server has no "url"`)
			}
			continue
		}
		if host && !strings.Contains(u.text(), "://") {
			continue
		}
		if address = strings.TrimSpace(u.text()); len(address) > maxPath {
			u.warn("the server's address has %d characters, and is left out", len(address))
			return "", nil, false
		}
		defined := s.member("variables", yaml.MappingNode)
		seen := map[string]bool{}
		for _, name := range api.ParameterNames(address) {
			v := defined.get(name)
			switch {
			case seen[name]:
			case !v.exists():
				u.warn("the server's address has the variable %q, which it does not define", name)
			case v.want(yaml.MappingNode, "a server's variable"):
				variables = append(variables, api.Variable{
					Key: name, Value: defaultIn(withoutSlash(address), name, v.word("default")), Description: joinSentences(r.description(v), allowed(v.words("enum"))),
				})
			}
			seen[name] = true
		}
		return withoutSlash(address), variables, address != ""
	}
	return "", nil, false
}

func allowed(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return "One of " + strings.Join(values, ", ") + "."
}

func joinSentences(a, b string) string { return strings.TrimSpace(a + " " + b) }

// swaggerServer sets the address that Swagger 2.0 gives in parts.
func (r *reader) swaggerServer() {
	base := r.root.get("basePath")
	r.api.Server = withoutSlash(r.root.word("basePath"))
	host := r.root.word("host")
	if host == "" {
		return
	}
	if r.api.Server != "" && !strings.HasPrefix(r.api.Server, "/") {
		base.warn("the base path %q does not start with a slash", r.api.Server)
		r.api.Server = "/" + r.api.Server
	}
	scheme := "https"
	if schemes := r.root.words("schemes"); len(schemes) > 0 && !slices.Contains(schemes, scheme) {
		scheme = schemes[0]
	}
	r.api.Server = scheme + "://" + host + r.api.Server
}
