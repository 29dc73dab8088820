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
