package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/internal/suggest"
)

var pathVariableUndeclared = &rule.Rule{
	Name:     "path-variable-undeclared",
	Category: rule.URL,
	Severity: diagnostic.Warning,
	Finds:    `a ":name" in the path that is not among the address's variables, or that is in an address written as one string, which has none. Also a value that is a number or boolean, which is not sent.`,
	Why:      `It has no value: the server gets ":name" itself.`,
	Fix:      "Adds the variable with an empty value for the user to fill in; until then, the request sends the same as before. Quotes a value that is not a string.",
	Bad: rule.Request(`{"url": {"raw": "{{base_url}}/patients/:id", "host": ["{{base_url}}"],
	"path": ["patients", ":id"]}}`),
	Good: rule.Request(`{"url": {"raw": "{{base_url}}/patients/:id", "host": ["{{base_url}}"],
	"path": ["patients", ":id"], "variable": [{"key": "id", "value": "1"}]}}`),
	Visit: rule.Visit{Request: func(p *rule.Pass, _ collection.Item, r collection.Request) {
		u := r.URL()
		if declaresPath(u) {
			return
		}
		names := pathNamesOf(u)
		unsentValues(p, u, names)
		if len(names.undeclared) == 0 {
			return
		}
		seen := names.declared
		var unused []string // the names that may be meant: those that nothing else uses
		if names.comparable() {
			unused = names.unused
		}
		for segment := range u.Segments() {
			name := collection.PathVariable(segment.Text())
			if name == "" || seen.has(name) || isPort(name) {
				continue
			}
			seen.add(name)
			p.Report(rule.Finding{
				At:      segment,
				Message: fmt.Sprintf("the path's :%s is not %s%s", name, p.Term("among its variables", `in "pathVariables"`), suggest.Hint(name, unused)),
				Help:    fmt.Sprintf(`":%s" itself is sent until it has a value`, name),
				Fix:     addPathVariable(u, name),
			})
		}
		for _, segment := range pathInOneString(u) {
			name := collection.PathVariable(segment.text)
			if name == "" || seen.has(name) || isPort(name) {
				continue
			}
			seen.add(name)
			from, to := rule.Within(segment.node, segment.start, segment.start+len(segment.text))
			p.Report(rule.Finding{
				At: segment.node, Start: from, End: to,
				Message: fmt.Sprintf("the path's :%s has no value: the address is one string, without variables", name),
				Help:    fmt.Sprintf(`":%s" itself is sent; fill it in after the import into Postman, or write {{%s}}`, name, name),
			})
		}
	}},
}

// isPort reports whether a name is a port that was written into the path. url-invalid
// reports it.
func isPort(name string) bool { return strings.Trim(name, "0123456789") == "" }

// unsentValues reports values that are numbers or booleans: Postman's SDK inserts only
// strings into the path.
func unsentValues(p *rule.Pass, u collection.URL, names pathNames) {
	for v := range u.PathVariables() {
		value := v.Value()
		if k := value.Kind(); k != jsontree.Number && k != jsontree.Bool || !names.used.has(v.Key()) || v.Disabled() {
			continue
		}
		p.Report(rule.Finding{
			At:      value,
			Message: fmt.Sprintf("the value of :%s is not a string", v.Key()),
			Help:    fmt.Sprintf(`Newman sends ":%s" itself; put the value into quotes`, v.Key()),
			Fix:     []jsontree.Edit{value.Replace(jsontree.Quote(value.Raw()))},
		})
	}
}

// segment is a part of a path in a string: its text, and its byte offset in the node's
// text.
type segment struct {
	node  jsontree.Node
	text  string
	start int
}

// pathInOneString returns the segments of a path that is not a list, but a string or
// part of one.
func pathInOneString(u collection.URL) []segment {
	at, path := u.Node, u.PathNode()
	var words []string
	switch {
	case path.Kind() == jsontree.String:
		at, words = path, strings.Split(path.Text(), "/")
	case u.HasParts():
		return nil
	default:
		if at.Kind() == jsontree.Object {
			at = at.Get("raw")
		}
		words = address.Parse(at.Text()).Path
	}
	text, start := at.Text(), 0
	var segments []segment
	for _, word := range words {
		if i := strings.Index(text[start:], word); i >= 0 {
			segments = append(segments, segment{at, word, start + i})
			start += i + len(word)
		}
	}
	return segments
}

// addPathVariable returns the edits that declare a path variable; nil if the variables
// are not a list.
func addPathVariable(u collection.URL, name string) []jsontree.Edit {
	entry := fmt.Sprintf(`{"key": %s, "value": ""}`, jsontree.Quote(name))
	switch list := u.Node.Get("variable"); list.Kind() {
	case jsontree.Array:
		return []jsontree.Edit{list.AppendElement(entry)}
	case jsontree.Absent, jsontree.Null:
		return []jsontree.Edit{setMember(u.Node, "variable", "["+entry+"]")}
	}
	return nil
}
