package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
)

var uploadLocalPath = &rule.Rule{
	Name:     "upload-local-path",
	Category: rule.Privacy,
	Severity: diagnostic.Info,
	Finds:    "an upload of a file in someone's home folder. One finding per file, at the first place.",
	Why:      "The file exists only on that person's machine, and the path reveals their user name.",
	Bad: rule.Request(`{"method": "POST", "url": "https://api.example.com/documents",
	"body": {"mode": "formdata", "formdata": [{"key": "document", "type": "file", "src": "/Users/ada/Desktop/scan.pdf"}]}}`),
	Good: rule.Request(`{"method": "POST", "url": "https://api.example.com/documents",
	"body": {"mode": "formdata", "formdata": [{"key": "document", "type": "file", "src": "files/scan.pdf"}]}}`),
	Visit: rule.Visit{End: func(p *rule.Pass) {
		var first jsontree.Node
		count := 0
		look := func(r collection.Request) {
			for n := range uploads(r.Body()) {
				if !inHomeFolder(n.Text()) {
					continue
				}
				if count++; count == 1 {
					first = n
				}
			}
		}
		for i := range p.Facts.Requests() {
			look(i.Request())
			for r := range i.Responses() {
				look(r.OriginalRequest())
			}
		}
		if count == 0 {
			return
		}
		f := rule.Finding{
			At: first, Everywhere: true,
			Message: "the file to upload is in someone's home folder",
			Help:    "put the file into Postman's working directory, and choose it there: the path is then relative",
		}
		if count > 1 {
			f.Aside = fmt.Sprintf(" (%d files)", count)
		}
		p.Report(f)
	}},
}

// uploads yields the paths of the files that a body sends.
func uploads(b collection.Body) func(func(jsontree.Node) bool) {
	return func(yield func(jsontree.Node) bool) {
		sources := []jsontree.Node{b.Node.Get("file", "src"), b.Node.Get("file")}
		for f := range b.Node.Get("formdata").Elements() {
			sources = append(sources, f.Get("src"))
		}
		for _, src := range sources {
			if src.Kind() == jsontree.String && !yield(src) {
				return
			}
			for e := range src.Elements() {
				if e.Kind() == jsontree.String && !yield(e) {
					return
				}
			}
		}
	}
}

var homeFolder = lazy.Regexp{Expr: `(?i)^(?:file://)?(?:/?[a-z]:|//[^/]+)?/(?:users|home|documents and settings)/([^/]+)/`}

// inHomeFolder reports whether a path is in a person's home folder, and not in a shared
// or a machine's one.
func inHomeFolder(path string) bool {
	m := homeFolder.Get().FindStringSubmatch(strings.ReplaceAll(path, `\`, "/"))
	if m == nil {
		return false
	}
	switch user := strings.ToLower(strings.Trim(m[1], "<>{}[]$")); user {
	case "user", "username", "name", "you", "me", "your-name", "yourname", "your_name", "public", "shared", "default", "runner", "root", "app", "postman":
		return false
	}
	return true
}
