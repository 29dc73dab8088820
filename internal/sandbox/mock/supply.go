package mock

import (
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/synthetic"
)

// Variable is a variable that generated requests refer to, with a value that the
// API accepts.
type Variable struct{ Name, Value string }

// Variables returns values for the variables in requests generated for all
// operations. Requests that read get the ID of the first record; those that
// change or delete get the second, so that the others keep their record.
// Upload is the path of a file to send.
func (m *API) Variables(upload string) ([]Variable, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	byName := map[string]*resource{}
	for _, o := range m.operations {
		p := m.plans[o]
		if name := m.seeds.maker.Resource(o); byName[name] == nil || p.kind == lists {
			byName[name] = p.resource
		}
	}
	var all []Variable
	for _, supply := range m.seeds.maker.Supplies(m.operations) {
		value := upload
		switch supply.Kind {
		case synthetic.File:
		case synthetic.JobID:
			continue // only the request that starts the job knows it
		default:
			var err error
			if value, err = m.supply(supply, byName[supply.Resource]); err != nil {
				return nil, err
			}
		}
		all = append(all, Variable{supply.Name, value})
	}
	return all, nil
}

// supply returns the value of a variable that refers to a record of a
// resource, which may be nil.
func (m *API) supply(s synthetic.Supply, r *resource) (string, error) {
	place := 0
	if s.Kind != synthetic.RecordID {
		place = 1
	}
	if s.Kind == synthetic.TargetRecord || s.Kind == synthetic.TargetField || r == nil {
		r = m.plans[s.Operation].resource
	}
	about, err := m.at(r, place)
	if err != nil {
		return "", err
	}
	switch s.Kind {
	case synthetic.TargetRecord:
		schema := m.readSchema(r)
		if schema == nil {
			return about.value.JSON(""), nil
		}
		return m.seeds.fit(about.value, r, schema).JSON(""), nil
	case synthetic.TargetField:
		if v := about.value.Member(s.Field); v != nil && (v.Kind == api.List || v.Kind == api.Object) {
			return v.JSON(""), nil
		} else if v != nil {
			return v.Text, nil
		}
	}
	return about.key, nil
}

// at returns the record at an index. For resources below others, it is a
// record of their second one.
func (m *API) at(r *resource, place int) (*record, error) {
	segments := api.Segments(r.path)
	for parent := r.parent; parent != nil; parent = parent.parent {
		segments[parent.depth] = m.seeds.key(parent, 1)
	}
	all, err := m.recordsOf(r, segments)
	if err != nil {
		return nil, err
	}
	if place < len(all.order) {
		return all.byKey[all.order[place]], nil
	}
	// There is one record, or one for each value of its keys.
	return &record{key: m.seeds.key(r, place), value: m.seeds.value(r, place)}, nil
}

// readSchema returns the schema of GET's answer for one record; nil if the
// document has none.
func (m *API) readSchema(r *resource) *api.Schema {
	for _, o := range m.operations {
		if p := m.plans[o]; p.resource == r && p.kind == reads && p.answer != nil {
			return p.answer
		}
	}
	return nil
}
