package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// folder creates a folder with two collections of five requests over plain
// HTTP each, an environment, and a file that is not JSON.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	var items []string
	for i := range 5 {
		items = append(items, fmt.Sprintf(`{"name": "%d", "request": "http://api%d.example.com/{{id}}"}`, i, i))
	}
	for name, text := range map[string]string{
		"a.json":                      `{"info": {"name": "A", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [` + strings.Join(items, ",\n") + `]}`,
		"b/b.postman_collection.json": `{"info": {"name": "B", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [` + strings.Join(items, ",\n") + `]}`,
		"e.json":                      `{"name": "E", "values": []}`,
		"bad.json":                    `{`,
		"note.txt":                    `{`,
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func output(t *testing.T, dir, only string, size int) string {
	t.Helper()
	var b strings.Builder
	if err := run(&b, []string{dir}, only, size); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestSample: a sample is spread over files, has the requested size, and is
// the same wherever the folder is.
func TestSample(t *testing.T) {
	first, second := folder(t), folder(t)
	got := output(t, first, "url-plain-http", 4)
	if !strings.Contains(got, "== url-plain-http: 10 findings in 2 files, 4 shown") ||
		strings.Count(got, "a.json:") != 2 || strings.Count(got, "b.postman_collection.json:") != 2 {
		t.Error(got)
	}
	if other := strings.ReplaceAll(output(t, second, "url-plain-http", 4), second, first); other != got {
		t.Errorf("in another folder the sample is\n%s\nnot\n%s", other, got)
	}
	if all := output(t, first, "url-plain-http", -1); strings.Count(all, "[url-plain-http]") != 10 {
		t.Error(all)
	}
}

// TestTable: findings and files are counted without environments, and once
// more with an empty environment if that makes a difference.
func TestTable(t *testing.T) {
	got := output(t, folder(t), "", 1)
	for _, want := range []string{"3 files\n", "json-syntax", "variable-undefined, with an empty environment"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	for line := range strings.Lines(got) {
		if fields := strings.Fields(line); len(fields) == 4 && fields[0] == "url-plain-http" && strings.Join(fields[1:], " ") != "warning 10 2" {
			t.Error(line)
		}
	}
}

func TestMistakes(t *testing.T) {
	for _, r := range []struct{ folder, rule string }{{t.TempDir(), ""}, {"missing", ""}, {folder(t), "url-plain"}} {
		if err := run(&strings.Builder{}, []string{r.folder}, r.rule, 1); err == nil {
			t.Errorf("%v is no error", r)
		}
	}
}
