package sandbox_test

import (
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/synthetic"
)

// TestVariables: the environment has a value that the API accepts for each
// variable in generated requests. IDs lead to records, and a record that
// replaces another is accepted.
func TestVariables(t *testing.T) {
	for _, p := range playEmbedded(t) {
		text, err := p.Environment(t.Context(), "http://127.0.0.1:1", "/tmp/sample.pdf")
		if err != nil {
			t.Fatal(err)
		}
		values, _ := environment(t, text)
		maker := synthetic.Of(p.template)
		tried := map[synthetic.Kind]int{}
		for _, supply := range maker.Supplies(p.template.API.Operations) {
			value, ok := values[supply.Name]
			if supply.Kind != synthetic.JobID && (!ok || value == "") {
				t.Errorf("%s has no value", supply.Name)
			}
			tried[supply.Kind]++
			if supply.Kind == synthetic.File && value != "/tmp/sample.pdf" {
				t.Errorf("%s is %q", supply.Name, value)
			}
		}
		replaced := 0
		for _, o := range p.template.API.Operations {
			r := p.valid(o)
			for _, parameter := range o.Parameters {
				var supply synthetic.Supply
				switch parameter.In {
				case api.InPath:
					supply = maker.PathVariable(o, parameter)
				case api.InQuery:
					supply = maker.QueryVariable(o, parameter)
				}
				name := supply.Name
				switch {
				case name == "" || supply.Kind == synthetic.JobID:
				case values[name] == "" && (parameter.Required || parameter.In == api.InPath):
					t.Errorf("%s: %s has no value", o, name)
				case parameter.In == api.InPath:
					r.id = values[name]
				case parameter.Required:
					r.query.Set(parameter.Name, values[name])
				}
			}
			if o.Method == "PUT" && o.Body != nil && !o.Body.IsForm() {
				r.raw = values[maker.TargetRecord(o)]
				replaced++
			}
			if o.Method == "PATCH" && o.Body != nil && !o.Body.IsForm() {
				r.raw = "{}"
			}
			if o.Method == "DELETE" {
				continue
			}
			if a := p.do(r); a.code < 200 || a.code > 299 {
				t.Errorf("%s is answered with %d %.300s\n%.300s", o, a.code, a.body, r.raw)
			}
		}
		if tried[synthetic.RecordID] == 0 || tried[synthetic.TargetID] == 0 || replaced == 0 {
			t.Errorf("tried %v, replaced %d", tried, replaced)
		}
		t.Logf("%s: %v supplies, %d records replaced", p.template.Name, tried, replaced)
	}
}

// TestPatchNothing: an empty PATCH is accepted and changes nothing.
func TestPatchNothing(t *testing.T) {
	for _, p := range playEmbedded(t) {
		for _, o := range p.template.API.Operations {
			read := p.template.API.Operation("GET", o.Path)
			if o.Method != "PATCH" || read == nil || !strings.HasSuffix(o.Path, "}") {
				continue
			}
			before := p.do(p.valid(read))
			r := p.valid(o)
			r.raw = "{}"
			if a := p.do(r); a.code < 200 || a.code > 299 {
				t.Errorf("%s is answered with %d %s", o, a.code, a.body)
			}
			if after := p.do(p.valid(read)); after.code != 200 || after.body != before.body {
				t.Errorf("%s changed %s to %s", o, before.body, after.body)
			}
		}
	}
}

// TestUploadFile: the environment names a file that exists while the sandbox does.
func TestUploadFile(t *testing.T) {
	p := clinic(t)
	path := filepath.Join(t.TempDir(), "e.json")
	if err := p.WriteEnvironment(t.Context(), "http://127.0.0.1:1", path); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); runtime.GOOS != "windows" && (err != nil || info.Mode().Perm() != 0o600) {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	values, _ := environment(t, string(text))
	file := values[synthetic.UploadFile]
	pdf, err := os.ReadFile(file)
	if err != nil || !strings.HasPrefix(string(pdf), "%PDF-1.") || !strings.HasSuffix(string(pdf), "%%EOF\n") {
		t.Errorf("%v, %q", err, pdf)
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Dir(file)); !os.IsNotExist(err) {
		t.Errorf("the folder of the file is left: %v", err)
	}
}

// TestCollection: the collection requests tokens from the sandbox, at the
// address of the template's callback, and has another identity than the API's
// own collection.
func TestCollection(t *testing.T) {
	const base = "http://127.0.0.1:8080"
	for _, p := range playEmbedded(t) {
		text, err := p.Collection(base)
		if err != nil {
			t.Fatal(err)
		}
		d, err := jsontree.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]string{}
		for n := range d.Root().Get("auth", "oauth2").Elements() {
			found[n.Get("key").Text()] = n.Get("value").Text()
		}
		for _, key := range []string{"authUrl", "accessTokenUrl"} {
			var real string
			for _, a := range p.template.Auth.Attributes {
				if a.Key == key {
					real, _ = a.Value.(string)
				}
			}
			u, err := url.Parse(p.template.Resolve(real))
			if err != nil || found[key] != base+u.Path {
				t.Errorf("%s is %s, want the path of %s: %v", key, found[key], real, err)
			}
		}
		for n := range d.Root().Get("variable").Elements() {
			if value := n.Get("value").Text(); strings.HasPrefix(value, "https://") {
				t.Errorf("%s is %s", n.Get("key").Text(), value)
			}
		}
		path := filepath.Join(t.TempDir(), "c.json")
		for range 2 {
			if err := p.WriteCollection(base, path); err != nil {
				t.Fatal(err)
			}
		}
		for _, theirs := range []string{"notes", `{"info": {"_postman_id": "1"}, "item": []}`} {
			if err := os.WriteFile(path, []byte(theirs), 0o600); err != nil {
				t.Fatal(err)
			}
			err := p.WriteCollection(base, path)
			if text, _ := os.ReadFile(path); err == nil || !strings.Contains(err.Error(), "is not the sandbox's collection") || string(text) != theirs {
				t.Errorf("%v, became %s", err, text)
			}
		}
	}
}
