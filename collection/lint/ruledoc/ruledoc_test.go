package ruledoc_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/lint/ruledoc"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/internal/testkit"
)

// TestPage: docs/rules.md is what the rules say.
func TestPage(t *testing.T) {
	testkit.Golden(t, "../../../docs/rules.md", ruledoc.Page(rules.All()))
}

func TestText(t *testing.T) {
	for _, r := range rules.All() {
		text := ruledoc.Text(r)
		for line := range strings.Lines(text) {
			if len(line) > 81 && !strings.HasPrefix(line, "    ") {
				t.Errorf("%s: a long line: %s", r.Name, line)
			}
		}
		if !strings.Contains(ruledoc.List(rules.All()), r.Name) {
			t.Errorf("%s is not in the list", r.Name)
		}
	}
}
