package inputs

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/postwright/postwright/internal/testkit"
)

// TestSameNames: files of one name in different folders each have their own text.
func TestSameNames(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "C")
	names := []string{".resources/definition.yaml", "definition.yaml", "A/B/a.request.yaml", "A/a.request.yaml", "a.request.yaml"}
	for i := range 40 {
		name := fmt.Sprintf("F%02d.request.yaml", i)
		names = append(names, fmt.Sprintf("F%02d/%s", i, name), name) // read one after the other
	}
	for _, name := range names {
		testkit.WriteBelow(t, folder, name, "$kind: collection # "+name)
	}
	read, err := ReadV3(folder)
	if err != nil {
		t.Fatal(err)
	}
	var set V3Set
	_, result, err := set.Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	texts := result.Texts()
	count := 0
	for _, f := range read.Files {
		if f.Text == "" {
			continue
		}
		if count++; f.Text != "$kind: collection # "+f.Path || texts[f.Path] != f.Text {
			t.Errorf("%s is read as %q and %q", f.Path, f.Text, texts[f.Path])
		}
	}
	if count != len(names) {
		t.Errorf("%d files have a text", count)
	}
}
