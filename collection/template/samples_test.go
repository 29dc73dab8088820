package template_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/redact/pii"
	"github.com/postwright/postwright/collection/sample"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/templates"
)

// wordedTemplates returns the embedded templates that have a wording, with their APIs.
func wordedTemplates(t *testing.T) []*template.Template {
	t.Helper()
	var all []*template.Template
	for _, name := range templates.Names() {
		tpl, err := template.Embedded(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := template.EmbeddedAPI(tpl); err != nil {
			t.Fatal(err)
		}
		if tpl.Wording != nil && tpl.API != nil {
			all = append(all, tpl)
		}
	}
	if len(all) == 0 {
		t.Fatal("no template has a wording")
	}
	return all
}

// place is where a name is used: a field of a body or an answer, or a parameter.
type place struct {
	resource, name string
	schema         *api.Schema
	answer         bool        // of a field of an answer
	object         *api.Schema // that has the field; nil of a parameter
}

// places returns all fields and parameters of an API.
func places(a *api.API) []place {
	var all []place
	for _, o := range a.Operations {
		resource := resourceOf(o)
		for _, p := range o.Parameters {
			all = append(all, place{resource, p.Name, p.Schema, false, nil})
		}
		if o.Body != nil {
			all = append(all, fieldsBelow(resource, o.Body.Schema, false, nil)...)
		}
		all = append(all, fieldsBelow(resource, o.Answer(), true, nil)...)
	}
	return all
}

func fieldsBelow(resource string, s *api.Schema, answer bool, above []*api.Schema) []place {
	if s == nil || slices.Contains(above, s) {
		return nil
	}
	flat, above := sample.Flat(s), append(slices.Clip(above), s)
	all := fieldsBelow(resource, flat.Items, answer, above)
	for _, p := range flat.Properties {
		all = append(all, place{resource, p.Name, p.Schema, answer, s})
		all = append(all, fieldsBelow(resource, p.Schema, answer, above)...)
	}
	return all
}

// resourceOf returns the segment that follows the one that all of the API's paths share.
func resourceOf(o *api.Operation) string { return strings.Split(strings.Trim(o.Path, "/"), "/")[1] }

// keyFor returns the key that a wording has for a place; "" if it has none.
func keyFor[T any](all map[string]T, p place) string {
	for _, key := range []string{p.resource + "." + p.name, p.name} {
		if _, ok := all[key]; ok {
			return key
		}
	}
	return ""
}

// unused returns the keys of a wording that no place has.
func unused[T any](all map[string]T, places []place) []string {
	used := map[string]bool{}
	for _, p := range places {
		used[p.resource+"."+p.name], used[p.name] = true, true
	}
	var left []string
	for key := range all {
		if !used[key] {
			left = append(left, key)
		}
	}
	return left
}

// TestWordingNamesWhatIsThere: every key of a wording names a field, parameter,
// operation or resource of its API, so that a misspelled one is noticed.
func TestWordingNamesWhatIsThere(t *testing.T) {
	for _, tpl := range wordedTemplates(t) {
		w, all := tpl.Wording, places(tpl.API)
		listed := map[string]bool{}
		byName := map[string]*api.Operation{}
		for _, o := range tpl.API.Operations {
			byName[o.String()] = o
			if o.Method == "GET" && !strings.HasSuffix(o.Path, "}") {
				listed[resourceOf(o)] = true
			}
		}
		for what, keys := range map[string][]string{
			"fields": unused(w.Fields, all), "samples": unused(w.Samples, all), "references": unused(w.References, all),
		} {
			if len(keys) > 0 {
				t.Errorf("%s: %s of nothing: %q", tpl.Name, what, keys)
			}
		}
		for key, resource := range w.References {
			if !listed[resource] {
				t.Errorf("%s: %s refers to %s, which cannot be listed", tpl.Name, key, resource)
			}
		}
		for key, said := range w.Operations {
			o := byName[key]
			if o == nil {
				t.Errorf("%s: no operation is %s", tpl.Name, key)
				continue
			}
			for _, name := range append(slices.Clone(said.OneOf), parameterNames(said)...) {
				if !slices.ContainsFunc(o.Parameters, func(p *api.Parameter) bool { return p.Name == name }) {
					t.Errorf("%s: %s has no parameter %s", tpl.Name, key, name)
				}
			}
			for _, name := range said.Files {
				if o.Body == nil || !slices.ContainsFunc(sample.Flat(o.Body.Schema).Properties, func(p api.Property) bool { return p.Name == name }) {
					t.Errorf("%s: the body of %s has no field %s", tpl.Name, key, name)
				}
			}
		}
	}
}

func parameterNames(said template.OperationWording) []string {
	var names []string
	for name := range said.Parameters {
		names = append(names, name)
	}
	return names
}

// misfits are fields whose sample the document does not allow, because it contradicts
// itself: it has different types under one name.
var misfits = []string{
	"audit_log.patient", "fee_schedules_v2.assignees", "fee_schedules_v2.specialities",
}

// TestSamples: every field and parameter that is not made of others has a sample, each
// record's value is one that its schema allows, and only what is sent is computed.
func TestSamples(t *testing.T) {
	misfit := map[string]bool{}
	for _, tpl := range wordedTemplates(t) {
		w := tpl.Wording
		for _, p := range places(tpl.API) {
			at := p.resource + "." + p.name
			key := keyFor(w.Samples, p)
			if key == "" {
				if flat := sample.Flat(p.schema); flat.Items == nil && len(flat.Properties) == 0 && p.name != "next" && p.name != "previous" {
					t.Errorf("%s: %s has no sample", tpl.Name, at)
				}
				continue
			}
			for _, v := range eachRecord(w.Samples[key]) {
				switch name, computed := strings.CutPrefix(v.Text, "{{"); {
				case computed && p.answer:
					t.Errorf("%s: %s, a field of an answer, is computed: %s", tpl.Name, at, v.Text)
				case computed && w.Computed[strings.TrimSuffix(name, "}}")] == "":
					t.Errorf("%s: nothing computes %s of %s", tpl.Name, v.Text, at)
				case v.Text == "string":
					t.Errorf("%s: the sample of %s stands for a value", tpl.Name, at)
				case computed || fits(v, p.schema):
				case slices.Contains(misfits, at):
					misfit[at] = true
				default:
					t.Errorf("%s: %s cannot be %s", tpl.Name, at, v.JSON(""))
				}
			}
		}
	}
	for _, at := range misfits {
		if !misfit[at] {
			t.Errorf("the document allows the sample of %s: it is no exception any more", at)
		}
	}
}

// TestSamplesAreSynthetic: no record that is made of samples looks like a real person's
// data, not even where a name stands beside a birth date.
func TestSamplesAreSynthetic(t *testing.T) {
	for _, tpl := range wordedTemplates(t) {
		type object struct {
			resource string
			schema   *api.Schema
		}
		samples := map[object]map[string]*api.Value{} // by field
		for _, p := range places(tpl.API) {
			key, of := keyFor(tpl.Wording.Samples, p), object{p.resource, p.object}
			if key == "" || p.object == nil {
				continue
			}
			if samples[of] == nil {
				samples[of] = map[string]*api.Value{}
			}
			samples[of][p.name] = tpl.Wording.Samples[key]
		}
		for of, fields := range samples {
			for n := range 5 {
				record := &api.Value{Kind: api.Object}
				for name, v := range fields {
					each := eachRecord(v)
					record.Members = append(record.Members, api.Member{Name: name, Value: each[n%len(each)]})
				}
				text := record.JSON("  ")
				for _, m := range pii.Find(text) {
					t.Errorf("%s: a sample of %s looks like a real %s: %s", tpl.Name, of.resource, m.Kind, text[m.Start:m.End])
				}
			}
		}
	}
}

func eachRecord(v *api.Value) []*api.Value {
	if records := v.Member("records"); records != nil && len(v.Members) == 1 {
		return records.Items
	}
	return []*api.Value{v}
}

// fits reports whether a schema allows a value, which may be a number written as a text
// or a text written as a number.
func fits(v *api.Value, s *api.Schema) bool {
	other := *v
	switch v.Kind {
	case api.Number:
		other.Kind = api.String
	case api.String:
		other.Kind = api.Number
	}
	return sample.Fits(v, s) || sample.Fits(&other, s)
}
