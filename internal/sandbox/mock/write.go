package mock

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/sample"
)

// create adds a record with the content of a request.
func (m *API) create(c call, all *records, sent *body) Answer {
	if found := m.checkBody(c, sent, nil); len(found) > 0 {
		return found.answer()
	}
	if c.singleton() {
		key, _ := c.key()
		made := &record{key: key, value: c.overlay(m.compose(c, m.seeds.value(c.resource, 0), sent, nil), c.request)}
		if err := m.store.put(all, made); err != nil {
			return m.full(err)
		}
		return m.done(c, made)
	}
	made, err := m.seeds.record(c.resource, all)
	if err != nil {
		return m.full(err)
	}
	fresh := made.value.Member(c.idField)
	made.value = m.compose(c, made.value, sent, nil)
	if id := sent.value.Member(c.idField); id != nil && id.Text != "" && c.idField != "" && same(made.value.Member(c.idField), id) {
		made.key = id.Text // clients choose the IDs of this resource
	} else if fresh != nil {
		made.value = with(made.value, c.idField, fresh)
	}
	if all.byKey[made.key] != nil {
		return m.fail(http.StatusConflict, "There is a record with the %s %s already.", c.idField, made.key)
	}
	if err := m.store.put(all, made); err != nil {
		return m.full(err)
	}
	return m.done(c, made)
}

// write returns a record the content of a request.
func (m *API) write(c call, all *records, current *record, sent *body) Answer {
	if found := m.checkBody(c, sent, current.value); len(found) > 0 {
		return found.answer()
	}
	made := &record{key: current.key, value: m.compose(c, current.value, sent, current.value)}
	if err := m.store.put(all, made); err != nil {
		return m.full(err)
	}
	return m.done(c, made)
}

// compose returns a record with the content of a request. Base supplies the
// fields that the server fills in. Current is the existing record; nil for a
// new one.
func (m *API) compose(c call, base *api.Value, sent *body, current *api.Value) *api.Value {
	if c.schema == nil || len(c.schema.Properties) == 0 {
		return m.composeFreely(c, base, sent)
	}
	made := &api.Value{Kind: api.Object}
	needs := c.schema.Needs()
	for _, p := range c.schema.Properties {
		if sample.IsWriteOnly(p.Schema) {
			continue
		}
		kept := base.Member(p.Name)
		value := sent.value.Member(p.Name)
		switch {
		case value != nil:
			if value = fitting(value, p.Schema); value == nil {
				value = kept
			}
		case c.kind == changes || p.Name == c.idField || sample.IsReadOnly(p.Schema) || !c.takes(p.Name):
			value = kept // only the server fills it in
		default:
			if value = unsent(c, &p); value == nil && needs[p.Name] {
				value = kept
			}
		}
		if value != nil {
			made.Members = append(made.Members, api.Member{Name: p.Name, Value: value})
		}
	}
	if sample.Fits(made, c.schema) || current != nil && !sample.Fits(current, c.schema) {
		return made
	}
	return base
}

// takes reports whether a request may set a field.
func (c call) takes(name string) bool {
	q := parameter(c.plan.operation, name)
	return c.bodyProperty(name) != nil || q != nil && q.Required
}

// composeFreely is compose for records that no schema describes.
func (m *API) composeFreely(c call, base *api.Value, sent *body) *api.Value {
	made := base
	if c.kind == replaces {
		made = &api.Value{Kind: api.Object}
		if id := base.Member(c.idField); id != nil {
			made = with(made, c.idField, id)
		}
	}
	for _, member := range sent.value.Members {
		made = with(made, member.Name, member.Value)
	}
	return made
}

// unsent returns the value of a field that a request omits: a required query
// parameter of its name, the default, or null if the schema allows it; nil if
// the record then lacks the field.
func unsent(c call, p *api.Property) *api.Value {
	if q := parameter(c.plan.operation, p.Name); q != nil && q.Required {
		if v := fromText(c.request.URL.Query().Get(p.Name), p); v != nil {
			return v
		}
	}
	if p.Schema == nil {
		return nil
	}
	flat := sample.Flat(p.Schema)
	null := &api.Value{Kind: api.Null}
	switch {
	case flat.Default != nil && sample.Fits(flat.Default, flat):
		return flat.Default
	case sample.Fits(null, flat):
		return null
	}
	return nil
}

// fitting returns a value as its schema requires, converted to another type
// if necessary; nil if it does not fit.
func fitting(v *api.Value, s *api.Schema) *api.Value {
	if sample.Fits(v, s) {
		return v
	}
	if v.Kind == api.String || v.Kind == api.Number || v.Kind == api.Bool {
		return fromText(v.Text, &api.Property{Schema: s})
	}
	return nil
}

// fromText reads the text of a parameter or form field as the value of a
// property; nil if the text is empty or does not fit.
func fromText(text string, p *api.Property) *api.Value {
	if text == "" || p == nil {
		return nil
	}
	for _, v := range readings(text) {
		if sample.Fits(v, p.Schema) {
			return v
		}
	}
	return nil
}

// readings returns the values that a text may represent, the most likely
// first.
func readings(text string) []*api.Value {
	all := []*api.Value{{Kind: api.String, Text: text}}
	if v := parseJSON(text); v != nil {
		all = append(all, v)
	}
	switch lower := strings.ToLower(text); lower {
	case "true", "false":
		all = append(all, &api.Value{Kind: api.Bool, Text: lower})
	}
	return all
}

// same reports whether two values are equal. Either may be nil.
func same(a, b *api.Value) bool {
	switch {
	case a == nil || b == nil:
		return a == b
	case a.Kind != b.Kind || len(a.Items) != len(b.Items) || len(a.Members) != len(b.Members):
		return false
	case a.Kind == api.Number && a.Text != b.Text:
		x, errX := strconv.ParseFloat(a.Text, 64)
		y, errY := strconv.ParseFloat(b.Text, 64)
		return errX == nil && errY == nil && x == y
	case a.Text != b.Text:
		return false
	}
	for i := range a.Items {
		if !same(a.Items[i], b.Items[i]) {
			return false
		}
	}
	for _, member := range a.Members {
		if !same(member.Value, b.Member(member.Name)) {
			return false
		}
	}
	return true
}
