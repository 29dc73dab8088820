package merging_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/merging"
	"github.com/postwright/postwright/internal/testkit"
	"github.com/postwright/postwright/internal/versions"
)

// files makes files in the current folder.
func files(t *testing.T, namesAndTexts ...string) {
	t.Helper()
	for i := 0; i < len(namesAndTexts); i += 2 {
		testkit.WriteBelow(t, ".", namesAndTexts[i], namesAndTexts[i+1])
	}
}

// mergeOf merges three names with checks that find nothing wrong.
func mergeOf(t *testing.T, o merging.Options, names ...string) (*merging.Result, error) {
	t.Helper()
	return merging.Merge(open(t, names[0]), open(t, names[1]), open(t, names[2]), o, merging.Checks{
		Document: func(string, *jsontree.Document, bool) error { return nil },
		Files:    func(string, *inputs.V3, *v3.Result) error { return nil },
	})
}

func open(t *testing.T, name string) *versions.Version {
	t.Helper()
	v, err := versions.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// listOf returns the conflicts of a result in their order.
func listOf(r *merging.Result) string {
	var all []string
	for _, p := range r.Parts {
		at := ""
		if p.Path != "" {
			at = p.Path + ": "
		}
		for _, e := range p.Elements {
			all = append(all, fmt.Sprintf("%s%s %s", at, e.Field, e.Cause))
		}
		for _, file := range p.Whole {
			all = append(all, at+"whole "+file)
		}
		for _, c := range p.Renamed {
			all = append(all, at+"renamed "+c.Base)
		}
		for _, member := range p.Members {
			all = append(all, at+"member "+member)
		}
		if p.Removed != "" {
			all = append(all, at+string(p.Removed)+" removed it")
		}
		if p.Clash {
			all = append(all, at+"lines")
		}
	}
	if len(all) != r.Conflicts() {
		all = append(all, fmt.Sprintf("%d in all", r.Conflicts()))
	}
	return strings.Join(all, "; ")
}

const (
	get         = "$kind: http-request\nurl: https://api.example.com/get\nmethod: GET\norder: 1000\n"
	call        = "$kind: grpc-request\nurl: grpc.example.com\n"
	definition  = "$kind: collection\nid: 00000000-0000-4000-8000-000000000001\nname: A\n"
	other       = "$kind: collection\nid: 00000000-0000-4000-8000-000000000002\nname: B\n"
	environment = "name: E\nvalues:\n  - key: a\n    value: \"1\"\n"
	message     = "$kind: websocket-message\ncontent: a\na: 1\nb: 1\n"
	anchored    = "$kind: websocket-message\na: &x 1\nb: 1\nc: 1\nd: 1\n"
	json        = `{"info": {"name": "A", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": []}`
)

func replaced(text, old, now string) string { return strings.Replace(text, old, now, 1) }

// TestConflicts: each kind of conflict is a value, stops the merge, and is decided for
// the side that the options prefer.
func TestConflicts(t *testing.T) {
	for what, c := range map[string]struct {
		files, names []string
		path         string // of the file, for git
		conflicts    string
		result       string // the file to look at
		ours, theirs string // what it has if that side is preferred; "" for no file
	}{
		"JSON": {
			files: []string{"b", json, "o", replaced(json, "A", "B"), "t", replaced(json, "A", "C")},
			names: []string{"b", "o", "t"}, conflicts: "name changed on both sides",
			result: "o", ours: replaced(json, "A", "B"), theirs: replaced(json, "A", "C"),
		},
		"a member of a file": {
			files: []string{"b", get, "o", replaced(get, "1000", "2000"), "t", replaced(get, "1000", "3000")},
			names: []string{"b", "o", "t"}, path: "Get.request.yaml", conflicts: "member order",
			result: "o", ours: replaced(get, "1000", "2000"), theirs: replaced(get, "1000", "3000"),
		},
		"lines": {
			files: []string{"b", message, "o", replaced(message, "content: a", "content: b"), "t", replaced(message, "content: a", "content: c")},
			names: []string{"b", "o", "t"}, path: "M.message.yaml", conflicts: "lines",
			result: "o", ours: replaced(message, "content: a", "content: b"), theirs: replaced(message, "content: a", "content: c"),
		},
		"lines that are not YAML together": {
			files: []string{"b", anchored, "o", replaced(anchored, "&x ", ""), "t", replaced(anchored, "d: 1", "d: *x")},
			names: []string{"b", "o", "t"}, path: "M.message.yaml", conflicts: "lines",
		},
		"a file that is no HTTP request": {
			files: []string{"b/A.request.yaml", call, "o/A.request.yaml", call + "a: 1\n", "t/A.request.yaml", call + "a: 2\n"},
			names: []string{"b", "o", "t"}, conflicts: "whole A.request.yaml",
			result: "o/A.request.yaml", ours: call + "a: 1\n", theirs: call + "a: 2\n",
		},
		"a file's name": {
			files: []string{"b/A.request.yaml", get + "name: A\n", "o/B.request.yaml", get + "name: A\n", "t/C.request.yaml", get + "name: A\n"},
			names: []string{"b", "o", "t"}, conflicts: "renamed A.request.yaml",
			result: "o/C.request.yaml", theirs: get + "name: A\n",
		},
		"a collection that theirs removed": {
			files: []string{"b/postman/collections/A/A.request.yaml", get, "o/postman/collections/A/A.request.yaml", replaced(get, "GET", "PUT"), "t/postman/collections/B/.resources/definition.yaml", other},
			names: []string{"b/postman", "o/postman", "t/postman"}, conflicts: "collections/A: theirs removed it",
			result: "o/postman/collections/A/A.request.yaml", ours: replaced(get, "GET", "PUT"),
		},
		"an environment that ours removed": {
			files: []string{"b/postman/environments/E.environment.yaml", environment, "o/postman/collections/A/A.request.yaml", get, "t/postman/environments/E.environment.yaml", environment + "  - key: b\n    value: x\n"},
			names: []string{"b", "o", "t"}, conflicts: "environments/E.environment.yaml: ours removed it",
			result: "o/postman/environments/E.environment.yaml", theirs: environment + "  - key: b\n    value: x\n",
		},
		"several parts": {
			files: []string{
				"b/postman/collections/A/A.request.yaml", get, "o/postman/collections/A/A.request.yaml", replaced(get, "GET", "PUT"), "t/postman/collections/A/A.request.yaml", replaced(get, "GET", "POST"),
				"b/postman/collections/B/A.request.yaml", get, "t/postman/collections/B/A.request.yaml", replaced(get, "GET", "POST"),
			},
			names: []string{"b/postman", "o/postman", "t/postman"}, conflicts: "collections/A: method changed on both sides; collections/B: ours removed it",
			result: "o/postman/collections/B/A.request.yaml", theirs: replaced(get, "GET", "POST"),
		},
	} {
		for _, prefer := range []merge.Prefer{merge.Stop, merge.Ours, merge.Theirs} {
			t.Run(what+" "+string(prefer), func(t *testing.T) {
				t.Chdir(t.TempDir())
				files(t, c.files...)
				r, err := mergeOf(t, merging.Options{Prefer: prefer, Output: c.names[1], Path: c.path}, c.names...)
				if err != nil {
					t.Fatal(err)
				}
				if got := listOf(r); got != c.conflicts {
					t.Errorf("the conflicts are %s, want %s", got, c.conflicts)
				}
				if r.Stopped() != (prefer == merge.Stop || c.result == "") {
					t.Errorf("stopped: %v", r.Stopped())
				}
				if r.Stopped() {
					return
				}
				if _, _, err := r.Put(); err != nil {
					t.Fatal(err)
				}
				want := map[merge.Prefer]string{merge.Ours: c.ours, merge.Theirs: c.theirs}[prefer]
				if got, err := os.ReadFile(c.result); string(got) != want || (err != nil) != (want == "") {
					t.Errorf("%s has %q, want %q; %v", c.result, got, want, err)
				}
			})
		}
	}
}

// TestByLines: a file that is merged line by line says why.
func TestByLines(t *testing.T) {
	t.Chdir(t.TempDir())
	files(t, "b", message, "o", replaced(message, "b: 1", "b: 2"), "t", replaced(message, "content: a", "content: c"))
	r, err := mergeOf(t, merging.Options{Prefer: merge.Stop, Output: "o", Path: "M.message.yaml"}, "b", "o", "t")
	if err != nil || r.Text != replaced(replaced(message, "b: 1", "b: 2"), "content: a", "content: c") || r.Parts[0].ByLines == nil || r.Parts[0].Name != "M.message.yaml" {
		t.Errorf("%+v, %v", r, err)
	}
	if _, err := mergeOf(t, merging.Options{Prefer: merge.Stop, Output: "o"}, "b", "o", "t"); err == nil {
		t.Error("it is merged without git, too")
	}
	files(t, "o", get, "t", "[]\n")
	r, err = mergeOf(t, merging.Options{Prefer: merge.Stop, Output: "o", Path: "x.yaml"}, "o", "o", "t")
	if err != nil || r.Parts[0].ByLines.Error() != "it is not a YAML file of format v3" { // without git's names
		t.Errorf("%+v, %v", r, err)
	}
}

// TestStale: Put names the places in .postman/ that have the old path of a collection
// that theirs renamed.
func TestStale(t *testing.T) {
	t.Chdir(t.TempDir())
	files(t, "b/postman/collections/A/.resources/definition.yaml", definition,
		"o/postman/collections/A/.resources/definition.yaml", definition,
		"o/.postman/resources.yaml", "workspace:\n  id: a\ncloudResources:\n  collections:\n    ../postman/collections/A: b\n",
		"t/postman/collections/B/.resources/definition.yaml", definition)
	r, err := mergeOf(t, merging.Options{Prefer: merge.Stop, Output: "o"}, "b", "o", "t")
	if err != nil || r.Stopped() {
		t.Fatal(listOf(r), err)
	}
	left, old, err := r.Put()
	want := merging.Stale{File: filepath.Join("o", ".postman", "resources.yaml"), Old: "postman/collections/A", New: "postman/collections/B"}
	if err != nil || len(left) != 0 || len(old) != 1 || old[0] != want || inputs.IsFolder("o/postman/collections/A") || !inputs.IsFolder("o/postman/collections/B") {
		t.Errorf("%q, %+v, %v", left, old, err)
	}
}

// TestLeft: Put names the folders that stay because they hold other files.
func TestLeft(t *testing.T) {
	t.Chdir(t.TempDir())
	files(t, "b/F/A.request.yaml", get, "b/B.request.yaml", get, "o/F/A.request.yaml", get, "o/B.request.yaml", get, "o/F/note.txt", "", "t/B.request.yaml", get)
	r, err := mergeOf(t, merging.Options{Prefer: merge.Stop, Output: "o"}, "b", "o", "t")
	if err != nil || r.Stopped() {
		t.Fatal(listOf(r), err)
	}
	if left, _, err := r.Put(); err != nil || len(left) != 1 || left[0] != filepath.Join("o", "F") {
		t.Errorf("%q, %v", left, err)
	}
}

// TestErrors: what cannot be merged is named, and a check that fails ends the merge.
func TestErrors(t *testing.T) {
	t.Chdir(t.TempDir())
	files(t, "json", json, "broken", "{", "v2.0.0", replaced(json, "v2.1.0", "v2.0.0"), "e", `{"name": "E", "values": []}`,
		"c/A.request.yaml", get, "postman/collections/A/A.request.yaml", get)
	for _, c := range []struct {
		names []string
		want  string
	}{
		{[]string{"json", "broken", "json"}, "broken is not JSON"},
		{[]string{"json", "json", "missing"}, "cannot read missing: there is no such file"},
		{[]string{"json", "json", "v2.0.0"}, "cannot merge json and v2.0.0: one side has the format v2.1.0 and the other v2.0.0; bring both to v2.1.0 first"},
		{[]string{"json", "json", "e"}, "cannot merge json and e: a collection cannot be merged with an environment"},
		{[]string{"c", "c", "broken"}, "broken is not JSON"},
		{[]string{"c", "c", "c/A.request.yaml"}, "cannot merge c/A.request.yaml: it is a file, and c is the folder of a collection"},
		{[]string{"c/A.request.yaml", "c/A.request.yaml", "json"}, "cannot merge json: it is not a YAML file of format v3, but c/A.request.yaml is one"},
		{[]string{"postman", "postman", "c"}, "cannot merge c: it is not the postman/ folder of a repository, and postman is one"},
	} {
		if _, err := mergeOf(t, merging.Options{Prefer: merge.Stop, Output: "out"}, c.names...); err == nil || err.Error() != c.want {
			t.Errorf("%v: %v, want %s", c.names, err, c.want)
		}
	}
	var syntax *inputs.SyntaxError
	if _, err := mergeOf(t, merging.Options{}, "json", "broken", "json"); !errors.As(err, &syntax) || syntax.Text != "{" {
		t.Errorf("%v", err)
	}
	refused := errors.New("refused")
	for _, name := range []string{"json", "c", "postman"} {
		v := open(t, name)
		_, err := merging.Merge(v, v, v, merging.Options{}, merging.Checks{
			Document: func(string, *jsontree.Document, bool) error { return refused },
			Files:    func(string, *inputs.V3, *v3.Result) error { return refused },
		})
		if !errors.Is(err, refused) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestStdin: one of the sides may be standard input.
func TestStdin(t *testing.T) {
	t.Chdir(t.TempDir())
	files(t, "json", json)
	o := merging.Options{Prefer: merge.Stop, Output: inputs.Stdin, Stdin: io.NopCloser(strings.NewReader(replaced(json, "A", "B")))}
	r, err := mergeOf(t, o, "json", "json", inputs.Stdin)
	if err != nil || r.Text != replaced(json, "A", "B") || r.Parts[0].Name != "the merged collection" {
		t.Errorf("%+v, %v", r, err)
	}
}
