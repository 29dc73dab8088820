package openapi

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/lazy"
)

// OpenAPI cannot express "one of these parameters is required". Documents say it in a
// sentence of the operation's description, such as "Either `since` or `date` must be
// specified."
var (
	asksForOne = lazy.Regexp{Expr: `(?i)\b(either|(at least |exactly )?one of|any of)\b`}
	isNeed     = lazy.Regexp{Expr: `(?i)\b(must|(is|are) (required|mandatory)|required to|needs? to|(has|have) to|requires)\b`}
	isNoNeed   = lazy.Regexp{Expr: `(?i)\b(not|n't|cannot|only one|at most one|optional(ly)?|if|when|unless|where)\b`}
	// "If neither is provided, …": the call does without.
	doesWithout = lazy.Regexp{Expr: `(?i)\b(if|when|where) (neither|none|both are (omitted|missing)|nothing)\b`}
	quotedName  = lazy.Regexp{Expr: "`([^`\\s]+)`|\"([^\"\\s]+)\"|'([^'\\s]+)'|<code>([^<\\s]+)</code>|\\*\\*([^*\\s]+)\\*\\*"}
	sentenceEnd = lazy.Regexp{Expr: `[.!?](\s|$)|\n\s*\n|<br\s*/?>`}
)

// oneOf returns the groups of query parameters of which a call needs one. An operation's
// description must say so in a sentence that names nothing else.
func oneOf(o *api.Operation) [][]string {
	if !mayAskForOne(o.Description) || !asksForOne.Get().MatchString(o.Description) {
		return nil
	}
	optional := map[string]bool{}
	for _, p := range o.Parameters {
		if p.In == api.InQuery && !p.Required {
			optional[p.Name] = true
		}
	}
	if doesWithout.Get().MatchString(o.Description) {
		return nil
	}
	var groups [][]string
	for _, text := range sentenceEnd.Get().Split(o.Description, -1) {
		at := asksForOne.Get().FindStringIndex(text)
		if at == nil || !isNeed.Get().MatchString(text) || isNoNeed.Get().MatchString(text) {
			continue
		}
		group := namesIn(text[at[1]:], optional)
		if !quotedName.Get().MatchString(text) {
			group = listedNames(text[at[1]:], optional)
		}
		if len(group) > 1 {
			groups = append(groups, group)
		}
	}
	return groups
}

// mayAskForOne reports, faster than [asksForOne], whether a description may match it.
func mayAskForOne(description string) bool {
	text := strings.ToLower(description)
	return strings.Contains(text, "either") || strings.Contains(text, "one of") || strings.Contains(text, "any of")
}

// namesIn returns the quoted names in a text; nil if one of them is not known.
func namesIn(text string, known map[string]bool) []string {
	var names []string
	for _, m := range quotedName.Get().FindAllStringSubmatch(text, -1) {
		name := strings.Join(m[1:], "")
		if !known[name] {
			return nil
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// listedNames returns the names in the list that a text starts with, such as "phone, email
// or name"; nil if one of them is not known.
func listedNames(text string, known map[string]bool) []string {
	text = listStart.Get().ReplaceAllString(text, "")
	var names []string
	for {
		m := listedName.Get().FindStringSubmatch(text)
		if m == nil || !known[m[1]] {
			return nil
		}
		names = append(names, m[1])
		text = text[len(m[0]):]
		if separator := listSeparator.Get().FindString(text); separator != "" {
			text = text[len(separator):]
			continue
		}
		return names
	}
}

var (
	listStart     = lazy.Regexp{Expr: `(?i)^\s*(the )?((query )?parameters?|following|these)*\s*:?\s*`}
	listedName    = lazy.Regexp{Expr: `^([\w.\[\]$-]*[\w\]])`}
	listSeparator = lazy.Regexp{Expr: `^(\s*,\s*(or|and)\s+|\s*[,/]\s*|\s+(or|and)\s+(the )?)`}
)
