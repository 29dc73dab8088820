package rules

import (
	"fmt"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/internal/nearest"
)

var pathVariableUnused = &rule.Rule{
	Name:     "path-variable-unused",
	Category: rule.URL,
	Severity: diagnostic.Warning,
	Finds:    "a path variable that the path does not have.",
	Why:      "Its value is never sent; mostly the path was changed and the variable left behind.",
	Fix:      "Removes the variable.",
	Bad: rule.Request(`{"url": {"raw": "{{base_url}}/patients", "host": ["{{base_url}}"],
	"path": ["patients"], "variable": [{"key": "id", "value": "1"}]}}`),
	Good: rule.Request(`{"url": {"raw": "{{base_url}}/patients/:id", "host": ["{{base_url}}"],
	"path": ["patients", ":id"], "variable": [{"key": "id", "value": "1"}]}}`),
	Visit: rule.Visit{Request: func(p *rule.Pass, _ collection.Item, r collection.Request) {
		u := r.URL()
		path := u.Node.Get("path")
		if path.Exists() && path.Kind() != collection.Array {
			return // a path in one string may hold it anywhere
		}
		used := map[string]bool{}
		var names []string
		uses := func(segment string) {
			if name := collection.PathVariable(segment); name != "" {
				used[name] = true
				names = append(names, name)
			}
		}
		for segment := range u.Segments() {
			uses(segment.Text())
		}
		if !path.Exists() { // "raw" has the only copy of it
			for _, segment := range address.Parse(u.Raw()).Path {
				uses(segment)
			}
		}
		for v := range u.PathVariables() {
			if v.Key() == "" || used[v.Key()] {
				continue
			}
			near, isNear := nearest.Name(v.Key(), names)
			f := rule.Finding{
				At:      v.Node,
				Message: fmt.Sprintf("the path has no :%s", v.Key()),
				Help:    "its value is never sent; remove it, or put it into the path",
				Fix:     []collection.Edit{v.Node.Remove()},
			}
			if isNear {
				f.Message += fmt.Sprintf("; did you mean %q?", near)
				f.Fix = nil // its value may be meant for that one
			}
			if key := v.Node.Get("key"); key.Exists() {
				f.At = key
			}
			p.Report(f)
		}
	}},
}
