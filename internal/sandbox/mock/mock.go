// Package mock answers requests to an API from memory, as the API's document
// describes it. Records are created, read, replaced, changed and deleted;
// lists are filtered and paged; requests that the document does not allow are
// refused. The caller checks authorization.
package mock

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/template"
)

// API is one API and its records. Its methods are safe for concurrent use.
type API struct {
	pages      *template.Pages   // nil if lists are not paged
	version    *template.Version // nil if requests name no version
	errorField string
	operations []*api.Operation
	plans      map[*api.Operation]*plan
	seeds      *seeder

	mu    sync.Mutex
	store store
}

// New returns the API of a template that has a sandbox, with synthetic
// records.
func New(t *template.Template) *API {
	known := t.Known()
	if known == nil {
		known = &api.API{}
	}
	m := &API{
		pages: t.Sandbox.Pages, version: t.Sandbox.Version, errorField: t.Sandbox.ErrorField,
		operations: known.Operations, seeds: newSeeder(t), store: newStore(),
	}
	m.plans = planAll(known, m.pages)
	return m
}

// Answer is a response. Body is JSON; nil if the status has no content.
type Answer struct {
	Status int
	Body   []byte
}

// call is one request to an operation.
type call struct {
	*plan
	request *http.Request
	// segments are those of the request's path, without the prefix that all
	// paths share.
	segments []string
}

// Answer answers a request that calls an operation of the API. Path is the
// request's, without the prefix that all paths share. The body is read up to
// [MaxUpload] bytes.
func (m *API) Answer(r *http.Request, o *api.Operation, path string) Answer {
	c := call{m.plans[o], r, api.Segments(path)}
	if c.plan == nil {
		return m.fail(http.StatusNotFound, "The sandbox does not know %s.", o)
	}
	if problem := m.checkVersion(r); problem != "" {
		return m.fail(http.StatusBadRequest, "%s", problem)
	}
	for i, segment := range api.Segments(o.Path) {
		if i < len(c.segments) && api.IsParameter(segment) && c.segments[i] == ":"+strings.Trim(segment, "{}") {
			return m.fail(http.StatusBadRequest, "%v", &unresolved{c.segments[i], "the path"})
		}
	}
	found := problems{}
	m.checkParameters(c, found)
	if len(found) > 0 {
		return found.answer()
	}
	sent, failed := m.readBody(c)
	if failed != nil {
		return *failed
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.act(c, sent)
}

// act does what a valid request asks for.
func (m *API) act(c call, sent *body) Answer {
	if missing := m.missingParent(c); missing != nil {
		return *missing
	}
	all, err := m.records(c)
	if err != nil {
		return m.full(err)
	}
	switch c.kind {
	case lists:
		return m.list(c, all)
	case creates:
		return m.create(c, all, sent)
	}
	current, failed := m.addressed(c, all)
	if failed != nil {
		return *failed
	}
	switch c.kind {
	case replaces, changes:
		return m.write(c, all, current, sent)
	case removes:
		m.store.remove(all, current.key)
		return m.done(c, nil)
	case acts:
		if found := m.checkBody(c, sent, nil); len(found) > 0 {
			return found.answer()
		}
	}
	return m.done(c, current)
}

// missingParent answers a request below a record that does not exist; nil if
// all exist.
func (m *API) missingParent(c call) *Answer {
	for parent := c.parent; parent != nil; parent = parent.parent {
		all, err := m.recordsOf(parent, c.segments)
		if err != nil {
			failed := m.full(err)
			return &failed
		}
		id := parent.idIn(c.segments)
		if all.byKey[id] == nil {
			failed := m.noRecord(parent.path+"/"+id, all)
			return &failed
		}
	}
	return nil
}

// addressed returns the record that a request is about.
func (m *API) addressed(c call, all *records) (*record, *Answer) {
	key, given := c.key()
	if !given {
		if len(all.order) == 0 {
			failed := m.noRecord(c.request.URL.Path, all)
			return nil, &failed
		}
		return all.byKey[all.order[0]], nil
	}
	if found := all.byKey[key]; found != nil {
		return found, nil
	}
	if c.singleton() && !all.removed[key] {
		made := &record{key: key, value: c.overlay(m.seeds.value(c.resource, 0), c.request)}
		if err := m.store.put(all, made); err != nil {
			failed := m.full(err)
			return nil, &failed
		}
		return made, nil
	}
	failed := m.noRecord(c.request.URL.Path, all)
	return nil, &failed
}

func (m *API) noRecord(path string, all *records) Answer {
	example := ""
	if len(all.order) > 0 && all.order[0] != "" {
		example = ", such as " + all.order[0]
	}
	return m.fail(http.StatusNotFound, "There is no record at %s. Use the ID of a record that a list answers or that you created%s.", path, example)
}

func (m *API) full(err error) Answer {
	return m.fail(http.StatusInsufficientStorage, "Nothing was stored: %v.", err)
}

// done answers with the operation's declared status, and with a record where its
// schema describes one.
func (m *API) done(c call, about *record) Answer {
	switch {
	case c.status == http.StatusNoContent || c.status == http.StatusResetContent:
		return Answer{Status: c.status}
	case c.answer == nil || about == nil:
		return Answer{c.status, []byte("{}")}
	}
	return m.answerWith(c.status, m.seeds.fit(about.value, c.resource, c.answer))
}

func (m *API) answerWith(status int, v *api.Value) Answer {
	if v == nil {
		v = &api.Value{Kind: api.Object}
	}
	return Answer{status, []byte(v.JSON(""))}
}

// successStatus returns the status that an operation declares for success, or the
// usual one of its method.
func successStatus(o *api.Operation, k kind) int {
	if status, err := strconv.Atoi(o.SuccessStatus()); err == nil && status >= 200 && status <= 299 {
		return status
	}
	switch {
	case k == removes:
		return http.StatusNoContent
	case k == creates && o.Answer() != nil:
		return http.StatusCreated
	case (k == replaces || k == changes) && o.Answer() == nil:
		return http.StatusNoContent
	}
	return http.StatusOK
}

// checkVersion returns what is wrong with the version that a request names;
// "" if nothing is.
func (m *API) checkVersion(r *http.Request) string {
	if m.version == nil {
		return ""
	}
	sent := r.Header.Values(m.version.Header)
	for _, version := range sent {
		if !slices.Contains(m.version.Values, version) {
			return "The header " + m.version.Header + " names the version " + strconv.Quote(version) +
				", which the API does not have. Its versions are " + strings.Join(m.version.Values, ", ") + "."
		}
	}
	return ""
}
