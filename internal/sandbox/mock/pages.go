package mock

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/sample"
)

// pageSize is how many records a page has by default.
const pageSize = 2

// list answers with the records that a request selects.
func (m *API) list(c call, all *records) Answer {
	var selected []*api.Value
	for _, key := range all.order {
		if v := all.byKey[key].value; c.selects(v) {
			selected = append(selected, v)
		}
	}
	if !c.list.paged {
		return m.answerWith(c.status, m.whole(c, m.items(c, selected)))
	}
	p, found := m.readPage(c.request)
	if len(found) > 0 {
		return found.answer()
	}
	from := min(p.from, len(selected))
	end := min(from+p.size, len(selected))
	answer := &api.Value{Kind: api.Object}
	for _, property := range c.list.page.Properties {
		var value *api.Value
		switch property.Name {
		case c.list.property.Name:
			value = m.items(c, selected[from:end])
		case m.pages.Next:
			value = neighbor(c.request, property.Schema, m.pages.Cursor, end, end < len(selected))
		case m.pages.Previous:
			value = neighbor(c.request, property.Schema, m.pages.Cursor, max(0, from-p.size), from > 0)
		default:
			value = sample.Of(property.Schema, sample.Options{Answer: true})
		}
		if value != nil {
			answer.Members = append(answer.Members, api.Member{Name: property.Name, Value: value})
		}
	}
	return m.answerWith(c.status, answer)
}

// items returns records as a list's schema describes them.
func (m *API) items(c call, selected []*api.Value) *api.Value {
	list := &api.Value{Kind: api.List}
	for _, v := range selected {
		if item := m.seeds.fit(v, c.resource, c.list.items); item != nil {
			list.Items = append(list.Items, item)
		}
	}
	return list
}

// whole returns a list without paging, in the object around it if there is
// one.
func (m *API) whole(c call, list *api.Value) *api.Value {
	if c.list.property == nil {
		if !sample.Fits(list, c.list.page) { // for example, the document requires a number of items
			return sample.Of(c.list.page, sample.Options{Answer: true})
		}
		return list
	}
	made := sample.Of(c.list.page, sample.Options{Answer: true})
	if made == nil {
		made = &api.Value{Kind: api.Object}
	}
	if filled := with(made, c.list.property.Name, list); sample.Fits(filled, c.list.page) {
		return filled
	}
	return made
}

// selects reports whether a record matches a request's filters. A query
// parameter of the operation that is named like a field is a filter.
func (c call) selects(v *api.Value) bool {
	query := c.request.URL.Query()
	for _, p := range c.plan.operation.Parameters {
		if p.In != api.InQuery {
			continue
		}
		field := v.Member(p.Name)
		for _, wanted := range query[p.Name] {
			if field != nil && wanted != "" && !holds(field, wanted) {
				return false
			}
		}
	}
	return true
}

// holds reports whether a field has the value that a text represents; for a
// list, whether an item has it.
func holds(field *api.Value, text string) bool {
	switch field.Kind {
	case api.List:
		for _, item := range field.Items {
			if holds(item, text) {
				return true
			}
		}
		return false
	case api.Object:
		return true // the document does not say what a filter on it means
	case api.Number:
		for _, v := range readings(text) {
			if same(field, v) {
				return true
			}
		}
		return false
	}
	return strings.EqualFold(field.Text, text)
}

// part is a range of a list's records to answer with.
type part struct{ from, size int }

// readPage reads which range of a list a request asks for.
func (m *API) readPage(r *http.Request) (part, problems) {
	pages, query, found := m.pages, r.URL.Query(), problems{}
	p := part{size: pageSize}
	if text := query.Get(pages.Size); text != "" {
		size, err := strconv.Atoi(text)
		switch {
		case err == nil && size >= 1 && (pages.Most == 0 || size <= pages.Most):
			p.size = min(size, maxRecords)
		case pages.Most > 0:
			found.add(pages.Size, "%s is a number from 1 to %d.", pages.Size, pages.Most)
		default:
			found.add(pages.Size, "%s is a number from 1 on.", pages.Size)
		}
	}
	if text := query.Get(pages.Cursor); text != "" {
		from, ok := readCursor(text)
		if !ok {
			found.add(pages.Cursor, "The %s is not one that an earlier page gave.", pages.Cursor)
		}
		p.from = from
	}
	return p, found
}

// A cursor names the first record of a page. It is encoded so that no client
// relies on its form.
const cursorPrefix = "record-"

func cursor(from int) string {
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%s%d", cursorPrefix, from))
}

func readCursor(text string) (from int, ok bool) {
	decoded, err := base64.RawURLEncoding.DecodeString(text)
	number, found := strings.CutPrefix(string(decoded), cursorPrefix)
	if err != nil || !found {
		return 0, false
	}
	from, err = strconv.Atoi(number)
	return from, err == nil && from >= 0 && from <= maxRecords
}

// neighbor returns the URL of another page. If there is none, it is null, or
// empty if the document does not allow null.
func neighbor(r *http.Request, schema *api.Schema, name string, from int, exists bool) *api.Value {
	if !exists {
		null := &api.Value{Kind: api.Null}
		if schema != nil && sample.Fits(null, schema) {
			return null
		}
		return &api.Value{Kind: api.String}
	}
	query := r.URL.Query()
	query.Set(name, cursor(from))
	return api.TextValue("http://" + r.Host + r.URL.Path + "?" + query.Encode())
}
