package rules

import (
	"slices"
	"sort"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
)

// postmanExpression matches JavaScript inside the braces of a reference: a call on one
// of the sandbox's objects, a built-in object, or arithmetic with a dynamic variable.
var postmanExpression = lazy.Regexp{Expr: `^\s*(pm\.|postman\.|new Date\b|Date\.|Math\.|JSON\.|crypto\.|CryptoJS\.|btoa\(|encodeURIComponent\(|environment\[|globals\[)` +
	`|^\s*\$(guid|timestamp|isoTimestamp|random\w+)\s*[-+*/(]`}

// isExpression reports whether a name is an expression, which Postman does not evaluate.
func isExpression(name string) bool {
	return strings.ContainsAny(name, ".([$ ") && postmanExpression.Get().MatchString(name) // most names are one word
}

// isForeign reports whether a reference in a body belongs to another template language,
// which the server evaluates: {{DATE(now, SHORT)}}, {{#if x}}, {{signer.name}}. Postman
// variables may have dots in their names, but then other variables of the collection
// have them too.
func isForeign(p *rule.Pass, u analysis.Use) bool {
	name := u.Name
	if isExpression(name) || !inBody(u.Node) {
		return false
	}
	if strings.ContainsAny(name, "()[]|#/^>&!=+*?:,;'\"<@\n") && !strings.HasPrefix(name, collection.Vault) {
		return true
	}
	if !strings.Contains(name, ".") {
		return u.Item != nil && inSentence(u) && (storesTemplate(p, *u.Item) || amongMergeFields(p, u))
	}
	return !analysis.Memo(p.Facts, dottedNames{}, func() bool {
		return slices.ContainsFunc(p.Facts.Variables().Names(), func(name string) bool { return strings.Contains(name, ".") })
	})
}

// storesTemplate reports whether a request stores a text with references of its own, by its
// name and path.
func storesTemplate(p *rule.Pass, i collection.Item) bool {
	return analysis.Memo(p.Facts, templateItem{i.Node}, func() bool {
		return writesTemplate.Get().MatchString(i.Name() + " " + i.Request().URL().Path())
	})
}

// templateItem is the key for whether a request stores a template.
type templateItem struct{ item jsontree.Node }

// amongMergeFields reports whether a reference is probably a field that the server fills
// into a message: a string in a JSON body has at least three, one of them has spaces
// inside its braces as in other template languages, and none is defined.
func amongMergeFields(p *rule.Pass, u analysis.Use) bool {
	all := analysis.Memo(p.Facts, messagesIn{u.Node}, func() []message { return messages(p.Facts.Variables(), u.Node) })
	at := sort.Search(len(all), func(i int) bool { return all[i].end >= u.To })
	return at < len(all) && all[at].hasFields
}

// messagesIn is the key of the messages in a value.
type messagesIn struct{ value jsontree.Node }

// message is a stretch of text without quotes: a string in a JSON body.
type message struct {
	end       int // in the document's text
	hasFields bool
}

func messages(v *analysis.Variables, n jsontree.Node) []message {
	const fewest = 3
	var all []message
	end := n.Start()
	for part := range strings.SplitAfterSeq(n.Raw(), `"`) {
		end += len(part)
		count, isSpaced, isDefined := 0, false, false
		for r := range collection.References(part) {
			count++
			isSpaced = isSpaced || strings.TrimSpace(r.Name) != r.Name
			isDefined = isDefined || v.Defined(r.Name)
		}
		if count > 0 {
			all = append(all, message{end, count >= fewest && isSpaced && !isDefined})
		}
	}
	return all
}

// inSentence reports whether a reference is only part of a string.
func inSentence(u analysis.Use) bool {
	text := u.Node.Document().Text()
	return u.From > 0 && u.To < len(text) && (text[u.From-1] != '"' || text[u.To] != '"' && text[u.To] != '\\')
}

// writesTemplate matches names and paths of requests that store a text with references
// of its own.
var writesTemplate = lazy.Regexp{Expr: `(?i)templat|plantilla|vorlage|sjabloon|şablon`}

// dottedNames is the key for whether any variable has a dot in its name.
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
