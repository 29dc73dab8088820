package openapi

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection/api"
)

// OpenAPI cannot express "one of these parameters is required". Documents say it in a
// sentence of the operation's description, such as "Either `since` or `date` must be
// specified."
var (
	asksForOne = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b(either|(at least |exactly )?one of|any of)\b`)
	})
	isNeed = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b(must|(is|are) (required|mandatory)|required to|needs? to|(has|have) to|requires)\b`)
	})
	isNoNeed = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b(not|n't|cannot|only one|at most one|optional(ly)?|if|when|unless|where)\b`)
	})
	// "If neither is provided, …": the call does without.
	doesWithout = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b(if|when|where) (neither|none|both are (omitted|missing)|nothing)\b`)
	})
	quotedName = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile("`([^`\\s]+)`|\"([^\"\\s]+)\"|'([^'\\s]+)'|<code>([^<\\s]+)</code>|\\*\\*([^*\\s]+)\\*\\*")
	})
	sentenceEnd = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[.!?](\s|$)|\n\s*\n|<br\s*/?>`) })
)

// oneOf returns the groups of query parameters of which a call needs one. An operation's
// description must say so in a sentence that names nothing else.
func oneOf(o *api.Operation) [][]string {
	if !mayAskForOne(o.Description) || !asksForOne().MatchString(o.Description) {
		return nil
	}
	optional := map[string]bool{}
	for _, p := range o.Parameters {
		if p.In == api.InQuery && !p.Required {
			optional[p.Name] = true
		}
	}
	if doesWithout().MatchString(o.Description) {
		return nil
	}
	var groups [][]string
	for _, text := range sentenceEnd().Split(o.Description, -1) {
		at := asksForOne().FindStringIndex(text)
		if at == nil || !isNeed().MatchString(text) || isNoNeed().MatchString(text) {
			continue
		}
		group := namesIn(text[at[1]:], optional)
		if !quotedName().MatchString(text) {
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
	for _, m := range quotedName().FindAllStringSubmatch(text, -1) {
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
	text = listStart().ReplaceAllString(text, "")
	var names []string
	for {
		m := listedName().FindStringSubmatch(text)
		if m == nil || !known[m[1]] {
			return nil
		}
		names = append(names, m[1])
		text = text[len(m[0]):]
		if separator := listSeparator().FindString(text); separator != "" {
			text = text[len(separator):]
			continue
		}
		return names
	}
}

var (
	listStart = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)^\s*(the )?((query )?parameters?|following|these)*\s*:?\s*`)
	})
	listedName    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^([\w.\[\]$-]*[\w\]])`) })
	listSeparator = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(\s*,\s*(or|and)\s+|\s*[,/]\s*|\s+(or|and)\s+(the )?)`)
	})
)
