package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/internal/suggest"
)

var pathVariableUnused = &rule.Rule{
	Name:     "path-variable-unused",
	Category: rule.URL,
	Severity: diagnostic.Warning,
	Finds:    "a path variable that does not occur in the path.",
	Why:      "Its value is never sent. Usually the path was changed and the variable left behind.",
	Fix:      "Removes the variable, unless the path refers to it in another form, such as {id}.",
	Bad: rule.Request(`{"url": {"raw": "{{base_url}}/patients", "host": ["{{base_url}}"],
	"path": ["patients"], "variable": [{"key": "id", "value": "1"}]}}`),
	Good: rule.Request(`{"url": {"raw": "{{base_url}}/patients/:id", "host": ["{{base_url}}"],
	"path": ["patients", ":id"], "variable": [{"key": "id", "value": "1"}]}}`),
	Visit: rule.Visit{Request: func(p *rule.Pass, _ collection.Item, r collection.Request) {
		u := r.URL()
		if declaresPath(u) {
			return
		}
		names := pathNamesOf(u)
		if len(names.unused) == 0 {
			return
		}
		uses := usesInPath(pathText(u))
		for v := range u.PathVariables() {
			name := v.Key()
			if name == "" || names.used.has(name) {
				continue
			}
			f := rule.Finding{
				At:      v.Node,
				Message: fmt.Sprintf("the path has no :%s", name),
				Help:    "its value is never sent; remove it, or put it into the path",
			}
			switch use := uses[name]; {
			case use == "{"+name+"}":
				continue // path-variable-braces reports it
			case use == "{{"+name+"}}" && v.Value().Text() == "":
				continue // an entry without a value has no effect
			case use == "{{"+name+"}}":
				f.Help = fmt.Sprintf("{{%s}} takes its value from a variable, not from here; write :%s, or move the value", name, name)
			case use != "":
				f.Message = fmt.Sprintf("the path has :%s only inside a segment", name)
				f.Help = "Postman replaces whole segments alone, and sends this one as it is written"
			case !names.comparable():
			default:
				if near, isNear := suggest.Name(name, names.undeclared); isNear {
					f.Message += fmt.Sprintf("; did you mean %q?", near)
				} else {
					f.Fix = []jsontree.Edit{v.Node.Remove()}
				}
			}
			if key := v.Node.Get("key"); key.Exists() {
				f.At = key
			}
			p.Report(f)
		}
	}},
}

// pathText returns an address up to its query.
func pathText(u collection.URL) string {
	text := u.Path()
	if !u.HasParts() {
		text = u.Raw()
	}
	text, _, _ = strings.Cut(text, "?")
	return text
}

// usesInPath returns, by name, how a path refers to names other than with a whole
// segment: as "{{id}}", "{id}", or ":id" inside a segment.
func usesInPath(path string) map[string]string {
	uses := map[string]string{}
	add := func(name, use string) {
		if uses[name] == "" {
			uses[name] = use
		}
	}
	for r := range collection.References(path) {
		add(r.Name, path[r.Start:r.End])
	}
	plain := withoutReferences(path)
	for _, b := range braced(plain) {
		add(b.name, "{"+b.name+"}")
	}
	for at, c := range []byte(plain) {
		if c != ':' {
			continue
		}
		end := at + 1
		for end < len(plain) && isNameChar(plain[end]) {
			end++
		}
		add(plain[at+1:end], plain[at:end])
	}
	return uses
}

func isNameChar(c byte) bool {
	return c == '_' || c == '-' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}
