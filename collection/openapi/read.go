// Package openapi reads OpenAPI 3.0 and 3.1 and Swagger 2.0 documents.
//
// Real documents are broken here and there. A bad spot costs a finding with its
// line and column, and what stands there; not the document.
//
// Sources: the OpenAPI Specification, versions 2.0, 3.0.4 and 3.1.1
// (https://spec.openapis.org).
package openapi

import (
	"errors"
	"fmt"
	"path"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/api"
)

// Document is what was read: the API and the files it was read from.
type Document struct {
	API   *api.API
	Files []*File
}

// ErrUnreadable is the error of a text that is no OpenAPI document at all; the
// findings of its file say why.
var ErrUnreadable = errors.New("it is no OpenAPI document")

// Read reads a document of a name and text, and the files beside it that it
// refers to; with a nil opener, none. The document's files are there in any
// case.
func Read(name, text string, open Opener) (*Document, error) {
	r := &reader{
		open:    open,
		byName:  map[string]*File{},
		api:     &api.API{},
		schemas: map[*yaml.Node]*api.Schema{},
		schemes: map[string]*api.Scheme{},
		lists:   map[string]bool{},
	}
	// References are relative to the document's folder.
	f := r.add(path.Base(name), text)
	err := r.read(f)
	f.Name = name
	for _, f := range r.files {
		f.finish()
	}
	return &Document{r.api, r.files}, err
}

type reader struct {
	open   Opener
	files  []*File
	byName map[string]*File // nil for what could not be read
	size   int              // bytes of all files but the first

	api      *api.API
	swagger  bool // version 2.0
	root     spot
	schemas  map[*yaml.Node]*api.Schema
	schemes  map[string]*api.Scheme
	security []api.Requirement
	lists    map[string]bool // methods and paths that were read
}

func (r *reader) read(f *File) error {
	r.root = f.spot(f.root)
	if !r.root.exists() {
		return ErrUnreadable
	}
	if err := r.version(); err != nil {
		return err
	}
	r.info(r.root.get("info"))
	r.servers()
	r.securitySchemes()
	if list := r.root.get("security"); list.want(yaml.SequenceNode, `"security"`) {
		r.security = r.requirements(list)
	}
	if list := r.root.get("tags"); list.want(yaml.SequenceNode, `"tags"`) {
		for t := range list.elements {
			r.api.Tags = append(r.api.Tags, api.Tag{Name: t.get("name").text(), Description: t.get("description").text()})
		}
	}
	r.paths()
	r.infer()
	r.needs()
	return nil
}

// version tells the versions apart, and a document from something else.
func (r *reader) version() error {
	if !r.root.isMapping() {
		r.root.fail("an OpenAPI document is an object, not %s", kindName(r.root.n.Kind))
		return ErrUnreadable
	}
	three, two := r.root.get("openapi"), r.root.get("swagger")
	switch version := three.text(); {
	case strings.HasPrefix(version, "3."):
		if !strings.HasPrefix(version, "3.0") && !strings.HasPrefix(version, "3.1") {
			three.warn("version %s is read as if it were 3.1", version)
		}
	case two.text() == "2.0" || two.text() == "2":
		r.swagger = true
	case three.exists() || two.exists():
		at := three
		if !at.exists() {
			at = two
		}
		at.fail("version %q is not read: OpenAPI 3.0, OpenAPI 3.1 and Swagger 2.0 are", at.text())
		return ErrUnreadable
	default:
		hint := "it says neither \"openapi: 3.…\" nor \"swagger: 2.0\""
		if r.root.get("info").get("schema").exists() && r.root.get("item").exists() {
			hint = "it is a Postman collection"
		}
		r.root.fail("this is no OpenAPI document: %s", hint)
		return ErrUnreadable
	}
	if !r.root.get("paths").isMapping() {
		r.root.warn("the document has no paths")
	}
	return nil
}

func (r *reader) info(info spot) {
	if !info.want(yaml.MappingNode, `"info"`) {
		return
	}
	r.api.Title, r.api.Version = strings.TrimSpace(info.get("title").text()), info.get("version").text()
	r.api.Description = info.get("description").text()
}

// servers sets the address of the first server. Relative ones need a host that
// the document does not know.
func (r *reader) servers() {
	if r.swagger {
		r.swaggerServer()
		return
	}
	r.api.Server, r.api.Variables = r.firstServer(r.root.get("servers"))
}

func (r *reader) firstServer(list spot) (address string, variables []api.Variable) {
	if !list.want(yaml.SequenceNode, `"servers"`) {
		return "", nil
	}
	for s := range list.elements {
		u := s.get("url")
		if !u.isText() {
			s.warn(`a server has no "url"`)
			continue
		}
		address = strings.TrimSpace(u.text())
		for name, v := range s.get("variables").all {
			variables = append(variables, api.Variable{
				Key: name, Value: v.get("default").text(), Description: joinSentences(v.get("description").text(), allowed(v.get("enum"))),
			})
			address = strings.ReplaceAll(address, "{"+name+"}", "{{"+name+"}}")
		}
		if open := strings.Index(strings.ReplaceAll(address, "{{", ""), "{"); open >= 0 && !strings.Contains(address, "{{") {
			u.warn("the server's address has a variable that it does not define: %s", address)
		}
		return strings.TrimSuffix(address, "/"), variables
	}
	return "", nil
}

func allowed(enum spot) string {
	values := enum.texts()
	if len(values) == 0 {
		return ""
	}
	return "One of " + strings.Join(values, ", ") + "."
}

func joinSentences(a, b string) string { return strings.TrimSpace(strings.TrimSpace(a) + " " + b) }

// swaggerServer is the address that Swagger 2.0 gives in parts.
func (r *reader) swaggerServer() {
	scheme := "https"
	if schemes := r.root.get("schemes").texts(); len(schemes) > 0 {
		scheme = schemes[0]
		for _, s := range schemes {
			if s == "https" {
				scheme = s
			}
		}
	}
	base := strings.TrimSuffix(r.root.get("basePath").text(), "/")
	if host := r.root.get("host").text(); host != "" {
		r.api.Server = fmt.Sprintf("%s://%s%s", scheme, host, base)
	} else {
		r.api.Server = base
	}
}
