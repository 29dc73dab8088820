package v3merge

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/merge"
)

func TestKeepComments(t *testing.T) {
	const base = "a: 1 # one\nb: 2\nc: 3\n"
	for _, c := range []struct{ text, theirs, want string }{
		{base, "a: 1 # one\n# two\nb: 2\nc: 3\n", "a: 1 # one\n# two\nb: 2\nc: 3\n"},
		{base, "a: 1\nb: 2\nc: 3\n", base}, // an app drops all comments
		{base, "a: 1 # 1\nb: 2\nc: 3\n", "a: 1 # 1\nb: 2\nc: 3\n"},
		{base, "a: 1\n# two\nb: 2\nc: 3\n", "a: 1\n# two\nb: 2\nc: 3\n"},
		{"a: 1 # one\nb: 2\nc: 4 # four\n", "a: 1 # one\nb: 2 # two\nc: 3 # three\n", "a: 1 # one\nb: 2 # two\nc: 4 # four\n"},
		{"a: 1 # one\nb: 2\nc: 3 # mine\n", "# top\na: 1\nb: 2\nc: 3\n", "# top\na: 1\nb: 2\nc: 3 # mine\n"},
		{base, "a: [", base},
	} {
		if got := keepComments(c.text, base, c.theirs, merge.Lines(base, c.text, c.theirs)); got != c.want {
			t.Errorf("%q, %q:\n%s\nnot\n%s", c.text, c.theirs, got, c.want)
		}
	}
}

func TestKeepSpelling(t *testing.T) {
	const text = "$kind: http-request\nurl: https://api.example.com\nmethod: GET\norder: 1500\n"
	for _, c := range []struct{ elsewhere, want string }{
		{"# new\nurl: 'https://api.example.com'\n$kind: http-request\nmethod: GET\norder: 1000 # last\n",
			"# new\nurl: 'https://api.example.com'\n$kind: http-request\nmethod: GET\norder: 1500 # last\n"},
		{"$kind: http-request # new\nurl: https://other.example.com\nmethod: GET\norder: 1000\n", text},
		{"$kind: [", text},
	} {
		if got := keepSpelling(text, c.elsewhere); got != c.want {
			t.Errorf("%q:\n%s", c.elsewhere, got)
		}
	}
	if got := keepSpelling(text+"# mine\n", strings.Replace(text, "GET", "GET # theirs", 1)); got != text+"# mine\n" {
		t.Errorf("a comment is lost:\n%s", got)
	}
}
