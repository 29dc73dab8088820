package markdown

import (
	"bytes"
	"html"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
)

// texts are what Markdown could misread.
var texts = []string{
	"a", "`", "a`b", "``", "a ``` b `", " a", "a ", "<b>x</b>", "a|b", `a\|b`, `\`, "*a*", "__a__", "[a](b)", "![a](b)", "~~a~~", "&amp;", "{{a}}", "<!--", "a_b_c",
}

func rendered(t *testing.T, source string) string {
	t.Helper()
	var b bytes.Buffer
	if err := goldmark.Convert([]byte(source), &b); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(b.String()), "<p>"), "</p>")
}

func TestCode(t *testing.T) {
	for _, text := range texts {
		if got, want := rendered(t, "x "+Code(text)), "x <code>"+html.EscapeString(text)+"</code>"; got != strings.ReplaceAll(want, "&#39;", "'") {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
}

func TestFence(t *testing.T) {
	for text, want := range map[string]string{"": "```", "a ` b": "```", "```": "````", "a ````` b ```": "``````"} {
		if got := Fence(text, 3); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestEscape(t *testing.T) {
	for _, text := range texts {
		if got, want := rendered(t, "x"+Escape(text)+"x"), "x"+html.EscapeString(text)+"x"; got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
}

func TestCell(t *testing.T) {
	if got, want := Cell(Code("a|b")), "`a\\|b`"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
