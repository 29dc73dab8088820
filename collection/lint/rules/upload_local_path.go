package rules

import (
	"fmt"
	"iter"
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
	Visit: rule.Visit{
		Request: func(p *rule.Pass, i collection.Item, r collection.Request) { countUploads(p, i, r) },
		Response: func(p *rule.Pass, i collection.Item, r collection.Response) {
			countUploads(p, i, r.OriginalRequest())
		},
		After: func(p *rule.Pass) {
			for _, all := range p.Tally.List("") {
				f := rule.Finding{
					At: all.First.Node, Everywhere: true,
					Message: "the file to upload is in someone's home folder",
					Help:    "put the file into Postman's working directory, and choose it there: the path is then relative",
				}
				if all.Count > 1 {
					f.Aside = fmt.Sprintf(" (%d files)", all.Count)
				}
				p.Report(f)
			}
		},
	},
}

// countUploads counts the files in home folders that a request sends.
func countUploads(p *rule.Pass, i collection.Item, r collection.Request) {
	for n := range uploads(r.Body()) {
		if inHomeFolder(n.Text()) {
			p.Tally.Add("", "", i, collection.Part{Node: n})
		}
	}
}

// uploads yields the paths of the files that a body sends.
func uploads(b collection.Body) iter.Seq[jsontree.Node] {
	return func(yield func(jsontree.Node) bool) { eachUpload(b, yield) }
}

func eachUpload(b collection.Body, yield func(jsontree.Node) bool) {
	file := b.Node.Get("file")
	if !eachPath(file.Get("src"), yield) || !eachPath(file, yield) {
		return
	}
	for f := range b.Node.Get("formdata").Elements() {
		if !eachPath(f.Get("src"), yield) {
			return
		}
	}
}

// eachPath yields a path, or the paths in a list. It returns whether to go on.
func eachPath(src jsontree.Node, yield func(jsontree.Node) bool) bool {
	if src.Kind() == jsontree.String {
		return yield(src)
	}
	for e := range src.Elements() {
		if e.Kind() == jsontree.String && !yield(e) {
			return false
		}
	}
	return true
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
