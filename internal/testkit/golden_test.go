package testkit_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/testkit"
)

func TestDiff(t *testing.T) {
	long := strings.Repeat("line\n", 5000)
	for _, c := range []struct{ want, got, shown string }{
		{"a\nb\n", "a\nb\n", ""},
		{"a\nb\n", "a\r\nb\n", "--- want\n+++ got\n@@ -1,2 +1,2 @@\n-a\n+a\\r\n b\n"},
		{"a\n", "a", "--- want\n+++ got\n@@ -1 +1 @@\n-a\n+a\n\\ No newline at end of file\n"},
		{long + "a\n" + long, long + "b\n" + long, "--- want\n+++ got\n@@ -4998,7 +4998,7 @@\n line\n line\n line\n-a\n+b\n line\n line\n line\n"},
	} {
		if shown := testkit.Diff(c.want, c.got); shown != c.shown {
			t.Errorf("got %q, want %q", shown, c.shown)
		}
	}
	if shown := testkit.Diff("", long); strings.Count(shown, "\n") != 61 || !strings.HasSuffix(shown, "(4944 more lines)\n") {
		t.Errorf("a long difference is shown as %d lines, the last of them %q", strings.Count(shown, "\n"), shown[max(0, len(shown)-30):])
	}
}
