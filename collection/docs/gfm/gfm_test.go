package gfm_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"github.com/postwright/postwright/collection/docs/gfm"
	"github.com/postwright/postwright/internal/testkit"
)

var (
	original = goldmark.New(goldmark.WithExtensions(extension.Strikethrough, extension.Linkify,
		extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone))))
	ours = goldmark.New(goldmark.WithExtensions(gfm.Strikethrough, gfm.Linkify, gfm.Table))
)

// compare checks that this package gives the same HTML as goldmark's own.
func compare(t *testing.T, source string) {
	t.Helper()
	var want, got bytes.Buffer
	if err := original.Convert([]byte(source), &want); err != nil {
		t.Skip(err)
	}
	if err := ours.Convert([]byte(source), &got); err != nil {
		t.Fatal(err)
	}
	if got.String() != want.String() {
		t.Errorf("%q: got\n%s\nwant\n%s", source, got.String(), want.String())
	}
}

var sources = []string{
	"| a | b |\n|---|:-:|\n| 1 | 2 |\n", "a|b\n-|-\n1|2|3\n4\n", "text\n| a |\n| --: |\n| ` \\| ` \\| |\n", "| a |\n|:|\n", "|a|\n|- -|\n", "|a|\n|\v-|\n",
	"| a | b |\n|---|\n", "| a |\n| :-- |", "> | a |\n> |---|\n> | b |\n", "- | a |\n  |---|\n", "| *a* | <b> |\n|:---|---:|\n| ~~x~~ | https://a.example |\n",
	"~~gone~~ ~one~ ~~~three~~~ a~~b~~c ~~ x ~~", "~~a **b~~ c**", "~~~\ncode\n~~~",
	"https://example.com/a?b=c&d=(e). (http://example.com) www.example.com, ftp://example.com/a;", "x@example.com. mailto:x@example.com a@b x@a.b- x@a.b_",
	"https://example.com/&amp; http://a.b/&copy; *https://a.example* _www.a.example_ ~www.a.example~", "javascript:alert(1) www. http:// https://a",
	"http://" + strings.Repeat("a", 300) + ".example", "[a https://a.example](https://b.example)", "<https://a.example>",
}

func TestLikeGoldmark(t *testing.T) {
	for _, s := range append(sources, testkit.Payloads...) {
		compare(t, s)
	}
	for _, page := range []string{"../../../README.md", "../../../docs/rules.md", "../../../docs/commands.md"} {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		compare(t, string(text))
	}
}

func FuzzLikeGoldmark(f *testing.F) {
	for _, s := range append(sources, testkit.Payloads...) {
		f.Add(s)
	}
	f.Fuzz(compare)
}
