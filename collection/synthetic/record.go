package synthetic

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/sample"
)

// Record returns the n-th synthetic record, counted from 0, of the resource that an
// operation belongs to, as a schema describes it; nil if the schema has no value. It
// refers to other resources' records by their synthetic IDs.
func (m *Maker) Record(o *api.Operation, s *api.Schema, n int) *api.Value {
	key := recordKey{m.Resource(o), s, n}
	if known, ok := m.records[key]; ok {
		return known
	}
	v := sample.Of(s, sample.Options{Answer: true, Value: func(name string, of *api.Schema) *api.Value {
		return m.field(key.resource, name, of, n)
	}})
	if v != nil && v.Kind == api.Object {
		v = m.identified(key.resource, v, s, n)
	}
	m.records[key] = v
	return v
}

// identified returns a record with the ID of the n-th record.
func (m *Maker) identified(resource string, v *api.Value, s *api.Schema, n int) *api.Value {
	for _, name := range idFields {
		i := slices.IndexFunc(v.Members, func(one api.Member) bool { return one.Name == name })
		if i < 0 {
			continue
		}
		named := &api.Value{Kind: api.Object, Members: slices.Clone(v.Members)}
		named.Members[i].Value = m.idOf(resource, name, property(s, name), n)
		return named
	}
	return v
}

func property(s *api.Schema, name string) *api.Schema {
	if p := sample.Flat(s).Property(name); p != nil {
		return p.Schema
	}
	return nil
}

// field returns the value of a record's field that is not made from its schema; nil if
// there is none, or if the schema does not allow it.
func (m *Maker) field(resource, name string, s *api.Schema, n int) *api.Value {
	if v := m.sampleOf(resource, name, n); v != nil {
		if fitted := fitting(v, s); fitted != nil {
			return fitted
		}
	}
	if to := m.Referred(resource, name, s); to != "" {
		return listed(s, func(item *api.Schema) *api.Value {
			if id := idLike(m.ID(to, 0), item); id != nil && (item == nil || sample.Fits(id, item)) {
				return id
			}
			return nil
		})
	}
	return nil
}

// fitting returns a value converted to its schema: a text may be written for a number,
// and one item for a list; nil if the schema does not allow it.
func fitting(v *api.Value, s *api.Schema) *api.Value {
	if s == nil || sample.Fits(v, s) {
		return v
	}
	flat := sample.Flat(s)
	if flat.Is("array") && v.Kind != api.List {
		if item := fitting(v, flat.Items); item != nil {
			return &api.Value{Kind: api.List, Items: []*api.Value{item}}
		}
	}
	if other := idLike(v, s); other != nil && sample.Fits(other, s) {
		return other
	}
	return nil
}

// idLike returns a number as a text, or a text as a number, as the schema requires.
func idLike(v *api.Value, s *api.Schema) *api.Value {
	if s == nil || v == nil {
		return v
	}
	flat := sample.Flat(s)
	switch {
	case v.Kind == api.Number && flat.Is("string"):
		return api.TextValue(v.Text)
	case v.Kind == api.String && (flat.Is("integer") || flat.Is("number")) && isWhole(v.Text):
		return &api.Value{Kind: api.Number, Text: v.Text}
	}
	return v
}

func isWhole(text string) bool {
	return text != "" && text[0] != '0' && len(text) < 16 && strings.Trim(text, "0123456789") == ""
}

// listed makes a value for a schema, or for the items of its list; nil if one returns
// nil.
func listed(s *api.Schema, one func(item *api.Schema) *api.Value) *api.Value {
	if s != nil {
		if flat := sample.Flat(s); flat.Is("array") {
			if v := one(flat.Items); v != nil {
				return &api.Value{Kind: api.List, Items: []*api.Value{v}}
			}
			return nil
		}
		if sample.Flat(s).Is("object") {
			return nil
		}
	}
	return one(s)
}

// inLists is how many records the answer of a list holds.
const inLists = 2

// Answer returns the JSON with which an operation answers on success: a list of two
// records, or the first record; nil if its answer has no body.
func (m *Maker) Answer(o *api.Operation) *api.Value {
	s := o.Answer()
	if s == nil {
		return nil
	}
	flat := sample.Flat(s)
	list := func(items *api.Schema) *api.Value {
		all := &api.Value{Kind: api.List}
		for n := range inLists {
			if record := m.Record(o, items, n); record != nil {
				all.Items = append(all.Items, record)
			}
		}
		return all
	}
	if o.Method == "GET" && flat.Items != nil && flat.Is("array") {
		return list(flat.Items)
	}
	p := ListProperty(flat)
	if o.Method != "GET" || p == nil || !m.isList(o) {
		return m.Record(o, s, 0)
	}
	records := list(sample.Flat(p.Schema).Items)
	page := m.Record(o, s, 0)
	if page == nil || page.Kind != api.Object {
		return page
	}
	answer := &api.Value{Kind: api.Object, Members: slices.Clone(page.Members)}
	for i, member := range answer.Members {
		switch {
		case member.Name == p.Name:
			answer.Members[i].Value = records
		case isNeighbour(member.Name):
			answer.Members[i].Value = none(property(s, member.Name))
		}
	}
	return answer
}

// isList reports whether an operation reads a collection of records.
func (m *Maker) isList(o *api.Operation) bool {
	l := m.lists[m.Resource(o)]
	return l != nil && l.operation == o || listOf(o) != nil && !strings.HasSuffix(o.Path, "}")
}

// isNeighbour reports whether a field of a page leads to another page. The synthetic API
// has only one.
func isNeighbour(name string) bool { return name == "next" || name == "previous" || name == "prev" }

// none returns the value of a field that leads nowhere: null, or "" if null is not
// allowed.
func none(s *api.Schema) *api.Value {
	null := &api.Value{Kind: api.Null}
	if s != nil && sample.Fits(null, s) {
		return null
	}
	return &api.Value{Kind: api.String}
}

// Body returns the body of a request that creates something: what its schema requires,
// with variables for the IDs of other records; nil if the schema has no value. The
// document's own example takes precedence, without read-only properties.
func (m *Maker) Body(o *api.Operation) *api.Value {
	v, known := m.bodies[o]
	if !known {
		v = m.body(o)
		m.bodies[o] = v
	}
	return v
}

func (m *Maker) body(o *api.Operation) *api.Value {
	b := o.Body
	switch {
	case b.Example != nil:
		return sample.Sendable(read(b.Example, b.Schema), b.Schema)
	case b.Schema == nil:
		return nil
	}
	if own := sample.Flat(b.Schema).Example; own != nil && own.Kind != api.Null {
		return sample.Sendable(read(own, b.Schema), b.Schema)
	}
	resource := m.Resource(o)
	return sample.Of(b.Schema, sample.Options{
		Small: true,
		Value: func(name string, s *api.Schema) *api.Value { return m.Sent(resource, name, s) },
		Omit: func(name string) bool {
			v, ok := said(m.wording.Sent, resource, name)
			return ok && v.Kind == api.Null
		},
	})
}

// read returns the value of an example that its author wrote as JSON in a string.
func read(v *api.Value, s *api.Schema) *api.Value {
	if v.Kind != api.String || s != nil && sample.Flat(s).Is("string") {
		return v
	}
	d, err := jsontree.Parse(v.Text)
	if err != nil {
		return v
	}
	if kind := d.Root().Kind(); kind != jsontree.Object && kind != jsontree.Array {
		return v
	}
	return api.ValueOf(d.Root())
}

// Sent returns the value of a field or parameter of a request, as [Maker.Body] uses it;
// nil if it is made from the schema.
func (m *Maker) Sent(resource, name string, s *api.Schema) *api.Value {
	if v, ok := said(m.wording.Sent, resource, name); ok && v.Kind != api.Null {
		return v
	}
	if to := m.Referred(resource, name, s); to != "" && !isGiven(s) {
		variable := "{{" + m.RecordID(to) + "}}"
		if v := listed(s, func(item *api.Schema) *api.Value { return reference(variable, item) }); v != nil {
			return v
		}
	}
	if v := m.sampleOf(resource, name, 0); v != nil {
		if strings.Contains(v.Text, "{{") {
			return v
		}
		return fitting(v, s)
	}
	return nil
}

// isGiven reports whether the document itself has a value for a field.
func isGiven(s *api.Schema) bool { return s != nil && sample.Given(s) != nil }

// reference returns a variable as the value of a field: in quotes if the field is a
// text, and without them, like a number, if it is not.
func reference(variable string, s *api.Schema) *api.Value {
	if s != nil && sample.Flat(s).Is("string") {
		return api.TextValue(variable)
	}
	return &api.Value{Kind: api.Number, Text: variable}
}
