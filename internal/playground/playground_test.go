package playground

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rules"
	v3 "github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/testkit"
)

const (
	head      = `{"info": {"name": "Clinic", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [`
	withMarks = `{"name": "Get 🩺 patients", "request": {"method": "GET", "url": "http://example.com/patients", "header": [{"key": "é 🩺", "value": "x"}]}}`
)

// zipped returns a zip of files, in pairs of path and text.
func zipped(t *testing.T, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		into, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := into.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// open returns a session with files open, in pairs of path and text, and what it says.
func open(t *testing.T, files ...string) (*Session, Opened) {
	t.Helper()
	s := &Session{}
	var list []File
	for i := 0; i < len(files); i += 2 {
		list = append(list, File{files[i], files[i+1]})
	}
	opened, err := s.Open(list)
	if err != nil {
		t.Fatal(err)
	}
	return s, opened
}

func (s *Session) mustReport(t *testing.T, id int, c Choice) *Report {
	t.Helper()
	r, err := s.Report(id, c)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var alone = Choice{Environment: NoEntry}

// TestOpen: files become entries by what they are, alone, in folders and in zips.
func TestOpen(t *testing.T) {
	const environment = `{"name": "E", "values": []}`
	for _, test := range []struct {
		name  string
		files []string
		want  string // name, kind and files of each entry
		left  string
	}{
		{"one collection", []string{"c.json", head + "]}"}, "c.json=collection:c.json", ""},
		{"not JSON", []string{"notes.txt", "{"}, "notes.txt=unknown:notes.txt", ""},
		{
			"a folder",
			[]string{"f/a.json", head + "]}", "f/e.json", environment, "f/package.json", "{}", "f/x.postman_collection.json", "{", "f/readme.md", "Hi"},
			"f/a.json=collection:a.json f/e.json=environment:e.json f/x.postman_collection.json=unknown:x.postman_collection.json", "f/package.json f/readme.md",
		},
		{
			"v3",
			[]string{"r/postman/collections/API/F/x.request.yaml", "a: 1", "r/postman/collections/API/.resources/definition.yaml", "name: API", "r/postman/environments/e.environment.yaml", "name: e"},
			"r/postman/collections/API=v3 collection:.resources/definition.yaml,F/x.request.yaml r/postman/environments/e.environment.yaml=v3 environment:e.environment.yaml", "",
		},
		{
			"two collections in v3",
			[]string{"postman/collections/A/x.request.yaml", "", "postman/collections/B/y.request.yaml", ""},
			"postman/collections/A=v3 collection:x.request.yaml postman/collections/B=v3 collection:y.request.yaml", "",
		},
		{"a request at the top", []string{"x.request.yaml", ""}, "collection=v3 collection:x.request.yaml", ""},
		{
			"a zip",
			[]string{"all.zip", zipped(t, "API/x.request.yaml", "a: 1", "__MACOSX/API/._x.request.yaml", "", "c.json", head+"]}", "picture.png", "x")},
			"API=v3 collection:x.request.yaml c.json=collection:c.json", "",
		},
		{"a path that leads out", []string{"z.zip", zipped(t, "../../c.json", head+"]}")}, "c.json=collection:c.json", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, opened := open(t, test.files...)
			var got []string
			for i, e := range opened.Entries {
				if e.ID != i {
					t.Errorf("entry %d has the ID %d", i, e.ID)
				}
				got = append(got, e.Name+"="+string(e.Kind)+":"+strings.Join(e.Files, ","))
			}
			if text := strings.Join(got, " "); text != test.want {
				t.Errorf("got  %s\nwant %s", text, test.want)
			}
			if left := strings.Join(opened.Left, " "); left != test.left {
				t.Errorf("left %q, want %q", left, test.left)
			}
		})
	}
}

// TestOpenMore: files opened later get IDs of their own, and only they are
// answered.
func TestOpenMore(t *testing.T) {
	s, _ := open(t, "a.json", head+"]}")
	more, err := s.Open([]File{{"b.json", head + "]}"}})
	if err != nil || len(more.Entries) != 1 || more.Entries[0].ID != 1 || more.Entries[0].Name != "b.json" {
		t.Errorf("%+v, %v", more, err)
	}
}

func TestOpenBrokenZip(t *testing.T) {
	s := &Session{}
	if opened, err := s.Open([]File{{"a.zip", "PK\x03\x04"}}); err == nil {
		t.Errorf("opened %+v", opened)
	}
}

// TestPlaces: a finding's place is where JavaScript finds its text, among characters
// of every size, on one line and on many.
func TestPlaces(t *testing.T) {
	for name, text := range map[string]string{
		"one line":   head + withMarks + "]}",
		"many lines": strings.ReplaceAll(head+withMarks+"]}", ", ", ",\r\n"),
		"a mark":     "\uFEFF" + head + withMarks + "]}",
	} {
		s, _ := open(t, "c.json", text)
		lines := strings.Split(text, "\n")
		var marked []string
		for _, f := range s.mustReport(t, 0, alone).Findings {
			if f.Line == f.EndLine {
				line := utf16.Encode([]rune(lines[f.Line-1]))
				marked = append(marked, f.Rule+" "+string(utf16.Decode(line[f.Column:f.EndColumn])))
			}
		}
		for _, want := range []string{`url-plain-http "http://example.com/patients"`, `header-invalid "é 🩺"`} {
			if !slices.Contains(marked, want) {
				t.Errorf("%s: marked %q, want %q", name, marked, want)
			}
		}
	}
}

// TestFix: fixes apply to one finding, one rule or all rules, and each can be
// undone.
func TestFix(t *testing.T) {
	text := head + `{"name": "A", "request": {"method": "GET", "url": "https://example.com/a", "header": [{"key": "X", "value": "1"}]},
		"event": [{"listen": "test", "script": {"exec": ["postman.setGlobalVariable('g', 'b');", "postman.setEnvironmentVariable('a', 'b');"]}}]}]}`
	s, _ := open(t, "c.json", text)
	fixable := func() []int {
		var all []int
		for i, f := range s.mustReport(t, 0, alone).Findings {
			if f.Fixable {
				all = append(all, i)
			}
		}
		return all
	}
	before := fixable()
	if len(before) < 2 {
		t.Fatalf("%d findings can be fixed, want two at least: %+v", len(before), s.entries[0].found)
	}
	if err := s.Fix(0, before[0]); err != nil {
		t.Fatal(err)
	}
	if after := fixable(); len(after) != len(before)-1 {
		t.Errorf("%d findings left after one of %d was fixed", len(after), len(before))
	}
	if n, err := s.FixAll(0, alone, "no-such-rule"); n != 0 || err != nil {
		t.Errorf("fixed %d of no rule, %v", n, err)
	}
	if n, err := s.FixAll(0, alone, ""); n == 0 || err != nil {
		t.Errorf("fixed %d, %v", n, err)
	}
	if left := fixable(); len(left) > 0 {
		t.Errorf("left %v", left)
	}
	for range 2 {
		if e, _ := s.Entry(0); !e.Undo {
			t.Error("nothing to take back")
		}
		if err := s.Undo(0); err != nil {
			t.Fatal(err)
		}
	}
	if got, _ := s.Text(0, "c.json"); got != text {
		t.Errorf("taken back, the text is %q", got)
	}
	if e, _ := s.Entry(0); e.Undo {
		t.Error("there is more to take back")
	}
}

// TestSecret: only the text itself shows a secret, and its fix moves it into
// the chosen environment.
func TestSecret(t *testing.T) {
	const token = "hV7-qTz0pWk8Zt7kKx93jfLsaQ2m"
	text := head + `{"name": "A", "request": {"method": "GET", "url": "https://example.com/a", "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "` + token + `", "type": "string"}]}}}]}`
	s, _ := open(t, "c.json", text, "e.json", `{"name": "E", "values": []}`, "later.json", strings.ReplaceAll(text, "hV7-q", "hV8-q"))
	with := `{"id": 0, "other": 2, "choice": {"environment": 1}}`
	for _, command := range []string{"report", "docs", "diff"} {
		answer, page := s.Do(command, with, nil)
		if strings.Contains(string(answer), `"error"`) && !strings.Contains(string(answer), `"severity"`) {
			t.Errorf("%s: %s", command, answer)
		}
		for _, secret := range []string{token[4:], "kKx93jfLs"} {
			if strings.Contains(string(answer)+page, secret) {
				t.Errorf("%s shows the secret", command)
			}
		}
	}
	choice := Choice{Environment: 1}
	i := slices.IndexFunc(s.mustReport(t, 0, choice).Findings, func(f Finding) bool { return f.Rule == "secret" && f.Fixable })
	if i < 0 {
		t.Fatalf("the secret is not found: %+v", s.entries[0].found)
	}
	if err := s.Fix(0, i); err != nil {
		t.Fatal(err)
	}
	collection, _ := s.Text(0, "c.json")
	environment, _ := s.Text(1, "e.json")
	if strings.Contains(collection, token) || !strings.Contains(environment, token) {
		t.Errorf("the secret is in the wrong file:\n%s\n%s", collection, environment)
	}
}

// TestConvert: an entry converts to the other format and back, and losses are
// reported.
func TestConvert(t *testing.T) {
	name := "corpus/newman/echo-v2.postman_collection.json"
	s, _ := open(t, name, testkit.Read(t, name), "e.json", `{"name": "E", "values": [{"key": "a", "value": "b"}]}`)
	there, err := s.Convert(0)
	if err != nil || there.Entry.Kind != Folder || len(there.Entry.Files) < 20 || !slices.Contains(there.Entry.Files, ".resources/definition.yaml") {
		t.Fatalf("%+v, %v", there, err)
	}
	if r := s.mustReport(t, there.Entry.ID, alone); !r.Valid || len(r.Findings) == 0 {
		t.Errorf("valid: %v, %d findings", r.Valid, len(r.Findings))
	}
	if err := s.Format(there.Entry.ID); err != nil {
		t.Error(err)
	}
	back, err := s.Convert(there.Entry.ID)
	if err != nil || back.Entry.Kind != Collection || back.Entry.Name != there.Entry.Name+".postman_collection.json" {
		t.Fatalf("%+v, %v", back, err)
	}
	if changes, err := s.Diff(0, back.Entry.ID); err != nil || strings.Contains(changes.Summary, "removed") || strings.Contains(changes.Summary, "added") {
		t.Errorf("there and back, %s, %v", changes.Summary, err)
	}
	environment, err := s.Convert(1)
	if err != nil || environment.Entry.Kind != Values {
		t.Fatalf("%+v, %v", environment, err)
	}
	if back, err = s.Convert(environment.Entry.ID); err != nil || back.Entry.Kind != Environment || back.Entry.Name != "E.postman_environment.json" {
		t.Errorf("%+v, %v", back, err)
	}
}

// TestFormatFiles: formatting keeps comments and can be undone.
func TestFormatFiles(t *testing.T) {
	const text = "# why\n$kind:   http-request\nname: 'Get'\nmethod: GET\nurl: https://example.com\n"
	s, _ := open(t, "API/Get.request.yaml", text)
	if err := s.Format(0); err != nil {
		t.Fatal(err)
	}
	if got, _ := s.Text(0, "Get.request.yaml"); got == text || !strings.HasPrefix(got, "# why\n$kind: http-request\n") {
		t.Errorf("formatted:\n%s", got)
	}
	if err := s.Undo(0); err != nil {
		t.Fatal(err)
	}
	if got, _ := s.Text(0, "Get.request.yaml"); got != text {
		t.Errorf("taken back:\n%s", got)
	}
}

// TestWords: the page's texts name buttons, not command-line flags.
func TestWords(t *testing.T) {
	linted := 0
	for _, one := range rules.All() {
		if one.Bad.YAML || one.Bad.Template || one.Bad.Contract {
			continue
		}
		s, _ := open(t, "c.json", one.Bad.Text())
		for _, f := range s.mustReport(t, 0, Choice{Profile: lint.Docs, Environment: NoEntry}).Findings {
			linted++
			if strings.Contains(f.Message+f.Help, "--") {
				t.Errorf("%s says %q, %q", f.Rule, f.Message, f.Help)
			}
		}
	}
	if linted < 50 {
		t.Errorf("only %d findings", linted)
	}
}

// TestDo: every command answers with JSON, even for invalid arguments.
func TestDo(t *testing.T) {
	for _, command := range []string{"open", "text", "set", "report", "fix", "fix all", "format", "undo", "diff", "docs", "download", "convert", "warm", "nonsense"} {
		for _, argument := range []string{"", "[]", `{"id": -1}`, `{"id": 1000, "file": "x"}`, `{"id": 0, "index": 99, "rule": "x", "choice": {"profile": "x", "environment": 99}}`} {
			s, _ := open(t, "c.json", head, "d.json", `[1]`, "x.request.yaml", "a: [")
			answer, _ := s.Do(command, argument, nil)
			var object map[string]any
			if err := json.Unmarshal(answer, &object); err != nil {
				t.Errorf("%s %s: %s, %v", command, argument, answer, err)
			}
		}
	}
}

// TestRealCollections: the page shows what the linter finds in real
// collections.
func TestRealCollections(t *testing.T) {
	name := "corpus/adobe/schema-registry-api.postman_collection.json"
	s, opened := open(t, name, testkit.Read(t, name))
	if opened.Entries[0].Kind != Collection {
		t.Fatalf("%+v", opened)
	}
	r := s.mustReport(t, 0, Choice{Profile: lint.Docs, Environment: NoEntry})
	if len(r.Findings) < 50 || !r.Valid || len(r.Why) < 5 {
		t.Errorf("%d findings by %d rules, valid: %v", len(r.Findings), len(r.Why), r.Valid)
	}
	if err := s.Format(0); err != nil {
		t.Fatal(err)
	}
	if again := s.mustReport(t, 0, Choice{Profile: lint.Docs, Environment: NoEntry}); len(again.Findings) != len(r.Findings) {
		t.Errorf("formatted, there are %d findings, %d before", len(again.Findings), len(r.Findings))
	}
	page, err := s.Docs(0, NoEntry)
	if err != nil || !strings.Contains(page.HTML, "Schema Registry") {
		t.Errorf("%.200s, %v", page.HTML, err)
	}
}

// TestFixFolder: files in format v3 are fixed in place, one finding or all,
// and a secret moves into an environment in that format.
func TestFixFolder(t *testing.T) {
	const definition, request = "C/.resources/definition.yaml", "C/Get.request.yaml"
	s, _ := open(t,
		definition, "$kind: collection\nname: C # ours\n",
		request, "$kind: http-request\nurl: https://example.com/a # a\nheader:\n  A: b\nauth:\n  type: bearer\n  credentials:\n    token: hV7-qTz0pWk8Zt7kKx93jfLsaQ2m\nscripts:\n  - type: test\n    code: ok()\n",
		"E.environment.yaml", "name: E # the team's\nvalues:\n  - key: 'a'\n    value: 'b'\n")
	folder, environment := 0, 1
	if s.entries[0].Kind != Folder {
		folder, environment = 1, 0
	}
	choice := Choice{Environment: environment}
	i := slices.IndexFunc(s.mustReport(t, folder, choice).Findings, func(f Finding) bool { return f.Rule == v3.RuleUnknownField && f.Fixable })
	if i < 0 {
		t.Fatalf("the unknown field cannot be fixed: %+v", s.entries[folder].found)
	}
	if err := s.Fix(folder, i); err != nil {
		t.Fatal(err)
	}
	text := func() string {
		for _, f := range s.entries[folder].files {
			if strings.HasSuffix(f.Path, "Get.request.yaml") {
				return f.Text
			}
		}
		return ""
	}
	if got := text(); !strings.Contains(got, "\nheaders:\n  A: b\n") || !strings.Contains(got, "type: test") || !strings.Contains(got, "# a\n") {
		t.Errorf("after one repair the file is\n%s", got)
	}
	if n, err := s.FixAll(folder, choice, ""); n < 2 || err != nil {
		t.Errorf("fixed %d, %v", n, err)
	}
	if got := text(); !strings.Contains(got, "type: afterResponse") || strings.Contains(got, "hV7-q") {
		t.Errorf("after all repairs the file is\n%s", got)
	}
	if got := s.entries[environment].files[0].Text; !strings.HasPrefix(got, "name: E # the team's\n") || !strings.Contains(got, "value: 'hV7-qTz0pWk8Zt7kKx93jfLsaQ2m'") {
		t.Errorf("the environment is\n%s", got)
	}
}
