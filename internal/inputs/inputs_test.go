package inputs_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/inputs"
)

func TestExpand(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"b.json", "a.json", "x/c.postman_collection.json", "x/y/d.postman_collection.json", "x/.git/e.postman_collection.json", "x/node_modules/f.postman_collection.json", "x/other.json", "odd[1].json"} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ arguments, want string }{
		{"b.json a.json b.json", "b.json a.json"},
		{"x", "x/c.postman_collection.json x/y/d.postman_collection.json"},
		{"*.json", "a.json b.json odd[1].json"},
		{"x/**/d.*", "x/y/d.postman_collection.json"},
		{"{b,a}.json -", "a.json b.json -"},
		{"odd[1].json", "odd[1].json"}, // a file of that name goes before a pattern
		{"x/.git", "x/.git/e.postman_collection.json"},
	} {
		files, err := inputs.Expand(strings.Fields(c.arguments))
		for i := range files {
			files[i] = filepath.ToSlash(files[i])
		}
		if err != nil || !slices.Equal(files, strings.Fields(c.want)) {
			t.Errorf("%s gives %q, %v; want %s", c.arguments, files, err, c.want)
		}
	}
	for argument, want := range map[string]string{
		"absent.json": "there is no such file",
		"*.yaml":      "no file matches",
		"[":           "the pattern [ is not right",
	} {
		if _, err := inputs.Expand([]string{argument}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", argument, err, want)
		}
	}
}

func TestRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(path, []byte("text"), 0o644); err != nil {
		t.Fatal(err)
	}
	if text, err := inputs.Read(path, nil); err != nil || text != "text" {
		t.Errorf("%q, %v", text, err)
	}
	if text, err := inputs.Read("-", strings.NewReader("in")); err != nil || text != "in" {
		t.Errorf("%q, %v", text, err)
	}
	if _, err := inputs.Read(filepath.Dir(path), nil); err == nil || !strings.Contains(err.Error(), "it is a folder") {
		t.Error(err)
	}
}

// TestReadLarge: a file for which memory is prepared is read like any other.
func TestReadLarge(t *testing.T) {
	path := filepath.Join(t.TempDir(), "large")
	want := strings.Repeat("0123456789abcde\n", 9<<16)
	if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if text, err := inputs.Read(path, nil); err != nil || text != want {
			t.Errorf("%d bytes of %d, %v", len(text), len(want), err)
		}
	}
}
