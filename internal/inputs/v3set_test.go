package inputs

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/v3"
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

// TestV3SetSparing: a collection whose texts are not kept is read as one whose texts are,
// also through links. A file that changes while texts may be asked for is an error then.
func TestV3SetSparing(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "C")
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const sent = "$kind: http-request\nurl: https://a.example\n"
	write(".resources/definition.yaml", "$kind: collection\nname: N\n")
	write("a.request.yaml", sent)
	write("F/b.request.yaml", sent)
	write("F/c.request.yaml", strings.Repeat("# long\n", 10_000)+sent)
	_ = os.Symlink("a.request.yaml", filepath.Join(folder, "d.request.yaml"))
	read := func(sparing bool) (*V3, *v3.Result) {
		t.Helper()
		c, r, err := (&V3Set{Sparing: sparing}).Read(folder)
		if err != nil {
			t.Fatal(err)
		}
		return c, r
	}
	c, got := read(true)
	_, want := read(false)
	if got.Document.Text() != want.Document.Text() || !slices.EqualFunc(got.Files, want.Files, func(a, b *v3.Source) bool { return a.Path == b.Path && a.Text() == b.Text() }) {
		t.Error("what is read differs")
	}
	if slices.ContainsFunc(c.Files, func(f v3.File) bool { return f.Text != "" }) || got.Err() != nil {
		t.Errorf("texts are kept, or the error is %v", got.Err())
	}
	_, got = read(true)
	write("F/b.request.yaml", sent+"order: 5\n")
	if err := os.Remove(filepath.Join(folder, "a.request.yaml")); err != nil {
		t.Fatal(err)
	}
	of := func(name string) *v3.Source {
		return got.Files[slices.IndexFunc(got.Files, func(s *v3.Source) bool { return s.Path == name })]
	}
	of("a.request.yaml").Text()
	if err := got.Err(); err == nil || !strings.Contains(err.Error(), "there is no such file") {
		t.Errorf("without the file, the error is %v", err)
	}
	of("F/b.request.yaml").Text()
	var changed *v3.ChangedError
	if err := got.Err(); !errors.As(err, &changed) || changed.File != "F/b.request.yaml" {
		t.Errorf("for a changed file, the error is %v", err)
	}
}
