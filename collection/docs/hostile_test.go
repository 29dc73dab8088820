package docs_test

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	renderhtml "github.com/yuin/goldmark/renderer/html"
	htmlparser "golang.org/x/net/html"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/docs"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/internal/testkit"
)

// own are the elements that a page is made of, with the attributes that they
// may have.
var own = map[string]string{
	"html": "lang", "head": "", "meta": "charset http-equiv content name", "title": "", "style": "", "script": "", "body": "",
	"a": "href class rel aria-label", "div": "class id role hidden tabindex aria-label", "header": "class", "footer": "", "main": "id tabindex", "nav": "aria-label",
	"section": "aria-labelledby class", "p": "class id role", "label": "for", "input": "id type autocomplete spellcheck placeholder name value checked",
	"details": "class id open", "summary": "", "ul": "class", "ol": "class start id hidden", "li": "", "span": "class", "h1": "", "h2": "id", "h3": "id class", "h4": "class",
	"h5": "class", "h6": "class", "strong": "class", "em": "", "del": "", "code": "class", "pre": "class", "dl": "class", "dt": "", "dd": "class", "button": "type class id aria-label hidden",
	"fieldset": "", "legend": "class", "br": "", "hr": "", "blockquote": "", "table": "", "thead": "", "tbody": "", "tr": "", "th": "", "td": "",
}

// checkPage checks that a page has nothing but its own parts: no other element or
// attribute, no link but to the page, the web and mail, one style and one
// script, and every link into the page leading somewhere.
func checkPage(t *testing.T, page string, what any) {
	t.Helper()
	ids, links := map[string]bool{}, []string{}
	counts := map[string]int{}
	level := 0
	z := htmlparser.NewTokenizer(strings.NewReader(page))
	for kind := z.Next(); kind != htmlparser.ErrorToken; kind = z.Next() {
		token := z.Token()
		if kind == htmlparser.CommentToken {
			t.Fatalf("%q: a comment", what)
		}
		if kind != htmlparser.StartTagToken && kind != htmlparser.SelfClosingTagToken {
			continue
		}
		counts[token.Data]++
		if len(token.Data) == 2 && token.Data >= "h1" && token.Data <= "h6" {
			if next := int(token.Data[1] - '0'); next > level+1 {
				t.Errorf("%q: a heading %s below one of level %d", what, token, level)
			} else {
				level = next
			}
		}
		allowed, ok := own[token.Data]
		if !ok {
			t.Fatalf("%q: an element %s", what, token)
		}
		for _, a := range token.Attr {
			if !slices.Contains(strings.Fields(allowed), a.Key) {
				t.Fatalf("%q: an attribute in %s", what, token)
			}
			switch a.Key {
			case "id":
				if ids[a.Val] {
					t.Errorf("%q: two elements have the id %q", what, a.Val)
				}
				ids[a.Val] = true
			case "href":
				links = append(links, checkLink(t, a.Val))
			}
		}
	}
	for _, id := range links {
		if id != "" && !ids[id] {
			t.Errorf("%q: a link leads to %q, which is nowhere", what, id)
		}
	}
	if counts["style"] != 1 || counts["script"] != 1 || counts["main"] != 1 || counts["h1"] != 1 {
		t.Errorf("%q: %v", what, counts)
	}
}

// checkLink checks that a link leads to the page, the web or mail, and returns the id
// of one to the page.
func checkLink(t *testing.T, href string) string {
	t.Helper()
	u, err := url.Parse(href)
	switch {
	case err != nil:
		t.Errorf("the link %q: %v", href, err)
	case strings.HasPrefix(href, "#"):
		return u.Fragment
	case u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto":
		t.Errorf("a link to %q", href)
	}
	return ""
}

// github renders Markdown as laxly as anyone does: HTML is let through.
var github = goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithParserOptions(parser.WithAttribute()),
	goldmark.WithRendererOptions(renderhtml.WithUnsafe()))

// fromMarkdown are the elements that our Markdown may come to.
var fromMarkdown = map[string]string{
	"h1": "", "h2": "", "h3": "", "h4": "", "h5": "", "h6": "", "p": "", "strong": "", "em": "", "del": "", "code": "class", "pre": "", "ol": "start", "ul": "",
	"li": "", "a": "href rel", "table": "", "thead": "", "tbody": "", "tr": "", "th": "", "td": "", "blockquote": "", "hr": "", "br": "",
	"div": "class tabindex role aria-label",
}

func checkMarkdown(t *testing.T, text string, what any) {
	t.Helper()
	var b bytes.Buffer
	if err := github.Convert([]byte(text), &b); err != nil {
		t.Fatal(err)
	}
	titles := 0
	z := htmlparser.NewTokenizer(&b)
	for kind := z.Next(); kind != htmlparser.ErrorToken; kind = z.Next() {
		token := z.Token()
		if kind == htmlparser.CommentToken {
			t.Fatalf("%q: a comment", what)
		}
		if kind != htmlparser.StartTagToken && kind != htmlparser.SelfClosingTagToken {
			continue
		}
		allowed, ok := fromMarkdown[token.Data]
		if !ok {
			t.Fatalf("%q: an element %s in\n%s", what, token, text)
		}
		if token.Data == "h1" {
			titles++
		}
		for _, a := range token.Attr {
			if (token.Data == "th" || token.Data == "td") && a.Key == "style" && strings.HasPrefix(a.Val, "text-align:") {
				continue // a column of a table that is aligned, as in "|-:|"
			}
			if !slices.Contains(strings.Fields(allowed), a.Key) {
				t.Fatalf("%q: an attribute in %s", what, token)
			}
			// A bare address is a link to the web wherever it leads there.
			if a.Key == "href" && !strings.HasPrefix(a.Val, "https://") && !strings.HasPrefix(a.Val, "http://") {
				checkLink(t, a.Val)
			}
		}
	}
	if titles != 1 {
		t.Errorf("%q: %d titles in\n%s", what, titles, text)
	}
}

// TestInjection puts each payload into every field.
func TestInjection(t *testing.T) {
	for _, payload := range append(slices.Clone(testkit.Payloads), strings.Join(testkit.Payloads, "\n\n")) {
		p := page(t, testkit.Hostile(payload), docs.Options{})
		checkPage(t, html(t, p), payload)
		checkMarkdown(t, p.Markdown(), payload)
	}
}

// TestIntricate: what would take a reader of Markdown minutes is shown as it stands;
// what people write is not taken for that.
func TestIntricate(t *testing.T) {
	shown := func(text string) (*docs.Page, string) {
		p := page(t, fmt.Sprintf(`{"info": {"name": "x", "description": %s}, "item": []}`, jsontree.Quote(text)), docs.Options{})
		return p, html(t, p)
	}
	for _, part := range []string{"[a](", "[a](<", "[a]: b\n", "> ", "1. ", "- ", "*a_"} {
		p, page := shown(strings.Repeat(part, 200_000/len(part)))
		checkPage(t, page, part)
		if !strings.Contains(p.Markdown(), strings.TrimSpace(strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(part))) {
			t.Errorf("the page lacks %q", part)
		}
	}
	if _, page := shown("|" + strings.Repeat("a|", 2500) + "\n|" + strings.Repeat("-|", 2500) + "\n" + strings.Repeat("|a|\n", 2500)); len(page) > 200_000 {
		t.Errorf("a table of 20 KB makes a page of %d bytes", len(page))
	}
	for _, text := range []string{
		"*a*\n\n```\n" + strings.Repeat("0.123 -0.456 ", 300) + "\n```\n",
		"*a*\n\nName | Meaning\n" + strings.Repeat("-", 300) + " | ---\nb | c\n",
		"*a*\n\n" + strings.Repeat(".", 300) + " b\n\n" + strings.Repeat("- ", 300) + "\n",
		"*a*\n\n" + strings.Repeat("1.2.3.4 ", 100),
		strings.Repeat("*a* [b](https://c.example) `d_e`, f_g_h.\n\n", 5000),
	} {
		if _, page := shown(text); !strings.Contains(page, "<em>a</em>") {
			t.Errorf("%.60q is taken for more than people write", text)
		}
	}
}

// TestRealPages: the pages of all real collections.
func TestRealPages(t *testing.T) {
	for _, file := range testkit.Collections(t) {
		d, err := jsontree.Parse(file.Text)
		if err != nil || testing.Short() && len(file.Text) > 500_000 {
			continue
		}
		p := docs.New(d, docs.Options{})
		text := html(t, p)
		checkPage(t, text, file.Name)
		checkMarkdown(t, p.Markdown(), file.Name)
		want := 0
		for range collection.Of(d).Requests() {
			want++
		}
		if got := strings.Count(text, `<details class="request"`); got != want {
			t.Errorf("%s: %d requests on the page, %d in the file", file.Name, got, want)
		}
	}
}

// longestFuzzed limits the texts of fuzz targets: Go ends an execution after ten seconds.
const longestFuzzed = 6_000

func FuzzPage(f *testing.F) {
	f.Add(testkit.Hostile("V"))
	for _, payload := range testkit.Payloads {
		f.Add(testkit.Hostile(payload))
	}
	for _, file := range testkit.CollectionsIfPresent() {
		if len(file.Text) < 3000 {
			f.Add(file.Text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > longestFuzzed {
			return
		}
		d, err := jsontree.Parse(text)
		if err != nil {
			return
		}
		p := docs.New(d, docs.Options{})
		checkPage(t, html(t, p), "fuzz")
		checkMarkdown(t, p.Markdown(), "fuzz")
	})
}

// FuzzProse is about the texts alone: they are where Markdown is read.
func FuzzProse(f *testing.F) {
	for _, payload := range testkit.Payloads {
		f.Add(payload)
	}
	f.Add("# a\n\n### b\n\nc <br> d\n\n- e\n  - f\n\n|a|\n|-|\n|b|\n\nhttps://x.example <y@z.example>\n")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > longestFuzzed {
			return
		}
		quoted := jsontree.Quote(strings.ToValidUTF8(text, "?"))
		d, err := jsontree.Parse(fmt.Sprintf(`{"info": {"name": "x", "description": %s}, "item": [{"name": "y", "request": {"url": "z", "description": %s}}]}`, quoted, quoted))
		if err != nil {
			t.Fatal(err)
		}
		p := docs.New(d, docs.Options{})
		checkPage(t, html(t, p), text)
		checkMarkdown(t, p.Markdown(), text)
	})
}
