package synthetic

import (
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/resources"
	"github.com/postwright/postwright/collection/sample"
)

// Kind is what a variable holds that requests refer to and the document does not
// define.
type Kind int

// The kinds of variables.
const (
	// RecordID is the ID of a record, such as patient_id: the requests that list and
	// create fill it while it is empty.
	RecordID Kind = iota
	// TargetID is what names the record that a request changes or deletes, such as
	// target_patient_id. Nothing fills it: a run of the whole collection must not
	// change a record that nobody chose.
	TargetID
	// TargetRecord is a whole record as JSON, such as target_patient, with which a
	// request replaces another. Nothing fills it.
	TargetRecord
	// TargetField is a field of a form that replaces a record. Nothing fills it.
	TargetField
	// File is the path of a file to upload.
	File
)

// Supply is a variable that a request refers to.
type Supply struct {
	Name      string
	Kind      Kind
	Operation *api.Operation // the first that refers to it
	Resource  string         // whose record it is about; "" of a File
	Field     string         // of a TargetField; of a TargetID the parameter
}

// UploadFile is the variable that holds the path of a file to upload.
const UploadFile = "upload_file"

// RecordID returns the name of the variable that holds the ID of a resource's record.
func (m *Maker) RecordID(resource string) string {
	name := m.Noun(resource) + "_id"
	if m.taken[name] {
		return m.Noun(resource) + "_record_id"
	}
	return name
}

// TargetRecord returns the name of the variable that holds what an operation replaces a
// record with.
func (m *Maker) TargetRecord(o *api.Operation) string {
	noun := m.Noun(m.Resource(o))
	if noun == "" {
		noun = "record"
	}
	return "target_" + noun
}

// TargetField returns the name of the variable that holds a field of a form that
// replaces a record.
func (m *Maker) TargetField(o *api.Operation, field string) string {
	return m.TargetRecord(o) + "_" + variable(field)
}

// variable is a name as variables have it.
func variable(name string) string {
	return strings.ReplaceAll(strings.ToLower(resources.Humanize(name)), " ", "_")
}

// PathVariable returns the name of the variable that a path parameter of an operation
// refers to, and what it is about; "" where the reader fills the parameter in without
// one. Requests that read refer to records that others have listed; requests that
// write, to targets.
func (m *Maker) PathVariable(o *api.Operation, parameter string) (name, resource string) {
	resource = m.addressed(o, parameter)
	if o.Reads() {
		if m.lists[resource] == nil {
			return "", ""
		}
		return m.RecordID(resource), resource
	}
	if resource != "" && strings.HasSuffix(strings.ToLower(parameter), "id") {
		return "target_" + m.Noun(resource) + "_id", resource
	}
	return "target_" + variable(parameter), resource
}

// addressed is the resource of which a path parameter names one; "" where no fixed
// segment stands before it.
func (m *Maker) addressed(o *api.Operation, parameter string) string {
	segments := resources.Segments(o.Path)
	for i, s := range segments {
		if s != "{"+parameter+"}" {
			continue
		}
		if i == 0 || api.IsParameter(segments[i-1]) {
			return ""
		}
		last := segments[i-1]
		for _, resource := range m.tree.Chain(o) {
			if resource == last || strings.HasSuffix(resource, "/"+last) {
				return resource
			}
		}
		return last
	}
	return ""
}

// QueryVariable returns the name of the variable that a required query parameter
// refers to; "" where it names no record. On a request that changes or deletes, it is a
// target.
func (m *Maker) QueryVariable(o *api.Operation, p *api.Parameter) (name, resource string) {
	changes := o.Method == "PUT" || o.Method == "PATCH" || o.Method == "DELETE"
	own := m.Resource(o)
	if changes && p.Required && strings.EqualFold(p.Name, "id") {
		return "target_" + m.Noun(own) + "_id", own
	}
	to := m.Referred(own, p.Name, p.Schema)
	switch {
	case to == "":
		return "", ""
	case changes && p.Required:
		return "target_" + m.Noun(to) + "_id", to
	}
	return m.RecordID(to), to
}

// ListedBy returns the resource that an operation lists or creates, and the field of
// the ID in each record; "" for others.
func (m *Maker) ListedBy(o *api.Operation) (resource, idField string) {
	resource = m.Resource(o)
	l := m.lists[resource]
	switch {
	case l == nil:
		return "", ""
	case l.operation == o:
		return resource, l.idField
	case o.Method == "POST" && o.Path == l.operation.Path && o.Answer() != nil && property(o.Answer(), l.idField) != nil:
		return resource, l.idField
	}
	return "", ""
}

// supplies collects variables, each once.
type supplies struct {
	list []Supply
	seen map[string]bool
}

func (s *supplies) add(one Supply) {
	if one.Name != "" && !s.seen[one.Name] {
		s.seen[one.Name] = true
		s.list = append(s.list, one)
	}
}

// Supplies returns the variables that the requests of operations refer to, each once,
// in the order of the operations.
func (m *Maker) Supplies(operations []*api.Operation) []Supply {
	all := &supplies{seen: map[string]bool{}}
	for _, o := range operations {
		resource := m.Resource(o)
		for _, p := range o.Parameters {
			switch p.In {
			case api.InPath:
				name, of := m.PathVariable(o, p.Name)
				kind := TargetID
				if o.Reads() {
					kind = RecordID
				}
				all.add(Supply{Name: name, Kind: kind, Operation: o, Resource: of, Field: p.Name})
			case api.InQuery:
				name, of := m.QueryVariable(o, p)
				kind := RecordID
				if strings.HasPrefix(name, "target_") {
					kind = TargetID
				}
				if p.Required {
					all.add(Supply{Name: name, Kind: kind, Operation: o, Resource: of, Field: p.Name})
				}
			}
		}
		m.ofBody(all, o, resource)
	}
	return all.list
}

func (m *Maker) ofBody(all *supplies, o *api.Operation, resource string) {
	b := o.Body
	switch {
	case b == nil || o.Method == "PATCH":
	case b.IsForm() && o.Method == "PUT":
		for _, field := range m.Replacing(o) {
			if field.File {
				all.add(Supply{Name: UploadFile, Kind: File, Operation: o})
			} else {
				all.add(Supply{Name: m.TargetField(o, field.Name), Kind: TargetField, Operation: o, Resource: resource, Field: field.Name})
			}
		}
	case b.IsForm():
		flat := object(b.Schema)
		needs := flat.Needs()
		for _, p := range flat.Properties {
			switch {
			case !needs[p.Name]:
			case IsFile(p.Schema):
				all.add(Supply{Name: UploadFile, Kind: File, Operation: o})
			default:
				m.ofValue(all, o, m.Sent(resource, p.Name, p.Schema))
			}
		}
	case o.Method == "PUT":
		all.add(Supply{Name: m.TargetRecord(o), Kind: TargetRecord, Operation: o, Resource: resource})
	case api.IsJSON(b.Media):
		m.ofValue(all, o, m.Body(o))
	}
}

// ofValue adds the variables that a body refers to.
func (m *Maker) ofValue(all *supplies, o *api.Operation, v *api.Value) {
	if v == nil {
		return
	}
	for _, item := range v.Items {
		m.ofValue(all, o, item)
	}
	for _, member := range v.Members {
		m.ofValue(all, o, member.Value)
	}
	name, isReference := strings.CutPrefix(v.Text, "{{")
	name, ends := strings.CutSuffix(name, "}}")
	if !isReference || !ends {
		return
	}
	if resource, ok := m.filled[name]; ok {
		all.add(Supply{Name: name, Kind: RecordID, Operation: o, Resource: resource})
	}
}

func object(s *api.Schema) *api.Schema {
	if s == nil {
		return &api.Schema{}
	}
	return sample.Flat(s)
}

// Field is a field of a form.
type Field struct {
	Name string
	File bool
}

// Replacing returns the fields of a form that replaces a record which are sent: those
// that are required. They are none where a server could take the names of variables for
// real: where none of them is a file, a number or of a form that no such name has.
func (m *Maker) Replacing(o *api.Operation) []Field {
	flat := object(o.Body.Schema)
	needs := flat.Needs()
	var fields []Field
	refused := false
	for _, p := range flat.Properties {
		if !needs[p.Name] || p.Schema != nil && sample.Flat(p.Schema).ReadOnly {
			continue
		}
		f := Field{Name: p.Name, File: IsFile(p.Schema)}
		fields = append(fields, f)
		refused = refused || f.File || p.Schema != nil && !sample.Fits(&api.Value{Kind: api.String, Text: "{{" + p.Name + "}}"}, p.Schema)
	}
	if !refused {
		return nil
	}
	return fields
}

// IsFile reports whether a schema is that of a file, or of a list of files.
func IsFile(s *api.Schema) bool {
	for range maxLists {
		if s == nil {
			return false
		}
		if s = sample.Flat(s); s.Items == nil {
			return s.Format == "binary"
		}
		s = s.Items
	}
	return false
}

// maxLists is how many lists within each other are looked into: lists may be of
// themselves.
const maxLists = 4
