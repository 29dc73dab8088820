package openapi

import (
	"regexp"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/internal/nearest"
)

// methods are the keys of a path that hold operations.
var methods = map[string]bool{
	"get": true, "put": true, "post": true, "delete": true,
	"options": true, "head": true, "patch": true, "trace": true,
}

func (r *reader) paths() {
	paths := r.root.get("paths")
	if !paths.want(yaml.MappingNode, `"paths"`) {
		return
	}
	for path, item := range paths.all {
		if strings.HasPrefix(path, "x-") {
			continue
		}
		if !strings.HasPrefix(path, "/") {
			item.warn("the path %q does not start with a slash", path)
			path = "/" + path
		}
		r.path(path, r.follow(item))
	}
}

func (r *reader) path(path string, item spot) {
	if !item.want(yaml.MappingNode, "a path") {
		return
	}
	shared := r.parameters(item.get("parameters"))
	for method, o := range item.all {
		method = strings.ToLower(method)
		if !methods[method] || !o.want(yaml.MappingNode, "an operation") {
			continue
		}
		if key := method + " " + path; r.lists[key] {
			o.warn("%s %s stands in the document twice", strings.ToUpper(method), path)
			continue
		} else {
			r.lists[key] = true
		}
		r.api.Operations = append(r.api.Operations, r.operation(strings.ToUpper(method), path, item, o, shared))
	}
}

func (r *reader) operation(method, path string, item, o spot, shared []*found) *api.Operation {
	op := &api.Operation{
		Method: method, Path: path,
		ID:          o.get("operationId").text(),
		Summary:     strings.TrimSpace(o.get("summary").text()),
		Description: strings.TrimSpace(o.get("description").text()),
		Tags:        o.get("tags").texts(),
		Deprecated:  o.get("deprecated").flag(),
	}
	o.get("tags").want(yaml.SequenceNode, `"tags"`)
	for _, servers := range []spot{o.get("servers"), item.get("servers")} {
		if address, _ := r.firstServer(servers); address != "" && address != r.api.Server {
			op.Server = address
			break
		}
	}
	own := r.parameters(o.get("parameters"))
	all := merge(shared, own)
	for _, p := range all {
		switch {
		case p.swaggerBody != nil:
		case p.In == api.InCookie:
			p.at.note("the cookie %q is left out: cookies are set in Postman's cookie jar", p.Name)
		case p.In == api.InHeader && ignoredHeader(p.Name):
			// OpenAPI 3, "Fixed Fields" of the Parameter Object: these are said elsewhere.
		default:
			op.Parameters = append(op.Parameters, p.Parameter)
		}
	}
	r.pathParameters(op, o)
	if r.swagger {
		op.Body = r.swaggerBody(all, o)
	} else {
		op.Body = r.body(o.get("requestBody"))
	}
	op.Answer = r.answer(o.get("responses"))
	r.operationSecurity(op, o)
	return op
}

func ignoredHeader(name string) bool {
	switch strings.ToLower(name) {
	case "accept", "content-type", "authorization":
		return true
	}
	return false
}

var inBraces = regexp.MustCompile(`\{([^{}]*)\}`)

// pathParameters makes the parameters in the path and those that are declared
// agree: the path is what is sent.
func (r *reader) pathParameters(op *api.Operation, o spot) {
	inPath := map[string]bool{}
	for _, m := range inBraces.FindAllStringSubmatch(op.Path, -1) {
		inPath[m[1]] = true
	}
	declared := map[string]bool{}
	kept := op.Parameters[:0]
	for _, p := range op.Parameters {
		if p.In == api.InPath {
			if !inPath[p.Name] {
				o.warn("%s declares the path parameter %q, which the path does not have", op, p.Name)
				continue
			}
			declared[p.Name] = true
			p.Required = true
		}
		kept = append(kept, p)
	}
	op.Parameters = kept
	for _, m := range inBraces.FindAllStringSubmatch(op.Path, -1) {
		if name := m[1]; !declared[name] {
			declared[name] = true
			o.warn("%s does not declare its path parameter %q", op, name)
			op.Parameters = append(op.Parameters, &api.Parameter{Name: name, In: api.InPath, Required: true})
		}
	}
}

// found is a parameter and where it stands.
type found struct {
	*api.Parameter
	at          spot
	swaggerBody *spot // of Swagger 2.0's parameters that are part of the body
}

func (f *found) key() string { return f.In + " " + f.Name }

// merge is a path's parameters with the operation's own, which win.
func merge(shared, own []*found) []*found {
	var all []*found
	mine := map[string]bool{}
	for _, p := range own {
		mine[p.key()] = true
	}
	for _, p := range shared {
		if !mine[p.key()] {
			all = append(all, p)
		}
	}
	return append(all, own...)
}

func (r *reader) parameters(list spot) []*found {
	if !list.want(yaml.SequenceNode, `"parameters"`) {
		return nil
	}
	var all []*found
	seen := map[string]bool{}
	for e := range list.elements {
		p := r.parameter(e)
		switch {
		case p == nil:
		case seen[p.key()]:
			e.warn("the %s parameter %q stands here twice", p.In, p.Name)
		default:
			seen[p.key()] = true
			all = append(all, p)
		}
	}
	return all
}

func (r *reader) parameter(e spot) *found {
	s := r.follow(e)
	if !s.want(yaml.MappingNode, "a parameter") {
		return nil
	}
	p := &api.Parameter{
		Name: s.get("name").text(), In: strings.ToLower(s.get("in").text()),
		Description: strings.TrimSpace(s.get("description").text()),
		Required:    s.get("required").flag(),
		Deprecated:  s.get("deprecated").flag(),
		Style:       s.get("style").text(),
		Explode:     s.get("explode").flag(),
	}
	f := &found{Parameter: p, at: s}
	switch {
	case r.swagger && (p.In == "body" || p.In == "formdata"):
		f.swaggerBody = &s
		return f
	case p.Name == "":
		s.warn("a parameter has no name")
		return nil
	}
	switch p.In {
	case api.InPath, api.InQuery, api.InHeader, api.InCookie:
	case "":
		s.warn("the parameter %q does not say where it goes", p.Name)
		return nil
	default:
		s.warn("the parameter %q goes into %q, which there is not%s", p.Name, p.In, nearest.Hint(p.In, []string{api.InPath, api.InQuery, api.InHeader, api.InCookie}))
		return nil
	}
	p.Explode = p.Explode || !s.get("explode").exists() && (p.Style == "" || p.Style == "form")
	schema := s.get("schema")
	if r.swagger {
		schema = s
		if format := s.get("collectionFormat").text(); format != "" {
			p.Style, p.Explode = swaggerStyle(format)
		} else {
			p.Explode = false
		}
	} else if !schema.exists() {
		for _, media := range s.get("content").all {
			schema = media.get("schema")
			p.Example = r.example(media)
			break
		}
	}
	p.Schema = r.schema(schema)
	if p.Schema != nil && p.Description == "" {
		p.Description = p.Schema.Description
	}
	if own := r.example(s); own != nil {
		p.Example = own
	}
	return f
}

// swaggerStyle is OpenAPI 3's word for a collectionFormat.
func swaggerStyle(format string) (style string, explode bool) {
	switch format {
	case "multi":
		return "form", true
	case "ssv":
		return "spaceDelimited", false
	case "pipes":
		return "pipeDelimited", false
	}
	return "form", false
}

// answer is the schema of what comes back as JSON when it went well.
func (r *reader) answer(responses spot) *api.Schema {
	if !responses.want(yaml.MappingNode, `"responses"`) {
		return nil
	}
	for status, s := range responses.all {
		if !strings.HasPrefix(status, "2") {
			continue
		}
		s = r.follow(s)
		if r.swagger {
			if schema := s.get("schema"); schema.exists() {
				return r.schema(schema)
			}
			continue
		}
		for media, content := range s.get("content").all {
			if schema := content.get("schema"); isJSON(media) && schema.exists() {
				return r.schema(schema)
			}
		}
	}
	return nil
}

// isJSON tells whether a media type is JSON's or of its kind (RFC 6838, section
// 4.2.8).
func isJSON(media string) bool {
	media, _, _ = strings.Cut(strings.ToLower(media), ";")
	media = strings.TrimSpace(media)
	return media == "application/json" || strings.HasSuffix(media, "+json") || media == "text/json"
}
