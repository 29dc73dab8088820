package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var oauth2ScopeSyntax = &rule.Rule{
	Name:     "oauth2-scope-syntax",
	Category: rule.Authorization,
	Severity: diagnostic.Error,
	Finds:    "a list of scopes with commas, doubled or stray spaces, or a scope twice.",
	Why:      "Scopes are separated by one space (RFC 6749, section 3.3). With a comma the server sees one scope of a strange name and refuses it.",
	Fix:      "Writes the same scopes in the same order, each once, with one space between.",
	Bad:      rule.Auth(`{"type": "oauth2", "oauth2": [{"key": "scope", "value": "patients:read, user:read"}]}`),
	Good:     rule.Auth(`{"type": "oauth2", "oauth2": [{"key": "scope", "value": "patients:read user:read"}]}`),
	Visit: rule.Visit{Auth: func(p *rule.Pass, _ *collection.Item, a collection.Auth) {
		value := a.Attribute("scope")
		if a.Type() != "oauth2" || value.Kind() != collection.String || value.Is("") {
			return
		}
		text := value.Text()
		scopes := scopeWords(text)
		if right := strings.Join(scopes, " "); right != text && right != "" {
			p.Report(rule.Finding{
				At: value, Message: scopeFault(text),
				Help: "scopes are separated by one space, each once",
				Fix:  []collection.Edit{value.Replace(collection.Quote(right))},
			})
		}
	}},
}

// scopeWords are the scopes in a text, each once, whatever separates them.
// References stay whole, though their names may hold spaces, and so do scopes
// that are addresses, which may hold commas.
func scopeWords(text string) []string {
	var words []string
	add := func(word string) {
		if word != "" && !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	depth := 0
	for _, w := range strings.FieldsFunc(text, func(r rune) bool {
		switch r {
		case '{':
			depth++
		case '}':
			depth--
		case ' ', '\t', '\n', '\r':
			return depth <= 0
		}
		return false
	}) {
		if strings.Contains(w, "://") || strings.Contains(w, "{{") {
			add(strings.Trim(w, ","))
			continue
		}
		for part := range strings.SplitSeq(w, ",") {
			add(part)
		}
	}
	return words
}

func scopeFault(text string) string {
	switch {
	case strings.Contains(text, ","):
		return "the scopes are separated by commas"
	case strings.ContainsAny(text, "\t\r\n"):
		return "the scopes are separated by a tab or line feed"
	case strings.TrimSpace(text) != text:
		return "there is a space before or behind the scopes"
	case strings.Contains(text, "  "):
		return "there are two spaces between scopes"
	}
	seen := map[string]bool{}
	for _, w := range strings.Fields(text) {
		if seen[w] {
			return fmt.Sprintf("the scope %q stands here twice", w)
		}
		seen[w] = true
	}
	return "a scope stands here twice"
}
