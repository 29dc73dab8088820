package sandbox

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/sample"
)

const (
	// held is how many records a list has.
	held = 5
	// pageSize is how many are on a page, unless the request says.
	pageSize = 2
	// maxRecord is how many bytes of a record are answered with.
	maxRecord = 256 << 10
)

// records answers an operation that reads: with a page of a list, or a record,
// as the API's document describes it.
func (s *Server) records(w http.ResponseWriter, r *http.Request, o *api.Operation) {
	if o.Answer() == nil {
		writeRecord(w, []byte("{}"))
		return
	}
	schema := sample.Flat(o.Answer())
	var answer *api.Value
	switch list := s.listOf(schema); {
	case schema.Items != nil && schema.Is("array"):
		answer = &api.Value{Kind: api.List}
		for i := range held {
			answer.Items = append(answer.Items, numbered(schema.Items, i))
		}
	case list != nil:
		page, problem := s.readPage(r)
		if problem != "" {
			s.fail(w, http.StatusBadRequest, problem)
			return
		}
		answer = s.page(r, schema, list, page)
	default:
		var found bool
		if answer, found = one(schema, lastSegment(o, r)); !found {
			s.fail(w, http.StatusNotFound, fmt.Sprintf("There is no record at %s: the last part is a record's id, such as 1.", r.URL.Path))
			return
		}
	}
	if answer == nil {
		answer = &api.Value{Kind: api.Object}
	}
	text := answer.JSON("")
	if len(text) > maxRecord {
		s.fail(w, http.StatusNotImplemented, "The record is too large for the sandbox.")
		return
	}
	writeRecord(w, []byte(text))
}

// listOf is the property of a page that holds its records; nil where the schema
// is not that of a page.
func (s *Server) listOf(schema *api.Schema) *api.Property {
	pages := s.template.Sandbox.Pages
	if pages == nil || !slices.ContainsFunc(schema.Properties, func(p api.Property) bool { return p.Name == pages.Next }) {
		return nil
	}
	for i := range schema.Properties {
		if p := schema.Properties[i]; p.Schema != nil && sample.Flat(p.Schema).Items != nil {
			return &schema.Properties[i]
		}
	}
	return nil
}

// part is which of a list's records to answer with.
type part struct{ from, size int }

// readPage reads which part of a list a request asks for, or says what is wrong.
func (s *Server) readPage(r *http.Request) (p part, problem string) {
	pages, query := s.template.Sandbox.Pages, r.URL.Query()
	p.size = pageSize
	if text := query.Get(pages.Size); text != "" {
		size, err := strconv.Atoi(text)
		if err != nil || size < 1 || pages.Most > 0 && size > pages.Most {
			if pages.Most > 0 {
				return p, fmt.Sprintf("%s is a number from 1 to %d.", pages.Size, pages.Most)
			}
			return p, fmt.Sprintf("%s is a number from 1 on.", pages.Size)
		}
		p.size = size
	}
	if text := query.Get(pages.Cursor); text != "" {
		from, ok := readCursor(text)
		if !ok {
			return p, fmt.Sprintf("The %s is not one that an earlier page gave.", pages.Cursor)
		}
		p.from = from
	}
	return p, ""
}

// A cursor says from which record on. It is encoded so that nobody relies on how.

func cursor(from int) string {
	return base64.RawURLEncoding.EncodeToString([]byte("record-" + strconv.Itoa(from)))
}

func readCursor(text string) (from int, ok bool) {
	decoded, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return 0, false
	}
	number, ok := strings.CutPrefix(string(decoded), "record-")
	from, err = strconv.Atoi(number)
	return from, ok && err == nil && from >= 0 && from < held
}

// page is a page of a list.
func (s *Server) page(r *http.Request, schema *api.Schema, list *api.Property, p part) *api.Value {
	pages := s.template.Sandbox.Pages
	records := &api.Value{Kind: api.List}
	items := sample.Flat(list.Schema).Items
	end := min(p.from+min(p.size, held), held)
	for i := p.from; i < end; i++ {
		records.Items = append(records.Items, numbered(items, i))
	}
	answer := &api.Value{Kind: api.Object}
	for _, property := range schema.Properties {
		var value *api.Value
		switch property.Name {
		case list.Name:
			value = records
		case pages.Next:
			value = neighbour(r, property.Schema, pages.Cursor, end, end < held)
		case pages.Previous:
			value = neighbour(r, property.Schema, pages.Cursor, max(0, p.from-p.size), p.from > 0)
		default:
			value = sample.Of(property.Schema, sample.Options{Answer: true})
		}
		if value != nil {
			answer.Members = append(answer.Members, api.Member{Name: property.Name, Value: value})
		}
	}
	return answer
}

// neighbour is the address of another page. Where there is none it is null, or
// empty where the document allows no null.
func neighbour(r *http.Request, schema *api.Schema, name string, from int, exists bool) *api.Value {
	if !exists {
		null := &api.Value{Kind: api.Null}
		if schema != nil && sample.Fits(null, schema) {
			return null
		}
		return &api.Value{Kind: api.String}
	}
	query := r.URL.Query()
	query.Set(name, cursor(from))
	return &api.Value{Kind: api.String, Text: "http://" + r.Host + r.URL.Path + "?" + query.Encode()}
}

// numbered is the record at a place of a list.
func numbered(schema *api.Schema, i int) *api.Value {
	record := sample.Of(schema, sample.Options{Answer: true})
	if record == nil {
		return &api.Value{Kind: api.Object}
	}
	if named, ok := withID(record, schema, strconv.Itoa(i+1)); ok {
		return named
	}
	return record
}

// one is the record with an id; "" is that of an operation whose path has none.
// It is not found where the id cannot be one.
func one(schema *api.Schema, id string) (*api.Value, bool) {
	record := sample.Of(schema, sample.Options{Answer: true})
	if record == nil || id == "" || record.Member("id") == nil {
		return record, true
	}
	return withID(record, schema, id)
}

// withID is a record with another id, and whether the schema allows it.
func withID(record *api.Value, schema *api.Schema, id string) (*api.Value, bool) {
	old := record.Member("id")
	if old == nil {
		return record, true
	}
	value := &api.Value{Kind: old.Kind, Text: id}
	if old.Kind == api.Number {
		number, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return record, false
		}
		value.Text = strconv.FormatInt(number, 10)
	}
	named := &api.Value{Kind: record.Kind, Members: slices.Clone(record.Members)}
	for i := range named.Members {
		if named.Members[i].Name == "id" {
			named.Members[i].Value = value
		}
	}
	return named, sample.Fits(named, schema) || !sample.Fits(record, schema)
}

// lastSegment is what stands in a request's path where the operation's ends in
// a parameter; "" where it does not.
func lastSegment(o *api.Operation, r *http.Request) string {
	asked, path := api.Segments(r.URL.Path), api.Segments(o.Path)
	if !api.IsParameter(path[len(path)-1]) {
		return ""
	}
	return asked[len(asked)-1]
}
