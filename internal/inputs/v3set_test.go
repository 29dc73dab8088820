package inputs

import (
	"os"
	"path/filepath"
	"testing"
)

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
