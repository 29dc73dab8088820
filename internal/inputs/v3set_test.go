package inputs

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

// TestV3SetExpand: a set finds what is found without, and the first collection that it
// finds is read as without.
func TestV3SetExpand(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{
		"postman/collections/A/.resources/definition.yaml", "postman/collections/A/a.request.yaml", "postman/collections/A/F/b.request.yaml",
		"postman/collections/A/F/c.postman_collection.json", "postman/collections/A/.h/d.postman_collection.json", "postman/collections/A/F/.h/i/e.postman_collection.json",
		"postman/collections/A/.postman/resources.yaml", "postman/collections/A/x/postman/environments/e.environment.yaml", "postman/collections/A/x/e.environment.yaml",
		"postman/collections/A/node_modules/f.request.yaml", "postman/collections/B/F/g.request.yaml", "postman/collections/B/h.postman_collection.json", ".postman/resources.yaml",
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("$kind: http-request\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	_ = os.Symlink("F", "postman/collections/A/link")
	for _, arguments := range [][]string{{"."}, {"postman"}, {"postman/collections/A"}, {"postman/collections/B", "."}, {"./postman/collections/A/", "postman/collections/A"}} {
		want, err := ExpandV3(arguments)
		if err != nil {
			t.Fatal(err)
		}
		var set V3Set
		got, err := set.Expand(arguments)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q gives %q, %v; want %q", arguments, got, err, want)
		}
		if set.found == nil {
			t.Errorf("%q: the set knows no collection", arguments)
		}
		for range 2 {
			for _, path := range got {
				if !IsFolder(path) {
					continue
				}
				one, _, err := set.Read(path)
				other, otherErr := ReadV3(path)
				if err != nil || otherErr != nil || !reflect.DeepEqual(one.Files, other.Files) || !slices.Equal(one.Links, other.Links) {
					t.Errorf("%s is read as %v, %v; want %v, %v", path, one, err, other, otherErr)
				}
			}
		}
	}
}

// TestV3Set: a collection is read once for all of its files, however they are called, and
// each file is the one that was named.
func TestV3Set(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "C")
	for name, text := range map[string]string{
		".resources/definition.yaml": "$kind: collection\n",
		"a.request.yaml":             "$kind: http-request\nurl: a\n",
		"F/b.request.yaml":           "$kind: http-request\nurl: b\n",
	} {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(folder)
	var set V3Set
	first, one, err := set.Read(filepath.Join(folder, "a.request.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	second, other, err := set.Read(filepath.Join("F", "b.request.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if one != other {
		t.Error("the collection was read twice")
	}
	if first.Only != "a.request.yaml" || second.Only != "F/b.request.yaml" {
		t.Errorf("%q and %q were named", first.Only, second.Only)
	}
	whole, all, err := set.Read(folder)
	if err != nil || whole.Only != "" || len(all.Files) != 3 {
		t.Errorf("%v: the folder has %d files, and only %q was named", err, len(all.Files), whole.Only)
	}
}
