package mock

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/sample"
	"github.com/postwright/postwright/collection/synthetic"
	"github.com/postwright/postwright/collection/template"
)

// seeder creates the records that resources start with. It is not safe for
// concurrent use.
type seeder struct{ maker *synthetic.Maker }

func newSeeder(t *template.Template) *seeder {
	played := *t
	if played.API == nil {
		played.API = &api.API{}
	}
	return &seeder{synthetic.Of(&played)}
}

// seed returns the n-th synthetic record of the resource that an operation
// belongs to, as a schema describes it; nil if no value fits the schema.
// Values repeat after the first few, because the maker remembers each.
func (s *seeder) seed(o *api.Operation, schema *api.Schema, n int) *api.Value {
	if o == nil {
		return sample.Of(schema, sample.Options{Answer: true})
	}
	return s.maker.Record(o, schema, n%seeded)
}

// value returns the n-th synthetic record of a resource.
func (s *seeder) value(r *resource, n int) *api.Value {
	if r.schema != nil {
		if v := s.seed(r.operation, r.schema, n); v != nil && v.Kind == api.Object {
			return v
		}
	}
	return &api.Value{Kind: api.Object}
}

// record returns the next new record of a resource, with an ID that no other
// record has.
func (s *seeder) record(r *resource, others *records) (*record, error) {
	for {
		n := others.next
		others.next++
		made := &record{key: s.key(r, n), value: s.value(r, n)}
		if p := r.schema.Property(r.idField); p != nil {
			if id := s.id(r, p.Schema, n); id != nil {
				made.key, made.value = id.Text, with(made.value, r.idField, id)
			}
		}
		switch {
		case others.byKey[made.key] == nil:
			return made, nil
		case n > 2*maxRecords:
			return nil, fmt.Errorf("the sandbox has no more IDs for %s", r.path)
		}
	}
}

// key returns what identifies the n-th record of a resource in a URL.
func (s *seeder) key(r *resource, n int) string {
	if r.operation == nil {
		return strconv.Itoa(firstID + n)
	}
	return s.maker.ID(s.maker.Resource(r.operation), n).Text
}

// firstID is the ID of the first record unless the document gives one.
const firstID = 1001

// id returns the ID of the n-th record as its schema requires; nil if none
// fits.
func (s *seeder) id(r *resource, schema *api.Schema, n int) *api.Value {
	text := s.key(r, n)
	tried := []*api.Value{
		{Kind: api.Number, Text: text},
		{Kind: api.String, Text: text},
		{Kind: api.Number, Text: strconv.Itoa(n + 1)},
		{Kind: api.String, Text: strconv.Itoa(n + 1)},
	}
	if schema == nil {
		return tried[0]
	}
	flat := sample.Flat(schema)
	if strings.EqualFold(flat.Format, "uuid") {
		tried = []*api.Value{{Kind: api.String, Text: fmt.Sprintf("00000000-0000-4000-8000-%012d", firstID+n)}}
	}
	for _, v := range tried {
		if sample.Fits(v, flat) {
			return v
		}
	}
	return nil
}

// fit returns a record as another schema describes it, with missing fields
// filled in.
func (s *seeder) fit(v *api.Value, r *resource, schema *api.Schema) *api.Value {
	flat := sample.Flat(schema)
	if len(flat.Properties) == 0 && sample.Fits(v, flat) {
		return v
	}
	var filler *api.Value
	fill := func(name string) *api.Value {
		if filler == nil {
			if filler = s.seed(r.operation, schema, 0); filler == nil {
				filler = &api.Value{Kind: api.Object}
			}
		}
		return filler.Member(name)
	}
	made := &api.Value{Kind: api.Object}
	needs := flat.Needs()
	for _, p := range flat.Properties {
		if sample.IsWriteOnly(p.Schema) {
			continue
		}
		value := v.Member(p.Name)
		if value == nil && needs[p.Name] || value != nil && !sample.Fits(value, p.Schema) {
			value = fill(p.Name)
		}
		if value != nil {
			made.Members = append(made.Members, api.Member{Name: p.Name, Value: value})
		}
	}
	if sample.Fits(made, flat) {
		return made
	}
	return s.seed(r.operation, schema, 0)
}

// with returns an object with one member's value replaced.
func with(v *api.Value, name string, value *api.Value) *api.Value {
	made := &api.Value{Kind: api.Object, Members: make([]api.Member, 0, len(v.Members)+1)}
	found := false
	for _, m := range v.Members {
		if m.Name == name {
			m.Value, found = value, true
		}
		made.Members = append(made.Members, m)
	}
	if !found {
		made.Members = append(made.Members, api.Member{Name: name, Value: value})
	}
	return made
}
