package mock

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/sample"
	"github.com/postwright/postwright/collection/template"
)

// kind is the kind of an operation.
type kind uint8

const (
	lists    kind = iota // answers with a list of records
	reads                // answers with one record
	creates              // adds a record
	replaces             // replaces the values of a record
	changes              // changes some values of a record
	removes              // deletes a record
	acts                 // does something else with a record, without changing one
)

// resource describes the records of one collection path.
type resource struct {
	path  string // of the collection, with parameters in braces
	depth int    // segments of path
	// parent is the resource whose records contain the path; nil at the top.
	parent *resource
	// itemPath is the path of one record; "" if records have none.
	itemPath string
	// idField is the field that identifies a record; "" if there is none.
	// idQuery is the query parameter that does; "" if none does.
	idField, idQuery string
	// keys are the query parameters that together identify a record whose key
	// the client chooses.
	keys []string
	// listed says that an operation lists the records.
	listed bool
	// operation is the one whose schema describes the records best.
	operation *api.Operation
	schema    *api.Schema // flat; nil if the document has none
}

// plan is how an operation is answered.
type plan struct {
	*resource
	operation *api.Operation
	kind      kind
	status    int
	answer    *api.Schema
	list      *listing // of kind lists
}

// listing says where the records are in a list's answer. Property is nil if
// the answer is the list itself.
type listing struct {
	page     *api.Schema
	property *api.Property
	items    *api.Schema
	paged    bool
}

// planAll returns how each operation of an API is answered.
func planAll(a *api.API, pages *template.Pages) map[*api.Operation]*plan {
	paths := map[string][]*api.Operation{}
	for _, o := range a.Operations {
		path := "/" + strings.Join(api.Segments(o.Path), "/")
		paths[path] = append(paths[path], o)
	}
	p := planner{paths: paths, items: map[string]string{}, resources: map[string]*resource{}, pages: pages}
	for path := range paths {
		if collection, last := cutLast(path); api.IsParameter(last) && collection != "" {
			p.items[collection] = path
		}
	}
	plans := map[*api.Operation]*plan{}
	for path, operations := range paths {
		for _, o := range operations {
			plans[o] = p.plan(path, o)
		}
	}
	return plans
}

type planner struct {
	paths     map[string][]*api.Operation
	items     map[string]string // the path of one record, by its collection's
	resources map[string]*resource
	pages     *template.Pages
}

func cutLast(path string) (before, last string) {
	at := strings.LastIndexByte(path, '/')
	return path[:at], path[at+1:]
}

func (p *planner) plan(path string, o *api.Operation) *plan {
	pl := &plan{operation: o, answer: o.Answer()}
	before, last := cutLast(path)
	switch {
	case api.IsParameter(last) && before != "":
		pl.resource = p.resource(before)
		pl.kind = kindOf(o.Method, reads, acts)
	case p.isAction(path):
		pl.resource = p.resource(p.record(path))
		pl.kind = acts
	default:
		pl.resource = p.resource(path)
		pl.kind = kindOf(o.Method, reads, creates)
		if pl.kind == reads && pl.idQuery == "" {
			if pl.list = p.listOf(o, pl.resource.itemPath != ""); pl.list != nil {
				pl.kind, pl.listed = lists, true
			}
		}
	}
	pl.status = successStatus(o, pl.kind)
	return pl
}

func kindOf(method string, get, post kind) kind {
	switch method {
	case http.MethodPost:
		return post
	case http.MethodPut:
		return replaces
	case http.MethodPatch:
		return changes
	case http.MethodDelete:
		return removes
	}
	return get
}

// isAction reports whether a path is an action on a record, without records
// of its own: /records/{id}/send.
func (p *planner) isAction(path string) bool {
	if p.record(path) == "" || p.items[path] != "" {
		return false
	}
	for _, o := range p.paths[path] {
		if o.Method == http.MethodGet && p.listOf(o, false) != nil {
			return false
		}
	}
	return true
}

// record returns the collection path of the record that a path is below; ""
// if it is below none.
func (p *planner) record(path string) string {
	for before, last := cutLast(path); before != ""; before, last = cutLast(before) {
		if collection, parameter := cutLast(before); collection != "" && api.IsParameter(parameter) && !api.IsParameter(last) {
			return collection
		}
	}
	return ""
}

// resource returns the resource of a collection path.
func (p *planner) resource(path string) *resource {
	if known := p.resources[path]; known != nil {
		return known
	}
	r := &resource{path: path, depth: len(api.Segments(path)), itemPath: p.items[path]}
	p.resources[path] = r
	if above := p.record(path); above != "" && len(p.paths[p.items[above]]) > 0 {
		r.parent = p.resource(above)
	}
	p.describe(r)
	if r.itemPath != "" {
		_, last := cutLast(r.itemPath)
		r.idField = idField(r.schema, api.ParameterNames(last))
		r.idQuery = ""
		return r
	}
	p.byQuery(r)
	return r
}

// describe finds the schema of a resource's records: that of reading one,
// then of a list, then of writes.
func (p *planner) describe(r *resource) {
	type source struct {
		path, method string
	}
	for _, s := range []source{{r.itemPath, "GET"}, {r.path, "GET"}, {r.path, "POST"}, {r.itemPath, "PUT"}, {r.itemPath, "PATCH"}} {
		for _, o := range p.paths[s.path] {
			if o.Method != s.method || o.Answer() == nil {
				continue
			}
			schema := o.Answer()
			if list := p.listOf(o, r.itemPath != ""); list != nil && s.path == r.path {
				schema = list.items
			}
			r.operation, r.schema = o, sample.Flat(schema)
			return
		}
	}
	for _, path := range []string{r.path, r.itemPath} {
		for _, o := range p.paths[path] {
			if r.operation == nil {
				r.operation = o
			}
			if o.Body != nil && o.Body.Schema != nil && r.schema == nil {
				r.operation, r.schema = o, sample.Flat(o.Body.Schema)
			}
		}
	}
}

// idField returns the field that identifies a record whose path ends in a
// parameter; "" if there is none.
func idField(s *api.Schema, parameters []string) string {
	for _, name := range append(parameters, "id") {
		if s.Property(name) != nil {
			return name
		}
	}
	return ""
}

// byQuery finds the query parameters that identify the records of a resource
// without item paths. If the server chooses the ID, it is a field of POST's
// answer and a parameter of GET but not of POST, as with batches. Otherwise
// the keys are the parameters that GET requires.
func (p *planner) byQuery(r *resource) {
	var get, post *api.Operation
	for _, o := range p.paths[r.path] {
		switch o.Method {
		case http.MethodGet:
			get = o
		case http.MethodPost:
			post = o
		}
	}
	if get == nil || p.listOf(get, false) != nil {
		r.idField = idField(r.schema, nil)
		return
	}
	for _, q := range get.Parameters {
		if q.In != api.InQuery || r.schema.Property(q.Name) == nil {
			continue
		}
		if post != nil && post.Answer() != nil && sample.Flat(post.Answer()).Property(q.Name) != nil && parameter(post, q.Name) == nil {
			r.idField, r.idQuery = q.Name, q.Name
			return
		}
		if q.Required {
			r.keys = append(r.keys, q.Name)
		}
	}
}

// listOf returns where the records are in an operation's answer; nil if the
// answer is not a list. HasRecords says that the records have paths of their
// own.
func (p *planner) listOf(o *api.Operation, hasRecords bool) *listing {
	if o.Answer() == nil {
		return nil
	}
	page := sample.Flat(o.Answer())
	if page.Items != nil && page.Is("array") {
		return &listing{page: page, items: page.Items}
	}
	paged := p.pages != nil && page.Property(p.pages.Next) != nil
	if !paged && !hasRecords {
		return nil
	}
	for i := range page.Properties {
		of := page.Properties[i].Schema
		if of == nil {
			continue
		}
		items := sample.Flat(of).Items
		if items == nil || !paged && sample.Flat(items).Property("id") == nil {
			continue
		}
		return &listing{page, &page.Properties[i], items, paged}
	}
	return nil
}

// singleton reports whether the records of a resource exist as soon as they
// are requested: there is one, or one for each value of its keys.
func (r *resource) singleton() bool { return r.itemPath == "" && r.idQuery == "" && !r.listed }

// idIn returns the ID of the resource's record in a request's path.
func (r *resource) idIn(segments []string) string {
	if r.itemPath == "" || len(segments) <= r.depth {
		return ""
	}
	_, pattern := cutLast(r.itemPath)
	before, rest, _ := strings.Cut(pattern, "{")
	_, after, _ := strings.Cut(rest, "}")
	return strings.TrimSuffix(strings.TrimPrefix(segments[r.depth], before), after)
}

// key returns what identifies the record that a request is about, and whether
// the request gives it.
func (c call) key() (key string, given bool) {
	if c.itemPath != "" && len(c.segments) > c.depth {
		return c.idIn(c.segments), true
	}
	query := c.request.URL.Query()
	name := c.idQuery
	if name == "" {
		name = c.idField
	}
	if name != "" && parameter(c.plan.operation, name) != nil {
		if id := query.Get(name); id != "" {
			return id, true
		}
	}
	if !c.singleton() {
		return "", false
	}
	values := url.Values{}
	for _, name := range c.keys {
		values.Set(name, query.Get(name))
	}
	return values.Encode(), true
}

// overlay returns a record with the values of the query parameters that identify
// it.
func (c call) overlay(v *api.Value, r *http.Request) *api.Value {
	query := r.URL.Query()
	for _, name := range c.keys {
		if value := fromText(query.Get(name), c.schema.Property(name)); value != nil {
			v = with(v, name, value)
		}
	}
	return v
}

// parameter returns an operation's query parameter; nil if it has none of
// that name.
func parameter(o *api.Operation, name string) *api.Parameter {
	for _, p := range o.Parameters {
		if p.In == api.InQuery && p.Name == name {
			return p
		}
	}
	return nil
}
