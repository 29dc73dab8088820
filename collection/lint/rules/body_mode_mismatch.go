package rules

import (
	"fmt"
	"slices"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var bodyModeMismatch = &rule.Rule{
	Name:     "body-mode-mismatch",
	Category: rule.Headers,
	Severity: diagnostic.Error,
	Finds:    "a body whose mode names a part that does not exist. A file that is yet to be chosen is an info.",
	Why:      "Postman sends the part that the mode names, which is empty. Content in another part is not sent.",
	Bad:      rule.Request(`{"method": "POST", "url": "https://api.example.com/patients", "body": {"mode": "urlencoded", "raw": "{\"name\": \"Ada\"}"}}`),
	Good:     rule.Request(`{"method": "POST", "url": "https://api.example.com/patients", "body": {"mode": "raw", "raw": "{\"name\": \"Ada\"}", "options": {"raw": {"language": "json"}}}}`),
	Visit: rule.Visit{Request: func(p *rule.Pass, _ collection.Item, r collection.Request) {
		body := r.Body()
		mode := body.Mode()
		if !slices.Contains(bodyModes, mode) || body.Content().Exists() {
			return
		}
		for _, other := range bodyModes {
			if part := body.Node.Get(other); part.Len() > 0 || part.Text() != "" {
				p.Report(rule.Finding{
					At:      body.Node.Get("mode"),
					Message: fmt.Sprintf("the %s is %q, and the body is under %q", p.Term("mode", "type"), mode, other),
					Help:    fmt.Sprintf("nothing is sent; set the %s to %q", p.Term("mode", "type"), other),
				})
				return
			}
		}
		if method := r.Method(); body.Disabled() || method == "GET" || method == "HEAD" || method == "DELETE" {
			return
		}
		message := fmt.Sprintf("the mode is %q, and there is no such part", mode)
		switch {
		case p.V3 && mode == "raw":
			message = `the body has no "content"`
		case p.V3:
			message = fmt.Sprintf(`the type is %q, and there is no "content"`, mode)
		}
		f := rule.Finding{At: body.Node.Get("mode"), Message: message, Help: "nothing is sent"}
		if mode == "file" {
			f.Severity = diagnostic.Info // each user chooses a file
			f.Help = "nothing is sent until a file is chosen"
		}
		p.Report(f)
	}},
}

// bodyModes lists the modes of a body.
var bodyModes = []string{"raw", "urlencoded", "formdata", "file", "graphql"}
