package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/redact/secret"
)

var pathVariableBraces = &rule.Rule{
	Name:     "path-variable-braces",
	Category: rule.URL,
	Severity: diagnostic.Warning,
	Finds:    "a {name} in a path, as OpenAPI writes path parameters.",
	Why:      `Postman sends the braces: the server gets "%7Bname%7D". In Postman a path variable is written :name.`,
	Fix:      "Writes :name, and adds the variable with an empty value for the user to fill in, if the address does not declare it. A name that is only part of a segment stays, because Postman replaces whole segments only.",
	Bad: rule.Request(`{"url": {"raw": "{{base_url}}/patients/{id}", "host": ["{{base_url}}"],
	"path": ["patients", "{id}"], "variable": [{"key": "id", "value": "1"}]}}`),
	Good: rule.Request(`{"url": {"raw": "{{base_url}}/patients/:id", "host": ["{{base_url}}"],
	"path": ["patients", ":id"], "variable": [{"key": "id", "value": "1"}]}}`),
	Visit: rule.Visit{Request: func(p *rule.Pass, i collection.Item, r collection.Request) {
		u := r.URL()
		if path := u.PathNode(); path.Exists() && !strings.ContainsAny(path.Raw(), `{\`) {
			return
		}
		written := pathSegments(u)
		if len(written) == 0 {
			return
		}
		rest := undeclaredBraces{names: pathNamesOf(u), url: u}
		for _, s := range written {
			for _, b := range braced(withoutReferences(s.text)) {
				if replacesBraces(p, i, b.name) {
					continue
				}
				f := rule.Finding{
					At:      s.node,
					Message: fmt.Sprintf("{%s} in the path is sent as it is written", b.name),
					Help:    fmt.Sprintf("write :%s for a path variable, or {{%s}} for a variable", b.name, b.name),
					Listed:  &diagnostic.Listed{Topic: "these names in braces in paths are sent as they are written", Subject: "{" + b.name + "}"},
				}
				f.Start, f.End = rule.Within(s.node, s.start+b.start, s.start+b.end)
				if !b.isSegment(s.text) {
					f.Help = fmt.Sprintf("write {{%s}}: a path variable :%s has to be a segment of its own", b.name, b.name)
				} else if u.PathNode().Kind() == jsontree.Array {
					f.Fix = rest.fix(s.node, b.name)
				}
				p.Report(f)
			}
		}
	}},
}

// undeclaredBraces has the names that fixes still have to declare.
type undeclaredBraces struct {
	names pathNames
	url   collection.URL
	raw   bool // whether "raw" is fixed
}

// fix returns the edits that write a segment as a path variable. The first call also
// changes all segments in "raw".
func (d *undeclaredBraces) fix(segment jsontree.Node, name string) []jsontree.Edit {
	text := segment.Text()
	edits := []jsontree.Edit{segment.Replace(jsontree.Quote(":" + name + strings.TrimPrefix(text, "{"+name+"}")))}
	if raw := d.url.Node.Get("raw"); !d.raw && raw.Kind() == jsontree.String {
		d.raw = true
		path, query, asks := strings.Cut(raw.Text(), "?")
		if asks {
			query = "?" + query
		}
		segments := strings.Split(path, "/")
		for i, s := range segments {
			if b := braced(s); len(b) == 1 && b[0].isSegment(s) {
				segments[i] = ":" + b[0].name + s[b[0].end:]
			}
		}
		if colons := strings.Join(segments, "/"); colons != path {
			edits = append(edits, raw.Replace(jsontree.Quote(colons+query)))
		}
	}
	if !d.names.declared.has(name) {
		d.names.declared.add(name)
		edits = append(edits, addPathVariable(d.url, name)...)
	}
	return edits
}

// brace is a name in single braces, and its place, braces included.
type brace struct {
	name       string
	start, end int
}

// isSegment reports whether Postman would replace the name in a segment, if it were
// written as a path variable.
func (b brace) isSegment(segment string) bool {
	return b.start == 0 && (b.end == len(segment) || segment[b.end] == '.')
}

// braced returns the names in single braces in a text without references. A brace next
// to another one belongs to a broken reference.
func braced(text string) []brace {
	var found []brace
	for at := 0; ; {
		open := strings.IndexByte(text[at:], '{')
		if open < 0 {
			return found
		}
		open += at
		end := open + 1
		for end < len(text) && isNameChar(text[end]) {
			end++
		}
		at = open + 1
		if end == len(text) || text[end] != '}' || end == open+1 || !isNameStart(text[open+1]) {
			continue
		}
		if open > 0 && text[open-1] == '{' || end+1 < len(text) && text[end+1] == '}' {
			continue
		}
		if name := text[open+1 : end]; !secret.IsUUID(name) { // some APIs write UUIDs in braces
			found = append(found, brace{name, open, end + 1})
		}
		at = end + 1
	}
}

func isNameStart(c byte) bool { return isNameChar(c) && c != '-' && (c < '0' || c > '9') }

// replacesBraces reports whether a script contains a name in braces: it may replace it
// by a value.
func replacesBraces(p *rule.Pass, i collection.Item, name string) bool {
	for _, event := range eventNames {
		for e := range eventsOf(p, i, event) {
			names := analysis.Memo(p.Facts, braceScript(e.Exec().Raw()), func() map[string]bool {
				names := map[string]bool{}
				for _, b := range braced(p.Facts.Script(e).Source) {
					names[b.name] = true
				}
				return names
			})
			if names[name] {
				return true
			}
		}
	}
	return false
}

// braceScript is a script as the file has it.
type braceScript string

// pathSegments returns the segments of a path, in any spelling.
func pathSegments(u collection.URL) []segment {
	segments := make([]segment, 0, u.PathNode().Len())
	for n := range u.Segments() {
		segments = append(segments, segment{n, n.Text(), 0})
	}
	if len(segments) > 0 {
		return segments
	}
	return pathInOneString(u)
}
