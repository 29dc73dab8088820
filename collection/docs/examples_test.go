package docs_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/docs"
	"github.com/postwright/postwright/internal/testkit"
)

// TestExamples: a saved response has its name, status, headers that matter, body, and
// the request that it answers.
func TestExamples(t *testing.T) {
	p := page(t, testkit.FileText(t, "testdata/fields.json"), docs.Options{})
	examples := p.Folders[0].Requests[0].Examples
	if len(examples) != 2 {
		t.Fatalf("%d examples", len(examples))
	}
	created, refused := examples[0], examples[1]
	var headers []string
	for _, h := range created.Headers {
		headers = append(headers, h.Name)
	}
	switch {
	case created.Name != "Created" || created.Status != "201 Created" || created.Language != "json" || !strings.Contains(created.Body, "\n  \"id\": 7,"):
		t.Errorf("%+v", created)
	case strings.Join(headers, " ") != "Content-Type Location X-RateLimit-Remaining":
		t.Errorf("headers %q", headers)
	case created.Method != "POST" || created.Address != "https://clinic.example/visits?verbose=true" || !strings.Contains(created.Sent, "15"):
		t.Errorf("answers %s %s with %q", created.Method, created.Address, created.Sent)
	case refused.Status != "401 Unauthorized" || refused.Address != "https://clinic.example/visits" || refused.Sent != "" || len(refused.Headers) != 1:
		t.Errorf("%+v", refused)
	}
	text := html(t, p)
	if strings.Count(text, `<details class="example">`) != 2 || strings.Contains(text, `<details class="example" open`) {
		t.Error("the examples are not collapsed")
	}
	for _, want := range []string{"Answers <code>POST https://clinic.example/visits?verbose=true</code>", "<dt>WWW-Authenticate</dt>", "No body.", `<pre class="code lang-json">`} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, want := range []string{"Example: Created 201 Created", "Answers `POST https://clinic.example/visits?verbose=true`", "| `Location` | `/visits/7` |", "Example: No token 401 Unauthorized"} {
		if !strings.Contains(p.Markdown(), want) {
			t.Errorf("the Markdown lacks %q", want)
		}
	}
}

// TestTables: a description's table is a table on both pages.
func TestTables(t *testing.T) {
	p := page(t, testkit.FileText(t, "testdata/fields.json"), docs.Options{})
	text := html(t, p)
	for _, want := range []string{"<th>required</th>", "<td><code>scheduled_time</code></td>", "<td>string, date and time</td>"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if !strings.Contains(p.Markdown(), "| `duration` | integer | | Minutes.") {
		t.Error("the Markdown lacks the table")
	}
}

// TestCode: what a variable of the code is, and how each language gets it.
func TestCode(t *testing.T) {
	p := page(t, testkit.FileText(t, "testdata/clinic.json"), docs.Options{})
	out := p.Markdown()
	_, section, _ := strings.Cut(out, "\n## Run the code samples\n")
	section, _, _ = strings.Cut(section, "\n## ")
	for _, want := range []string{
		"`ACCESS_TOKEN` is the access token", "copy **Access Token**", "`export ACCESS_TOKEN='…'`", "`$env:ACCESS_TOKEN = '…'`",
		"It reads $ACCESS_TOKEN", `os.environ["ACCESS_TOKEN"]`, "process.env.ACCESS_TOKEN", "pip install requests", "Node.js 18",
	} {
		if !strings.Contains(strings.ReplaceAll(section, `\`, ""), want) {
			t.Errorf("the section lacks %q:\n%s", want, section)
		}
	}
	if text := html(t, p); !strings.Contains(text, "<code>export ACCESS_TOKEN='…'\n</code>") || !strings.Contains(text, `<a href="#code">How to set them</a>`) {
		t.Error("a request does not say how its variables are set")
	}
	if p := page(t, `{"item": [{"request": "https://h.example"}]}`, docs.Options{}); p.Code != nil || strings.Contains(html(t, p), `id="code"`) {
		t.Error("code without variables is explained")
	}
}

// TestTree: folders in two levels; each request once.
func TestTree(t *testing.T) {
	p := page(t, `{"item": [{"name": "r", "request": "x"},
		{"name": "A", "item": [{"name": "B", "item": [{"name": "s", "request": "x"}, {"name": "C", "item": [{"name": "t", "request": "x"}]}]}]},
		{"name": "D", "item": [{"name": "u", "request": "x"}, {"name": "E", "item": [{"name": "v", "request": "x"}]}]}]}`, docs.Options{})
	var show func(list []docs.Branch) string
	show = func(list []docs.Branch) string {
		var b strings.Builder
		for _, f := range list {
			b.WriteString("[" + f.Name)
			for _, r := range f.Requests {
				b.WriteString(" " + r.Name)
			}
			b.WriteString(show(f.Folders) + "]")
		}
		return b.String()
	}
	if got, want := show(p.Tree()), "[ r][A[B s][B / C t]][D u[E v]]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
