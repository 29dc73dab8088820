package testkit

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	udiff "github.com/aymanbagabas/go-udiff"

	"github.com/postwright/postwright/collection/lazy"
)

// Update reports whether to write golden files.
var Update = flag.Bool("update", false, "write the golden files")

// Golden compares a text with the file at a path; with -update it writes the
// file.
func Golden(t testing.TB, path, got string) {
	t.Helper()
	if *Update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if difference := Diff(string(want), got); difference != "" {
		t.Errorf("%s differs; if that is right, run the test with -update\n%s", path, difference)
	}
}

// Same reports an error with a diff if got differs from want.
func Same(t testing.TB, got, want string) {
	t.Helper()
	if difference := Diff(want, got); difference != "" {
		t.Error("\n" + difference)
	}
}

// mostLines limits how many lines of a diff are shown.
const mostLines = 60

// Diff returns the lines that differ as a unified diff of at most [mostLines]
// lines; "" for equal texts. Carriage returns and some other invisible
// characters are escaped.
func Diff(want, got string) string {
	if want == got {
		return ""
	}
	lines := strings.SplitAfter(udiff.Unified("want", "got", want, got), "\n")
	more := len(lines) - mostLines
	if more > 0 {
		lines = append(lines[:mostLines], fmt.Sprintf("(%d more lines)\n", more))
	}
	return invisible.Get().Replace(strings.Join(lines, ""))
}

// invisible escapes characters that a terminal would not show.
var invisible = lazy.Value[*strings.Replacer]{New: func() *strings.Replacer {
	return strings.NewReplacer("\r", `\r`, "\x1b", `\x1b`, "\x00", `\x00`, "\uFEFF", `\ufeff`)
}}
