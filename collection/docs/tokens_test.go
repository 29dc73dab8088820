package docs

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark/parser"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/postwright/postwright/internal/testkit"
)

// FuzzTokens compares what is read from raw tokens with what the tokenizer makes of them
// itself: the text of any HTML, and the HTML that is rendered from any Markdown.
func FuzzTokens(f *testing.F) {
	for _, payload := range testkit.Payloads {
		f.Add(payload)
	}
	for _, text := range []string{
		"<p>a &lt;b&gt; &copy &amp;copy; c</p><xmp>&amp;</xmp><title>&amp;</title><script/>&lt;</script>",
		"7. [a](https://x.example?a=1&b=2 \"t\") <mailto:a@b.example>\n\n|a|\n|-|\n|`b`|\n",
		"a\r\nb<td>c<th/>d<br>e\r<li>f<textarea>&eacute;</textarea><plaintext>&lt;",
	} {
		f.Add(text)
	}
	// The two readers differ in NUL, which no text has, and in numbers beyond 32 bits.
	different := regexp.MustCompile(`\x00|&#[xX]?[0-9a-fA-F]{8}`)
	f.Fuzz(func(t *testing.T, text string) {
		if different.MatchString(text) {
			return
		}
		if got, want := htmlLines([]byte(text)), linesOfTokens(text); !slices.Equal(got, want) {
			t.Errorf("%q:\n got %q\nwant %q", text, got, want)
		}
		context := parser.NewContext()
		context.Set(topLevel, 3)
		var b bytes.Buffer
		if err := converter.Get().Convert([]byte(text), &b, parser.WithContext(context)); err != nil {
			t.Fatal(err)
		}
		if got, want := permit(b.Bytes()), permittedTokens(b.Bytes()); got != want {
			t.Errorf("%q:\n got %q\nwant %q", &b, got, want)
		}
	})
}

func linesOfTokens(source string) []string {
	z := html.NewTokenizer(strings.NewReader(source))
	lines := []string{""}
	skipped := atom.Atom(0)
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return lines
		}
		raw := string(z.Raw())
		token := z.Token()
		switch {
		case kind == html.TextToken && skipped == 0:
			lines[len(lines)-1] += token.Data
		case kind == html.StartTagToken || kind == html.EndTagToken || kind == html.SelfClosingTagToken:
			switch {
			case kind == html.EndTagToken && token.DataAtom == skipped:
				skipped = 0
			case skipped != 0:
			case !formatting.Get()[token.DataAtom]:
				lines[len(lines)-1] += raw
			case kind == html.StartTagToken && (token.DataAtom == atom.Script || token.DataAtom == atom.Style):
				skipped = token.DataAtom
			case breaking.Get()[token.DataAtom] && kind != html.EndTagToken:
				lines = append(lines, "")
			case token.DataAtom == atom.Td || token.DataAtom == atom.Th:
				lines[len(lines)-1] += " "
			}
		}
	}
}

func permittedTokens(rendered []byte) string {
	var b strings.Builder
	z := html.NewTokenizer(bytes.NewReader(rendered))
	for {
		kind := z.Next()
		token := z.Token()
		switch kind {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.WriteString(token.String())
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			attributes, ok := permitted.Get()[token.Data]
			if !ok {
				continue
			}
			token.Attr = slices.DeleteFunc(token.Attr, func(a html.Attribute) bool {
				value, ok := attributes[a.Key]
				return !ok || !mayHave(a.Key, a.Val, value)
			})
			b.WriteString(token.String())
		}
	}
}
