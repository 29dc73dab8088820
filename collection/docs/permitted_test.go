package docs

import (
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/postwright/postwright/internal/testkit"
)

func TestPermit(t *testing.T) {
	for in, want := range map[string]string{
		`<p>a &amp; <strong>b</strong></p>`:                                                     `<p>a &amp; <strong>b</strong></p>`,
		`<a href="https://x.example/?a=1&amp;b=2" rel="noopener noreferrer">x</a>`:              `<a href="https://x.example/?a=1&amp;b=2" rel="noopener noreferrer">x</a>`,
		`<a href="javascript:alert(1)" rel="opener" onclick="f()">x</a>`:                        `<a>x</a>`,
		`<a href="java&#10;script:alert(1)">x</a><a href="//x.example">y</a>`:                   `<a>x</a><a>y</a>`,
		`<ol start="7"><li>a</li></ol><ol start="-1"></ol>`:                                     `<ol start="7"><li>a</li></ol><ol></ol>`,
		`<div class="scroll" role="group"></div><div class="header" id="main" style="x"></div>`: `<div class="scroll" role="group"></div><div></div>`,
		`a<script>alert("<p>")</script>b<img src=x onerror=y><!-- c -->`:                        `aalert(&#34;&lt;p&gt;&#34;)b`,
		`<P ONCLICK=a>b</P><svg><a href="https://x.example">c`:                                  `<p>b</p><a href="https://x.example">c`,
	} {
		if got := permit([]byte(in)); got != want {
			t.Errorf("%s:\n got %s\nwant %s", in, got, want)
		}
	}
}

// FuzzPermit has another reader, the one that makes a tree as browsers do, look
// for what permit should not have let through.
func FuzzPermit(f *testing.F) {
	for _, payload := range testkit.Payloads {
		f.Add(payload)
	}
	f.Add(`<p><div class="scroll"><table><tr><td><a href="mailto:a@b.example">x</a></td></tr></table></div>`)
	f.Fuzz(func(t *testing.T, text string) {
		body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
		nodes, err := html.ParseFragment(strings.NewReader(permit([]byte(text))), body)
		if err != nil {
			t.Fatal(err)
		}
		for _, top := range nodes {
			checkTree(t, top)
			for n := range top.Descendants() {
				checkTree(t, n)
			}
		}
	})
}

func checkTree(t *testing.T, n *html.Node) {
	t.Helper()
	if n.Type == html.TextNode {
		return
	}
	_, ok := permitted.Get()[n.Data]
	if n.Type != html.ElementNode || n.Namespace != "" || !ok {
		t.Fatalf("%v %q", n.Type, n.Data)
	}
	for _, a := range n.Attr {
		if a.Key != "href" {
			if !strings.Contains(" start rel class tabindex role aria-label ", " "+a.Key+" ") || strings.ContainsAny(a.Val, `"'<>:`) {
				t.Fatalf("an attribute %+v of %s", a, n.Data)
			}
			continue
		}
		if u, err := url.Parse(a.Val); err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" {
			t.Fatalf("a link to %q", a.Val)
		}
	}
}
