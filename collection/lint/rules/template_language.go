package rules

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

// postmanExpression finds JavaScript that somebody wrote between the braces of a
// reference: a call on one of the sandbox's objects, a built-in object, or
// arithmetic with a dynamic variable.
var postmanExpression = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\s*(pm\.|postman\.|new Date\b|Date\.|Math\.|JSON\.|crypto\.|CryptoJS\.|btoa\(|encodeURIComponent\(|environment\[|globals\[)` +
		`|^\s*\$(guid|timestamp|isoTimestamp|random\w+)\s*[-+*/(]`)
})

// isExpression reports whether a name is an expression that Postman does not
// compute.
func isExpression(name string) bool {
	return strings.ContainsAny(name, ".([$ ") && postmanExpression().MatchString(name) // as a rule it is one word
}

// isForeign reports whether a reference in a body belongs to another template
// language, which the server evaluates: {{DATE(now, SHORT)}}, {{#if x}},
// {{signer.name}}. Postman variables may have dots in their names, but then others
// of the collection have them too.
func isForeign(p *rule.Pass, u analysis.Use) bool {
	name := u.Name
	if isExpression(name) || !inBody(u.Node) {
		return false
	}
	if strings.ContainsAny(name, "()[]|#/^>&!=+*?:,;'\"<@\n") && !strings.HasPrefix(name, collection.Vault) {
		return true
	}
	if !strings.Contains(name, ".") {
		return false
	}
	return !analysis.Memo(p.Facts, dottedNames{}, func() bool {
		return slices.ContainsFunc(p.Facts.Variables().Names(), func(name string) bool { return strings.Contains(name, ".") })
	})
}

// dottedNames is the key of whether any variable has a dot in its name.
type dottedNames struct{}

// inBody reports whether a string is in a request's body.
func inBody(n jsontree.Node) bool {
	for ; n.Exists(); n = n.Parent() {
		if n.Key().Is("body") && n.Parent().Key().Is("request") {
			return true
		}
	}
	return false
}
