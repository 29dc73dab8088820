package manual_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/lint/manual"
	"github.com/postwright/postwright/collection/lint/rules"
)

var update = flag.Bool("update", false, "write docs/rules.md")

// TestPage: docs/rules.md is what the rules say.
func TestPage(t *testing.T) {
	const path = "../../../docs/rules.md"
	want := manual.Page(rules.All())
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("docs/rules.md is stale; run go test ./collection/lint/manual -update")
	}
}

func TestText(t *testing.T) {
	for _, r := range rules.All() {
		text := manual.Text(r)
		for line := range strings.Lines(text) {
			if len(line) > 81 && !strings.HasPrefix(line, "    ") {
				t.Errorf("%s: a long line: %s", r.Name, line)
			}
		}
		if !strings.Contains(manual.List(rules.All()), r.Name) {
			t.Errorf("%s is not in the list", r.Name)
		}
	}
}
