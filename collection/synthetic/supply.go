package synthetic

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/resources"
	"github.com/postwright/postwright/collection/sample"
)

// Kind is what a variable holds that requests refer to and that the document does not
// define.
type Kind int

// The kinds of variables.
const (
	// RecordID is the ID of a record, such as patient_id: the requests that list and
	// create fill it while it is empty.
	RecordID Kind = iota
	// OtherID is the ID of a record to read that no request lists, such as insurance_id.
	// Nothing fills it.
	OtherID
	// TargetID is the ID of the record that a request changes or deletes, such as
	// target_patient_id. Nothing fills it: a run of the whole collection must not change
	// a record that the user did not choose.
	TargetID
	// JobID is the ID of a job, such as line_items_list_uuid: the request that starts
	// the job fills it while it is empty, and the one that asks for its results sends it.
	JobID
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
	Resource  string         // the resource of the record; "" for a File
	Field     string         // of a TargetField; the parameter of a TargetID
}

// UploadFile is the variable that holds the path of a file to upload.
const UploadFile = "upload_file"

// RecordID returns the name of the variable that holds the ID of a resource's record.
func (m *Maker) RecordID(resource string) string { return m.about(resource, "id") }

// about returns the name of a variable for a record that is read. It avoids the names
// that a template uses for something else and those of targets, which nothing may
// define.
func (m *Maker) about(resource, what string) string {
	name := m.Noun(resource) + "_" + what
	if m.taken[name] {
		name = m.Noun(resource) + "_record_" + what
	}
	if strings.HasPrefix(name, targets) {
		name = "a_" + name
	}
	return name
}

// targets is the prefix of the names of the variables that only the user defines.
const targets = "target_"

// TargetRecord returns the name of the variable for the record that an operation writes
// in place of another.
func (m *Maker) TargetRecord(o *api.Operation) string {
	noun := m.Noun(m.Resource(o))
	if noun == "" {
		noun = "record"
	}
	return targets + noun
}

// TargetField returns the name of the variable that holds a field of a form that
// replaces a record.
func (m *Maker) TargetField(o *api.Operation, field string) string {
	return m.TargetRecord(o) + "_" + variable(field)
}

// variable returns a name in the form of variables' names: lower case with underscores.
func variable(name string) string {
	return strings.ReplaceAll(strings.ToLower(resources.Humanize(name)), " ", "_")
}

// Given returns a value that the document itself has for a parameter; nil if it has
// none. Making one up would let a request without thought hit a real record.
func Given(p *api.Parameter) *api.Value {
	if p.Example != nil {
		return p.Example
	}
	return sample.Given(p.Schema)
}

// PathVariable returns the variable that a path parameter of an operation refers to; its
// name is "" if the reader fills the parameter in without one, or the request has the
// document's own value. Requests that read refer to records that others have listed,
// requests that write to targets.
func (m *Maker) PathVariable(o *api.Operation, p *api.Parameter) Supply {
	parameter := p.Name
	s := Supply{Kind: TargetID, Operation: o, Resource: m.addressed(o, parameter), Field: parameter}
	l := m.lists[s.Resource]
	isID := strings.HasSuffix(strings.ToLower(parameter), "id") || l != nil && l.idField == parameter
	switch {
	case o.Reads() && Given(p) != nil:
	case !o.Reads() && s.Resource != "" && isID:
		s.Name = targets + m.Noun(s.Resource) + "_id"
	case !o.Reads():
		s.Name = targets + variable(parameter)
	case l != nil && isID:
		s.Name, s.Kind = m.RecordID(s.Resource), RecordID
	case s.Resource != "" && isID:
		s.Name, s.Kind = m.RecordID(s.Resource), OtherID
	case s.Resource != "":
		s.Name, s.Kind = m.about(s.Resource, variable(parameter)), OtherID
	}
	return s
}

// addressed returns the resource that a path parameter identifies a record of; "" if no
// fixed segment is before it.
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

// QueryVariable returns the variable that a query parameter refers to; its name is ""
// where the parameter names no record, or the request has the document's example. On a
// request that changes or deletes, what must be there is a target, also with an example.
func (m *Maker) QueryVariable(o *api.Operation, p *api.Parameter) Supply {
	changes := o.Method == "PUT" || o.Method == "PATCH" || o.Method == "DELETE"
	own := m.Resource(o)
	s := Supply{Kind: RecordID, Operation: o, Resource: own, Field: p.Name}
	exemplary := p.Example != nil && (p.Example.Kind != api.Null || !p.Required)
	if m.IsJob(o, p) && !exemplary {
		s.Name, s.Kind = m.jobID(own, p.Name), JobID
		return s
	}
	if changes && p.Required && strings.EqualFold(p.Name, "id") {
		s.Name, s.Kind = targets+m.Noun(own)+"_id", TargetID
		return s
	}
	s.Resource = m.Referred(own, p.Name, p.Schema)
	switch {
	case s.Resource == "":
	case changes && p.Required && (p.In == api.InQuery || !exemplary):
		s.Name, s.Kind = targets+m.Noun(s.Resource)+"_id", TargetID
	case !exemplary:
		s.Name = m.RecordID(s.Resource)
	}
	return s
}

// IsJob reports whether a query parameter names a job that a POST to the same path
// starts, and answers with.
func (m *Maker) IsJob(o *api.Operation, p *api.Parameter) bool {
	if o.Method != "GET" || p.In != api.InQuery || !slices.Contains(jobFields, strings.ToLower(p.Name)) {
		return false
	}
	start := m.starts[o.Path]
	return start != nil && property(start.Answer(), p.Name) != nil
}

// jobFields are the usual names of a job's ID.
var jobFields = []string{"uuid", "guid", "job_id", "jobid", "task_id"}

func (m *Maker) jobID(resource, field string) string { return m.about(resource, variable(field)) }

// Fills returns the variable that an operation's answer fills while it is empty, and the
// field of the answer, or of its first record, that holds the value; "" for an operation
// that neither lists, creates nor starts a job.
func (m *Maker) Fills(o *api.Operation) (variable, field string) {
	resource := m.Resource(o)
	l := m.lists[resource]
	switch {
	case l != nil && l.operation == o:
		return m.RecordID(resource), l.idField
	case l != nil && o.Method == "POST" && o.Path == l.operation.Path && o.Answer() != nil && property(o.Answer(), l.idField) != nil:
		return m.RecordID(resource), l.idField
	case o.Method == "POST":
		for _, p := range m.jobs[o.Path] {
			return m.jobID(resource, p), p
		}
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

// IsRecordID reports whether a variable is the ID of a record that a request reads.
func (m *Maker) IsRecordID(variable string) bool { return m.filled[variable] != "" }

// Supplies returns the variables that the requests of operations refer to, each once,
// in the order of the operations.
func (m *Maker) Supplies(operations []*api.Operation) []Supply {
	all := &supplies{seen: map[string]bool{}}
	for _, o := range operations {
		resource := m.Resource(o)
		for _, p := range o.Parameters {
			switch p.In {
			case api.InPath:
				all.add(m.PathVariable(o, p))
			case api.InQuery:
				if s := m.QueryVariable(o, p); p.Required || s.Kind == JobID {
					all.add(s)
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

// Replacing returns the fields that are sent by a form that replaces a record: the
// required ones. There are none if a server could accept the names of variables as
// values, that is, if no field is a file, a number, or of a format that such a name does
// not have.
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
		refused = refused || f.File || p.Schema != nil && !sample.Fits(api.TextValue("{{"+p.Name+"}}"), p.Schema)
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

// maxLists is the number of nested lists that are examined: lists may contain
// themselves.
const maxLists = 4
