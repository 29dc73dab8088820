package conversion_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/conversion"
	"github.com/postwright/postwright/internal/testkit"
)

const (
	get         = "$kind: http-request\nurl: https://api.example.com\n"
	environment = `{"name": "E", "values": []}`
	globals     = `{"name": "G", "values": [], "_postman_variable_scope": "globals"}`
)

// collectionOf returns a collection as JSON; its requests are in the folder F.
func collectionOf(name, id string) string {
	return `{"info": {"name": "` + name + `", "_postman_id": "` + id + `", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
		"item": [{"name": "F", "item": [{"name": "R", "request": "https://a.example"}]}]}`
}

// definition returns the definition of a collection in format v3.
func definition(name, id string) string {
	return "$kind: collection\nid: " + id + "\nname: " + name + "\n"
}

// in runs a test in a folder with files.
func in(t *testing.T, namesAndTexts ...string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for i := 0; i < len(namesAndTexts); i += 2 {
		testkit.WriteBelow(t, ".", namesAndTexts[i], namesAndTexts[i+1])
	}
}

// shown returns steps as "from > to", or the error.
func shown(steps []conversion.Step, err error) string {
	if err != nil {
		return "error: " + filepath.ToSlash(err.Error())
	}
	var all []string
	for _, s := range steps {
		line := s.From + " > " + s.To
		if s.Folder != "" {
			line += " in " + s.Folder
		}
		all = append(all, filepath.ToSlash(line))
	}
	return strings.Join(all, "\n")
}

func TestToV21(t *testing.T) {
	in(t, "postman/collections/A/a.request.yaml", get, "postman/environments/A.environment.yml", "name: a\nvalues: []\n",
		"postman/environments/A.environment.yaml", "name: A\nvalues: []\n", "postman/globals/workspace.globals.yaml", "name: G\nvalues: []\n",
		"there/x", "", "none/postman/collections/x", "", "x.json", "{}", "text", "")
	for _, c := range []struct{ path, output, want string }{
		{"postman/collections/A", "", "postman/collections/A > -"},
		{"postman/collections/A", "x.json", "postman/collections/A > x.json"},
		{"postman/collections/A/", "there", "postman/collections/A/ > there/A.postman_collection.json in there"},
		{"postman/globals/workspace.globals.yaml", "new/", "postman/globals/workspace.globals.yaml > new/workspace.postman_globals.json in new/"},
		{".", "out", `postman/collections/A > out/A.postman_collection.json in out
postman/environments/A.environment.yaml > out/A.postman_environment.json in out
postman/environments/A.environment.yml > out/A 1.postman_environment.json in out
postman/globals/workspace.globals.yaml > out/workspace.postman_globals.json in out`},
		{"postman", "-", "error: postman becomes several files; name a folder for them with -o"},
		{"none", "out", "error: none/postman has neither collections nor environments in format v3"},
		{"x.json", "", "error: x.json is JSON, so it is not in format v3; postwright upgrade converts v2.0 to v2.1"},
		{"-", "", "error: standard input is JSON, so it is not in format v3; postwright upgrade converts v2.0 to v2.1"},
		{"text", "", "error: text is neither the folder of a v3 collection nor the file of an environment"},
		{"there", "", "error: cannot read there: it is a folder"},
	} {
		if got := shown(conversion.ToV21(c.path, c.output)); got != c.want {
			t.Errorf("%s to %q:\n%s\nwant\n%s", c.path, c.output, got, c.want)
		}
	}
}

func read(path string) (*jsontree.Document, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, errors.New("no " + path)
	}
	return jsontree.Parse(string(text))
}

func TestToV3(t *testing.T) {
	const one, two, three = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002", "00000000-0000-4000-8000-000000000003"
	in(t, "a.json", collectionOf("A", one), "e.json", environment, "g.json", globals, "there/x", "",
		// B has the ID of a collection that is there as A, and what is there as B another ID.
		"repo/postman/collections/A/.resources/definition.yaml", definition("A", two),
		"repo/postman/collections/B/.resources/definition.yaml", definition("B", three),
		"exported/1.postman_collection.json", collectionOf("A", one), "exported/2.postman_collection.json", collectionOf("B", two),
		"exported/3.postman_collection.json", collectionOf("b", one), "exported/below/e.postman_environment.json", environment,
		"exported/below/f.postman_environment.json", environment, "exported/g.postman_globals.json", globals,
		"exported/.git/4.postman_collection.json", "", "exported/other.json", "",
		"twice/1.postman_globals.json", globals, "twice/2.postman_globals.json", globals)
	for _, c := range []struct{ path, to, want string }{
		{"a.json", "", "a.json > A"},
		{"a.json", "out", "a.json > out"},
		{"a.json", "-", "error: a v3 collection is a folder, which standard output cannot take; name one with -o"},
		{"e.json", "", "e.json > E.environment.yaml"},
		{"e.json", "-", "e.json > -"},
		{"e.json", "there", "e.json > there/E.environment.yaml"},
		{"e.json", "new/", "e.json > new/E.environment.yaml"},
		{"e.json", "x.environment.yaml", "e.json > x.environment.yaml"},
		{"e.json", "x.yaml", "error: cannot write x.yaml: Postman reads an environment only from a file whose name ends with .environment.yaml"},
		{"g.json", "there", "g.json > there/workspace.globals.yaml"},
		{"missing", "", "error: no missing"},
		{"repo", "", "error: repo is in format v3 already"},
		{"repo/postman/collections/A", "", "error: repo/postman/collections/A is in format v3 already"},
		{"exported", "-", "error: exported becomes several files; name a folder for them with -o"},
		{"there", "out", "error: there has no collection and no environment as JSON"},
		{"twice", "out", "error: twice/2.postman_globals.json has globals, and so has another file: Postman has one file of globals in a workspace"},
		{"exported", "repo/postman", `exported/1.postman_collection.json > repo/postman/collections/A 1
exported/2.postman_collection.json > repo/postman/collections/A
exported/3.postman_collection.json > repo/postman/collections/b 1
exported/below/e.postman_environment.json > repo/postman/environments/E.environment.yaml in repo/postman/environments
exported/below/f.postman_environment.json > repo/postman/environments/E 1.environment.yaml in repo/postman/environments
exported/g.postman_globals.json > repo/postman/globals/workspace.globals.yaml in repo/postman/globals`},
	} {
		steps, err := conversion.ToV3(c.path, c.to, read)
		if got := shown(steps, err); got != c.want {
			t.Errorf("%s to %q:\n%s\nwant\n%s", c.path, c.to, got, c.want)
		}
		for _, s := range steps {
			if s.Document == nil {
				t.Errorf("%s has no document", s.From)
			}
		}
	}
}

func TestIsThere(t *testing.T) {
	in(t, "file", "", "other/x", "", "with/A.request.yaml", get, "around/A/A.request.yaml", get,
		"A/F/R.request.yaml", get, "clash/A/G/R.request.yaml", get)
	d, err := jsontree.Parse(collectionOf("A", ""))
	if err != nil {
		t.Fatal(err)
	}
	made := v3.Lay(d)
	for _, c := range []struct {
		folder, failed string
		isThere        bool
	}{
		{"missing", "", false}, {"other", "", false}, {"with", "", true}, {"A", "", true},
		{"file", "cannot write file: it is a file; a v3 collection is a folder", false},
		{"around", "around has the collection around/A in it; name a folder for this one, such as around/A", false},
		{"clash/A", "clash/A has the collection clash/A/G in it; name a folder for this one, such as clash/A/A", false},
	} {
		isThere, err := conversion.IsThere(c.folder, made)
		failed := ""
		if err != nil {
			failed = filepath.ToSlash(err.Error())
		}
		if isThere != c.isThere || failed != c.failed {
			t.Errorf("%s: %v, %s", c.folder, isThere, failed)
		}
	}
}
