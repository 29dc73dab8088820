package report_test

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/testkit"
)

func file(t *testing.T, path, text string, mark ...string) report.File {
	t.Helper()
	d, err := jsontree.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	var all []diagnostic.Diagnostic
	severities := diagnostic.Severities()
	for i, m := range mark {
		start := strings.Index(text, m)
		found := diagnostic.At(d, start, start+len(m), "schema", severities[i%3], "about "+m)
		if i%2 == 0 {
			found.Help = "what to do about it"
		}
		all = append(all, found)
	}
	if len(all) > 0 {
		all[0].Fix = []jsontree.Edit{{Start: all[0].Start, End: all[0].End, Text: `"new"`}}
		all[0].Fixable = true
	}
	return report.OfDocument(path, d, all)
}

func files(t *testing.T) []report.File {
	long := `{"a": "` + strings.Repeat("0123456789", 30) + `", "here": 1, "b": "` + strings.Repeat("9876543210", 30) + `"}`
	return []report.File{
		file(t, "clinic.json", "\uFEFF{\r\n\t\"é\": \"oath2\",\r\n\t\"password\": \"hunter2-hunter2\", \"x\": 5\r\n}", `"oath2"`, `5`),
		file(t, "minified.json", long, `"here"`, `{`, `}`),
		file(t, "many\nlines\x1b[31m.json", "{\"a\": [\n1,\n2]}", "[\n1,\n2]"),
		file(t, "good.json", "{}"),
	}
}

var options = report.Options{Version: "1.2.3", Fixer: "postwright lint --fix", Rules: []report.Rule{{
	Name: "schema", Category: "Structure", Severity: diagnostic.Error,
	Finds: "any `violation`. One each.", Why: "It matters.", Fix: "Writes it anew.",
}}}

func TestFormats(t *testing.T) {
	for _, c := range []struct {
		golden, format string
		options        report.Options
	}{
		{"plain.txt", "text", report.Options{}},
		{"color.txt", "text", report.Options{Color: true}},
		{"report.json", "json", report.Options{}},
		{"report.sarif", "sarif", options},
		{"report.xml", "junit", options},
		{"github.txt", "github", options},
	} {
		var b strings.Builder
		if err := report.Print(&b, c.format, files(t), c.options); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), "hunter2") || strings.Contains(b.String(), "\x1b[31m.") {
			t.Errorf("%s shows a secret or a control sequence", c.golden)
		}
		testkit.Golden(t, filepath.Join("testdata", c.golden), b.String())
	}
	if err := report.Print(&strings.Builder{}, "xml", nil, report.Options{}); err == nil {
		t.Error("an unknown format is printed")
	}
}

func TestJSONOfNothing(t *testing.T) {
	var b strings.Builder
	if err := report.Print(&b, "json", nil, report.Options{}); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(b.String()), &got); err != nil {
		t.Fatal(err)
	}
	if list, ok := got["diagnostics"].([]any); !ok || len(list) != 0 {
		t.Errorf("diagnostics is %v, want an empty list", got["diagnostics"])
	}
}

// TestSARIFSchema: every report is SARIF by the standard's own schema, which
// go-sarif brings. It judges what it has read, so that nothing of the report may
// be lost in reading.
func TestSARIFSchema(t *testing.T) {
	for _, all := range [][]report.File{nil, files(t), {file(t, "/abs/ä b#?.json", `{"a": 1}`, `1`)}} {
		var b strings.Builder
		if err := report.Print(&b, "sarif", all, options); err != nil {
			t.Fatal(err)
		}
		parsed, err := sarif.FromString(b.String(), sarif.WithStrictValidation())
		if err != nil {
			t.Fatal(err)
		}
		again, err := json.Marshal(parsed)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(value(t, string(again)), value(t, b.String())) {
			t.Error("go-sarif does not read the whole report")
		}
		if err := parsed.Validate(); err != nil {
			t.Error(err)
		}
		parsed.Runs[0].WithColumnKind("bytes")
		if err := parsed.Validate(); err == nil {
			t.Error("the schema allows what the standard does not")
		}
	}
}

func value(t *testing.T, text string) (v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// TestJUnitReads: the report is XML whatever the names are.
func TestJUnitReads(t *testing.T) {
	var b strings.Builder
	if err := report.Print(&b, "junit", files(t), options); err != nil {
		t.Fatal(err)
	}
	var suites struct {
		Failures int `xml:"failures,attr"`
		Suites   []struct {
			Cases []struct {
				Failure *struct{} `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal([]byte(b.String()), &suites); err != nil {
		t.Fatal(err)
	}
	failures := 0
	for _, s := range suites.Suites {
		for _, c := range s.Cases {
			if c.Failure != nil {
				failures++
			}
		}
	}
	if failures == 0 || failures != suites.Failures {
		t.Errorf("%d failures, %d announced", failures, suites.Failures)
	}
}

// TestKept: of a file that is reported a stream keeps no text.
func TestKept(t *testing.T) {
	const size = 1 << 18
	for _, format := range report.Formats() {
		stream, err := report.NewStream(io.Discard, format, report.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		for range 16 {
			d := testkit.Parse(t, `{"a": "`+strings.Repeat("x y ", size/4)+`"}`)
			found := []diagnostic.Diagnostic{diagnostic.On(d.Root().Get("a"), "any", diagnostic.Error, "here")}
			if err := stream.File(report.OfDocument("large.json", d, found)); err != nil {
				t.Fatal(err)
			}
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		if kept := int64(after.HeapAlloc) - int64(before.HeapAlloc); kept > 4*size {
			t.Errorf("%s keeps %d bytes", format, kept)
		}
		runtime.KeepAlive(stream)
	}
}

// TestNothingPrivate looks for secrets and personal data in every format, where
// another finding shows their line.
func TestNothingPrivate(t *testing.T) {
	body := `{"first_name": "Marguerite", "last_name": "Oyelaran", "date_of_birth": "1961-04-17", "ssn": "219-56-0211"}`
	text := `{"item": [{"name": "A", "request": {"url": "https://a.example", "header": [{"key": "X-Api-Key", "value": "hunter2-hunter2"}], "body": {"mode": "raw", "raw": ` + jsontree.Quote(body) + `}}}]}`
	d, err := jsontree.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	var found []diagnostic.Diagnostic
	for n := range d.Root().Descendants() {
		found = append(found, diagnostic.On(n, "any", diagnostic.Error, "here"))
	}
	for _, format := range report.Formats() {
		var b strings.Builder
		if err := report.Print(&b, format, []report.File{report.OfDocument("a.json", d, found)}, report.Options{}); err != nil {
			t.Fatal(err)
		}
		for _, private := range []string{"hunter2", "Marguerite", "Oyelaran", "1961-04", "219-56"} {
			if strings.Contains(b.String(), private) {
				t.Errorf("%s shows %s", format, private)
			}
		}
	}
}

// TestYAMLShowsNoSecret: in whatever order findings come, the lines that are shown
// around them hold no secret.
func TestYAMLShowsNoSecret(t *testing.T) {
	const text = "first:\n  clientSecret: hunter2-hunter2\n  password: hunter2-hunter2\n\nlast:\n  token: hunter2-hunter2"
	at := func(word string) diagnostic.Diagnostic {
		start := strings.Index(text, word)
		return diagnostic.Diagnostic{Start: start, End: start + len(word), Severity: diagnostic.Error, Message: "m"}
	}
	found := []diagnostic.Diagnostic{at("token"), at("password"), at("clientSecret"), at("password"), {Start: len(text), End: len(text), Severity: diagnostic.Error}}
	var b strings.Builder
	if err := report.Text(&b, []report.File{report.OfYAML("f.yaml", text, found)}, report.Options{}); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(b.String(), "hu***********r2"); got != len(found) || strings.Contains(b.String(), "hunter2") {
		t.Errorf("%d of %d lines are masked:\n%s", got, len(found), &b)
	}
}
