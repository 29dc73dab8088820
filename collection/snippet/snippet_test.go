package snippet_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/snippet"
	"github.com/postwright/postwright/internal/testkit"
)

// requests returns the requests of a collection's text, in order.
func requests(t testing.TB, text string) []*snippet.Request {
	t.Helper()
	d, err := jsontree.Parse(text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	f := analysis.New(d, nil)
	var found []*snippet.Request
	for i := range f.Collection.Requests() {
		r, ok := snippet.Of(i, func(s string) string { return f.Resolve(s, &i) })
		if ok {
			found = append(found, r)
		}
	}
	return found
}

// TestGolden: what people read.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			made := &txtar.Archive{Comment: archive.Comment, Files: slices.Clone(archive.Files[:1])}
			for _, r := range requests(t, string(archive.Files[0].Data)) {
				for _, l := range snippet.Languages() {
					made.Files = append(made.Files, txtar.File{Name: l.Name, Data: []byte(r.In(l).Code)})
				}
			}
			got := txtar.Format(made)
			if *testkit.Update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := txtar.Format(archive); !*testkit.Update {
				testkit.Same(t, string(got), string(want))
			}
		})
	}
}

func TestVariables(t *testing.T) {
	r := requests(t, `{"variable": [{"key": "known", "value": "k"}], "item": [{"request": {"url": "https://x.test/{{path}}/{{known}}/:id",
		"header": [{"key": "A", "value": "{{client_id}} {{clientId}} {{path}} {{2fa}} {{$guid}} {{Ä}}"}]}}]}`)[0]
	var got []string
	for _, v := range r.Variables {
		got = append(got, v.Name+"="+v.Environment)
		if v.InAddress {
			got = append(got, "(in the address)")
		}
	}
	want := "path=API_PATH (in the address) id=ID (in the address) client_id=CLIENT_ID clientId=CLIENT_ID_2 2fa=_2FA $guid=GUID Ä=VALUE"
	if strings.Join(got, " ") != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestPathVariableTwice: of several path variables of a name, the first that has a
// value counts.
func TestPathVariableTwice(t *testing.T) {
	for _, empty := range []string{`null`, `""`} {
		r := requests(t, `{"item": [{"request": {"url": {"raw": "https://x.test/:id", "protocol": "https", "host": ["x", "test"], "path": [":id"],
			"variable": [{"key": "id", "value": `+empty+`}, {"key": "id", "value": "7"}, {"key": "id", "value": "8"}]}}}]}`)
		if code := r[0].Shell(); !strings.Contains(code, "https://x.test/7'") {
			t.Errorf("behind %s: %s", empty, code)
		}
	}
}

func TestNoAddress(t *testing.T) {
	if r := requests(t, `{"item": [{"request": {"method": "GET"}}, {"request": ""}, {"request": {"url": null}}]}`); len(r) != 0 {
		t.Errorf("%d requests without an address", len(r))
	}
}

// TestJoined: where each name is known once, headers of one name, in whatever
// case, are one.
func TestJoined(t *testing.T) {
	r := requests(t, `{"item": [{"request": {"url": "https://x.test", "header": [{"key": "Accept", "value": "a"},
		{"key": "X", "value": "1"}, {"key": "accept", "value": "{{b}}"}, {"key": "ACCEPT", "value": "c"}]}}]}`)[0]
	for _, l := range snippet.Languages() {
		want := map[string]string{
			"cURL":       `--header 'Accept: a' \` + "\n" + `  --header 'X: 1' \` + "\n" + `  --header "accept: $B" \` + "\n" + `  --header 'ACCEPT: c'`,
			"Python":     `"Accept": f"a, {os.environ['B']}, c",` + "\n" + `        "X": "1",`,
			"JavaScript": "\"Accept\": `a, ${process.env.B}, c`,\n    \"X\": \"1\",",
		}[l.Name]
		if code := r.In(l).Code; !strings.Contains(code, want) {
			t.Errorf("%s: %s\nwant in it %s", l.Name, code, want)
		}
	}
}
