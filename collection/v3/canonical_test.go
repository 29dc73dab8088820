package v3_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/format"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/collection/yamltree"
	"github.com/postwright/postwright/internal/testkit"
)

// TestCanonical: a formatted collection is the same collection, and what Postman wrote
// changes only in strings.
func TestCanonical(t *testing.T) {
	formatted, changed := 0, 0
	for _, folder := range testkit.V3Folders(t) {
		var before, after []v3.File
		for _, f := range testkit.Below(t, folder) {
			file := v3.File{Path: f.Name, Text: f.Text}
			before = append(before, file)
			tree, failed := yamltree.Parse(f.Text)
			if !v3.IsFile(f.Name) || failed != nil {
				after = append(after, file)
				continue
			}
			text, ok := v3.Canonical(f.Name, tree)
			if !ok && strings.TrimSpace(f.Text) != "" {
				t.Errorf("%s: %s is not formatted", folder, f.Name)
			}
			formatted++
			if text != f.Text && strings.Contains(folder, "migrated") && !strings.Contains(text, ": |") && !strings.Contains(f.Text, "\n  ") && !strings.Contains(f.Text, "\t") {
				t.Errorf("%s: %s changes:\n%s", folder, f.Name, testkit.Diff(f.Text, text))
			}
			if text != f.Text {
				changed++
			}
			after = append(after, v3.File{Path: f.Name, Text: text})
		}
		name := filepath.Base(folder)
		if a, b := format.Canonical(v3.Read(name, before).Document), format.Canonical(v3.Read(name, after).Document); a != b {
			t.Errorf("%s is another collection when it is formatted:\n%s", folder, testkit.Diff(a, b))
		}
	}
	t.Logf("%d files, %d of them changed", formatted, changed)
	if formatted < 100 {
		t.Errorf("only %d files", formatted)
	}
}
