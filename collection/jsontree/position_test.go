package jsontree_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/testkit"
)

func TestIndentation(t *testing.T) {
	d := testkit.Parse(t, "\uFEFF  {\r\n\t \"a\": 1,\n\n    \"b\":  2}")
	for at, want := range map[string]string{
		"\uFEFF": "", "  {": "", " {": " ", "{": "  ", "\"a": "\t ", " \"a": "\t", "1,": "\t ", "\n    ": "", "\"b": "    ", "2}": "    ",
	} {
		offset := strings.Index(d.Text(), at)
		if at == "\n    " {
			offset = strings.Index(d.Text(), "\n\n") + 1
		}
		if got := d.Indentation(offset); got != want {
			t.Errorf("before %q: %q, want %q", at, got, want)
		}
	}
}

func TestSpan(t *testing.T) {
	for _, text := range []string{"\uFEFF{\"ä\": [\"x\",\r\n\t\"öß\"]}", "[1,\n\n2]", strings.Repeat(`["é",`, 800) + "1" + strings.Repeat("]", 800)} {
		d := testkit.Parse(t, text)
		for start := range text {
			for end := start; end <= min(len(text), start+20); end++ {
				from, to := d.Span(start, end)
				if from != d.Position(start) || to != d.Position(end) {
					t.Fatalf("%.20q: from %d to %d is %v to %v, not %v to %v", text, start, end, from, to, d.Position(start), d.Position(end))
				}
			}
		}
	}
}
