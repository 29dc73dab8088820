package report_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/report"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func file(t *testing.T, path, text string, mark ...string) report.File {
	t.Helper()
	d, err := collection.Parse(text)
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

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (run with -update and look at the difference)\n%s", path, got)
	}
}

func TestFormats(t *testing.T) {
	for _, c := range []struct {
		golden, format string
		options        report.Options
	}{
		{"plain.txt", "text", report.Options{}},
		{"color.txt", "text", report.Options{Color: true}},
		{"report.json", "json", report.Options{}},
	} {
		var b strings.Builder
		if err := report.Print(&b, c.format, files(t), c.options); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), "hunter2") || strings.Contains(b.String(), "\x1b[31m.") {
			t.Errorf("%s shows a secret or a control sequence", c.golden)
		}
		golden(t, c.golden, b.String())
	}
	if err := report.Print(&strings.Builder{}, "xml", nil, report.Options{}); err == nil {
		t.Error("an unknown format is printed")
	}
}

func TestJSONOfNothing(t *testing.T) {
	var b strings.Builder
	if err := report.JSON(&b, nil, report.Options{}); err != nil {
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
