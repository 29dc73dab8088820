// Package synthetic makes the synthetic values of an API that its generated
// requests, saved examples and the sandbox share: the same patient everywhere, and
// IDs that lead from one record to another.
//
// The values come from, in this order: a template's wording, references to other
// records, the document's own examples, and what is plausible for a name.
package synthetic

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/resources"
	"github.com/postwright/postwright/collection/sample"
	"github.com/postwright/postwright/collection/template"
)

// Maker makes the synthetic values of one API. It is not safe for concurrent use.
type Maker struct {
	api     *api.API
	wording *template.Wording
	tree    *resources.Tree
	lists   map[string]*list          // by resource
	byNoun  map[string][]string       // resources that can be listed, by the word for one: "lab_order"
	filled  map[string]string         // resources by the variable that holds a record's ID
	taken   map[string]bool           // names of variables that hold something else
	starts  map[string]*api.Operation // POSTs by path
	jobs    map[string][]string       // the parameters that name a job, by path
	records map[recordKey]*api.Value
	bodies  map[*api.Operation]*api.Value
	// Results that are needed often, computed in advance.
	resources map[*api.Operation]string
	nouns     map[string]string
}

type recordKey struct {
	resource string
	schema   *api.Schema
	n        int
}

// list is the operation that lists a resource's records, and the field that identifies
// them.
type list struct {
	operation *api.Operation
	idField   string
	id        *api.Schema
}

// Of returns the maker of a template's API.
func Of(t *template.Template) *Maker {
	var taken []string
	for _, v := range t.Variables {
		taken = append(taken, v.Key)
	}
	if t.Environment != nil {
		for _, v := range t.Environment.Values {
			taken = append(taken, v.Key)
		}
	}
	return New(t.API, t.Wording, taken...)
}

// New returns the maker of an API, with or without a template's wording. The names that
// are taken belong to variables with another meaning: the client_id of an application is
// not the ID of a client.
func New(a *api.API, w *template.Wording, taken ...string) *Maker {
	if w == nil {
		w = &template.Wording{}
	}
	m := &Maker{
		api: a, wording: w, tree: resources.Of(a.Operations),
		lists: map[string]*list{}, byNoun: map[string][]string{}, filled: map[string]string{}, taken: map[string]bool{}, starts: map[string]*api.Operation{}, jobs: map[string][]string{}, records: map[recordKey]*api.Value{}, bodies: map[*api.Operation]*api.Value{},
		resources: map[*api.Operation]string{}, nouns: map[string]string{},
	}
	for _, name := range taken {
		m.taken[name] = true
	}
	for _, o := range a.Operations {
		m.resources[o] = m.Resource(o)
		if o.Method == "POST" && o.Answer() != nil {
			m.starts[o.Path] = o
		}
	}
	for _, o := range a.Operations {
		for _, p := range o.Parameters {
			if m.IsJob(o, p) {
				m.jobs[o.Path] = append(m.jobs[o.Path], p.Name)
			}
		}
		resource := m.Resource(o)
		if o.Method != "GET" || resource == "" || m.lists[resource] != nil || !m.tree.IsCollection(resources.Plain(o.Path)) {
			continue
		}
		if l := listOf(o); l != nil {
			m.lists[resource] = l
			noun := nounOf(resource)
			m.byNoun[noun] = append(m.byNoun[noun], resource)
		}
	}
	for _, resource := range m.resources {
		m.nouns[resource] = m.noun(resource)
	}
	for _, o := range a.Operations {
		if resource := m.Resource(o); m.lists[resource] != nil {
			m.filled[m.RecordID(resource)] = resource
		}
	}
	return m
}

// Resource returns the innermost resource of an operation's path, as [resources]
// names it; "" for the root.
func (m *Maker) Resource(o *api.Operation) string {
	if name, known := m.resources[o]; known {
		return name
	}
	chain := m.tree.Chain(o)
	return chain[len(chain)-1]
}

// idFields are the fields that identify a record, the usual one first.
var idFields = []string{"id", "uuid", "guid", "_id"}

// listOf returns what an operation lists; nil if its answer is not a list of records
// with IDs.
func listOf(o *api.Operation) *list {
	item := Item(o.Answer())
	if item == nil {
		return nil
	}
	for _, name := range idFields {
		for _, p := range sample.Flat(item).Properties {
			if p.Name == name {
				return &list{o, name, p.Schema}
			}
		}
	}
	return nil
}

// Item returns the schema of one record in the answer of a list: of the answer itself,
// or of its only property that is a list; nil if there is none.
func Item(answer *api.Schema) *api.Schema {
	if answer == nil {
		return nil
	}
	flat := sample.Flat(answer)
	if flat.Items != nil {
		return flat.Items
	}
	if p := ListProperty(flat); p != nil {
		return sample.Flat(p.Schema).Items
	}
	return nil
}

// ListProperty returns the only property of a page that holds its records; nil if the
// schema is not that of a page.
func ListProperty(flat *api.Schema) *api.Property {
	var found *api.Property
	for i, p := range flat.Properties {
		if p.Schema == nil || sample.Flat(p.Schema).Items == nil {
			continue
		}
		if found != nil {
			return nil
		}
		found = &flat.Properties[i]
	}
	if found == nil || len(flat.Properties) > maxPage {
		return nil
	}
	return found
}

// maxPage is the largest number of properties of a list's envelope.
const maxPage = 8

// nounOf returns the word for one of a resource, as in the names of variables:
// "lab_order" for lab_orders.
func nounOf(resource string) string {
	words := strings.Fields(resources.Humanize(resource[strings.LastIndexByte(resource, '/')+1:]))
	if len(words) == 0 {
		return ""
	}
	for i, w := range words {
		words[i] = strings.ToLower(w)
	}
	words[len(words)-1] = resources.Singular(words[len(words)-1])
	return strings.Join(words, "_")
}

// Noun returns the word for one record of a resource in the names of variables. If
// several resources have the same word, it includes the names around them.
func (m *Maker) Noun(resource string) string {
	if noun, known := m.nouns[resource]; known {
		return noun
	}
	return m.noun(resource)
}

func (m *Maker) noun(resource string) string {
	noun := nounOf(resource)
	if len(m.byNoun[noun]) < 2 {
		return noun
	}
	var all []string
	for part := range strings.SplitSeq(resource, "/") {
		all = append(all, nounOf(part))
	}
	return strings.Join(all, "_")
}

// first is the ID of a resource's first record.
const first = 1001

// ID returns the ID of the n-th record of a resource, counted from 0, in the form that
// its schema requires.
func (m *Maker) ID(resource string, n int) *api.Value {
	var s *api.Schema
	name := idFields[0]
	if l := m.lists[resource]; l != nil {
		s, name = l.id, l.idField
	}
	return m.idOf(resource, name, s, n)
}

// idOf returns the ID of a resource's n-th record: the wording's, or one that is made.
func (m *Maker) idOf(resource, name string, s *api.Schema, n int) *api.Value {
	own := m.sampleOf(resource, name, 0)
	if own == nil {
		return madeID(s, n)
	}
	if v, ok := said(m.wording.Samples, resource, name); ok && len(v.Members) == 1 && n < len(v.Members[0].Value.Items) {
		own = v.Members[0].Value.Items[n]
	} else if number, err := strconv.Atoi(own.Text); err == nil {
		own = &api.Value{Kind: own.Kind, Text: strconv.Itoa(number + n)}
	}
	if v := fitting(own, s); v != nil {
		return v
	}
	return madeID(s, n)
}

// madeID returns an ID for a field of a schema: whole numbers and texts count from 1001; a
// text of another form, such as a UUID, ends in the number.
func madeID(s *api.Schema, n int) *api.Value {
	number := strconv.Itoa(first + n)
	if s == nil {
		return &api.Value{Kind: api.Number, Text: number}
	}
	flat := sample.Flat(s)
	switch {
	case flat.Is("string") && strings.EqualFold(flat.Format, "uuid"):
		return api.TextValue(fmt.Sprintf("00000000-0000-4000-8000-%012d", first+n))
	case flat.Is("integer") || flat.Is("number"):
		v := &api.Value{Kind: api.Number, Text: number}
		if !sample.Fits(v, s) {
			return sample.Of(s, sample.Options{Answer: true})
		}
		return v
	}
	v := api.TextValue(number)
	if !sample.Fits(v, s) {
		return sample.Of(s, sample.Options{Answer: true})
	}
	return v
}

// said returns what the wording has for a field or parameter of a resource.
func said[T any](all map[string]T, resource, name string) (T, bool) {
	if v, ok := all[resource+"."+name]; ok {
		return v, true
	}
	v, ok := all[name]
	return v, ok
}

// sampleOf returns the wording's value of a field or parameter of the n-th record; nil
// if it has none.
func (m *Maker) sampleOf(resource, name string, n int) *api.Value {
	v, ok := said(m.wording.Samples, resource, name)
	if !ok || v == nil {
		return nil
	}
	if v.Kind == api.Object && len(v.Members) == 1 && v.Members[0].Name == "records" {
		records := v.Members[0].Value.Items
		if len(records) == 0 {
			return nil
		}
		return records[n%len(records)]
	}
	return v
}

// Referred returns the resource whose record a field or parameter names by its ID; ""
// where it names none that can be listed. Without a wording, that follows from names
// such as patient_id and, for whole numbers, patient.
func (m *Maker) Referred(resource, name string, s *api.Schema) string {
	if to, ok := said(m.wording.References, resource, name); ok {
		if m.lists[to] == nil {
			return ""
		}
		return to
	}
	isNumber := s != nil && len(m.wording.References) == 0 && sample.Flat(s).Is("integer")
	if !isNumber && !strings.Contains(strings.ToLower(name), "id") {
		return "" // most names
	}
	words := strings.ReplaceAll(strings.ToLower(resources.Humanize(name)), " ", "_")
	noun, hasID := strings.CutSuffix(words, "_id")
	if !hasID && !isNumber {
		return ""
	}
	if all := m.byNoun[noun]; len(all) == 1 {
		return all[0]
	}
	return ""
}
