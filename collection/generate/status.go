package generate

import (
	_ "embed"
	"maps"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/requests"
	"github.com/postwright/postwright/collection/template"
)

// statusScript checks the status of every response. Facts about the requests replace the
// placeholders in it.
//
//go:embed status.js
var statusScript string

// statusTest returns the collection's test script; "" if there is nothing to check. It
// does not cover the template's own requests, which have tests of their own.
func (g *generator) statusTest() string {
	if g.choices.Tests != requests.StatusTests && g.choices.Tests != requests.SchemaTests {
		return ""
	}
	byName := map[string]*expectation{}
	collectExpectations(byName, g.items)
	if len(byName) == 0 {
		return ""
	}
	groups := map[string][]string{}
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		key := byName[name].String()
		groups[key] = append(groups[key], jsontree.Quote(name))
	}
	var lines []string
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		lines = append(lines, "["+key+", ["+strings.Join(groups[key], ", ")+"]]")
	}
	return strings.NewReplacer(
		"/* requests */", "\n        "+strings.Join(lines, ",\n        ")+"\n    ",
		"/* server */", jsontree.Quote(g.template.Server),
		"/* token */", jsontree.Quote(tokenVariable(g.template.Auth)),
	).Replace(statusScript)
}

// expectation is what requests with a name should return.
type expectation struct{ statuses, scopes []string }

// String returns the expectation as JavaScript arguments: statuses, then scopes.
func (e *expectation) String() string {
	return quotedList(e.statuses) + ", " + quotedList(e.scopes)
}

func quotedList(all []string) string {
	quoted := make([]string, len(all))
	for i, s := range all {
		quoted[i] = jsontree.Quote(s)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

func collectExpectations(byName map[string]*expectation, items []template.Item) {
	for _, item := range items {
		collectExpectations(byName, item.Items)
		if item.Request == nil || item.Request.Statuses == nil {
			continue
		}
		e := byName[item.Name]
		if e == nil {
			e = &expectation{}
			byName[item.Name] = e
		}
		e.statuses = union(e.statuses, item.Request.Statuses)
		e.scopes = union(e.scopes, item.Request.Scopes)
	}
}

func union(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

var aReference = lazy.Regexp{Expr: `^\{\{([^{}]+)\}\}$`}

// tokenVariable returns the name of the variable with the access token of an OAuth2
// authorization; "" if there is none.
func tokenVariable(a *template.Auth) string {
	if a == nil {
		return ""
	}
	for _, attribute := range a.Attributes {
		text, _ := attribute.Value.(string)
		if m := aReference.Get().FindStringSubmatch(text); m != nil && (attribute.Key == "accessToken" || attribute.Key == "token") {
			return m[1]
		}
	}
	return ""
}
