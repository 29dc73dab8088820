package synthetic_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/requests"
	"github.com/postwright/postwright/collection/sample"
	"github.com/postwright/postwright/collection/synthetic"
	"github.com/postwright/postwright/collection/template"
)

func read(t *testing.T, paths string) *template.Template {
	t.Helper()
	d, err := openapi.Read("api.yaml", "openapi: 3.0.3\ninfo: {title: T, version: \"1\"}\npaths:\n"+paths, nil)
	if err != nil {
		t.Fatal(err)
	}
	return requests.Template(d.API)
}

func operation(t *testing.T, a *api.API, name string) *api.Operation {
	t.Helper()
	i := slices.IndexFunc(a.Operations, func(o *api.Operation) bool { return o.String() == name })
	if i < 0 {
		t.Fatalf("there is no %s", name)
	}
	return a.Operations[i]
}

const clinic = `
  /patients:
    get: &list {responses: {"200": {description: "", content: {application/json: {schema: {type: object, properties: {next: {type: string, nullable: true}, results: {type: array, items: &patient {type: object, properties: {id: {type: integer, readOnly: true}, first_name: {type: string}}}}}}}}}}}
    post: {requestBody: {content: {application/json: {schema: *patient}}}, responses: {"201": {description: "", content: {application/json: {schema: *patient}}}}}
  /patients/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    get: {responses: {"200": {description: "", content: {application/json: {schema: *patient}}}}}
    put: {requestBody: {content: {application/json: {schema: *patient}}}}
    delete: {}
  /visits:
    post: {requestBody: {content: {application/json: {schema: {type: object, required: [patient, patient_id, other, day], properties: {patient: {type: integer}, patient_id: {type: string}, patient_ids: {type: array, items: {type: integer}}, other: {type: integer}, day: {type: string, format: date}}}}}}}
  /uploads/{key}:
    put: {requestBody: {content: {multipart/form-data: {schema: {type: object, required: [file, title], properties: {file: {type: string, format: binary}, title: {type: string}, more: {type: string}}}}}}}
  /names/{key}:
    put: {requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, required: [title], properties: {title: {type: string}}}}}}}
`

func TestBody(t *testing.T) {
	tpl := read(t, clinic)
	m := synthetic.Of(tpl)
	want := `{"patient":{{patient_id}},"patient_id":"{{patient_id}}","patient_ids":["Example patient ids"],"other":1,"day":"2026-01-31"}`
	want = strings.Replace(want, `"patient_ids":["Example patient ids"]`, `"patient_ids":[1]`, 1)
	if got := m.Body(operation(t, tpl.API, "POST /visits")).JSON(""); got != want {
		t.Errorf("body %s\nwant %s", got, want)
	}
	want = `{"next":null,"results":[{"id":1001,"first_name":"Jamie"},{"id":1002,"first_name":"Jamie"}]}`
	if got := m.Answer(operation(t, tpl.API, "GET /patients")).JSON(""); got != want {
		t.Errorf("answer %s\nwant   %s", got, want)
	}
}

func TestSupplies(t *testing.T) {
	tpl := read(t, clinic)
	var got []string
	kinds := map[synthetic.Kind]string{
		synthetic.RecordID: "record", synthetic.TargetID: "target", synthetic.TargetRecord: "whole", synthetic.TargetField: "field", synthetic.File: "file",
	}
	for _, s := range synthetic.Of(tpl).Supplies(tpl.API.Operations) {
		got = append(got, kinds[s.Kind]+" "+s.Name)
	}
	want := []string{
		"record patient_id", "target target_patient_id", "whole target_patient",
		"target target_key", "file upload_file", "field target_upload_title",
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}

// TestTaken: the ID of a client is not kept where the application's is.
func TestTaken(t *testing.T) {
	tpl := read(t, `
  /clients:
    get: {responses: {"200": {description: "", content: {application/json: {schema: {type: array, items: {type: object, properties: {id: {type: string}}}}}}}}}
  /clients/{id}:
    get: {}
`)
	tpl.Variables = append(tpl.Variables, template.Variable{Key: "client_id"})
	name := synthetic.Of(tpl).PathVariable(operation(t, tpl.API, "GET /clients/{id}"), &api.Parameter{Name: "id"}).Name
	if name != "client_record_id" {
		t.Errorf("the ID of a client is kept in %s", name)
	}
}

// TestEmbedded: the records of embedded templates are whole, synthetic, and name each
// other by IDs that there are.
func TestEmbedded(t *testing.T) {
	tpl, err := template.Embedded("drchrono")
	if err != nil {
		t.Fatal(err)
	}
	if err := template.EmbeddedAPI(tpl); err != nil {
		t.Fatal(err)
	}
	m := synthetic.Of(tpl)
	for _, o := range tpl.API.Operations {
		if o.Answer() == nil {
			continue
		}
		v := m.Answer(o)
		switch text := v.JSON(""); {
		case strings.Contains(text, `"string"`), strings.Contains(text, "{{"):
			i := max(strings.Index(text, "\"string\""), strings.Index(text, "{{"))
			t.Errorf("%s answers %.100s", o, text[max(0, i-60):])
		case !sample.Fits(v, o.Answer()):
			t.Errorf("%s: the answer does not fit its schema: %.300s", o, text)
		}
		variable, field := m.Fills(o)
		if variable == "" || o.Method != "GET" {
			continue
		}
		resource := m.Resource(o)
		records := v.Member(synthetic.ListProperty(sample.Flat(o.Answer())).Name).Items
		for n, record := range records {
			if got, want := record.Member(field).JSON(""), m.ID(resource, n).JSON(""); got != want {
				t.Errorf("%s: record %d has the ID %s, want %s", o, n, got, want)
			}
			checkReferences(t, m, o, record)
		}
	}
}

// checkReferences checks that the fields of a record that name others have IDs of these.
func checkReferences(t *testing.T, m *synthetic.Maker, o *api.Operation, record *api.Value) {
	t.Helper()
	for _, member := range record.Members {
		to := m.Referred(m.Resource(o), member.Name, nil)
		v := member.Value
		if to == "" || v.Kind != api.Number && v.Kind != api.String || v.Text == "" {
			continue
		}
		isThere := false
		for n := range 5 {
			isThere = isThere || m.ID(to, n).Text == v.Text
		}
		if !isThere {
			t.Errorf("%s: %s is %s, which is no ID of %s (the first is %s)", o, member.Name, v.Text, to, m.ID(to, 0).Text)
		}
	}
}

// TestTargetsAreApart: no variable that something may define has a target's name, whatever
// a resource is called.
func TestTargetsAreApart(t *testing.T) {
	tpl := read(t, `
  /target_groups:
    get: {responses: {"200": {description: "", content: {application/json: {schema: {type: array, items: {type: object, properties: {id: {type: integer}}}}}}}}}
  /target_groups/{id}: {get: {}}
  /groups/{id}: {delete: {}}
`)
	m := synthetic.Of(tpl)
	list, own := m.Fills(operation(t, tpl.API, "GET /target_groups"))
	read := m.PathVariable(operation(t, tpl.API, "GET /target_groups/{id}"), &api.Parameter{Name: "id"})
	target := m.PathVariable(operation(t, tpl.API, "DELETE /groups/{id}"), &api.Parameter{Name: "id"})
	if list != "a_target_group_id" || own != "id" || read.Name != list || read.Kind != synthetic.RecordID {
		t.Errorf("the list fills %s with %s, and reading refers to %+v", list, own, read)
	}
	if target.Name != "target_group_id" || target.Kind != synthetic.TargetID {
		t.Errorf("the target is %+v", target)
	}
}
