package rules

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

var oauth2ScopeSyntax = &rule.Rule{
	Name:     "oauth2-scope-syntax",
	Category: rule.Authorization,
	Severity: diagnostic.Error,
	Finds:    "a list of scopes with commas, doubled or stray spaces, or a scope twice.",
	Why:      "Scopes are separated by one space (RFC 6749, section 3.3). With a comma, most servers see a single unknown scope and refuse it.",
	Fix:      "Writes the same scopes in the same order, each once, separated by one space.",
	Bad:      rule.Auth(`{"type": "oauth2", "oauth2": [{"key": "scope", "value": "patients:read, user:read"}]}`),
	Good:     rule.Auth(`{"type": "oauth2", "oauth2": [{"key": "scope", "value": "patients:read user:read"}]}`),
	Visit: rule.Visit{Auth: func(p *rule.Pass, _ *collection.Item, a collection.Auth) {
		value := a.Attribute("scope")
		if a.Type() != "oauth2" || value.Kind() != jsontree.String || value.Is("") {
			return
		}
		text := value.Text()
		var names []string
		for _, s := range distinctScopes(text) {
			names = append(names, s.Name)
		}
		right := strings.Join(names, " ")
		if right == text || right == "" {
			return
		}
		p.Report(rule.Finding{
			At: value, Message: scopeFault(text),
			Help: "scopes are separated by one space, each once",
			Fix:  []jsontree.Edit{value.Replace(jsontree.Quote(right))},
		})
	}},
}

// distinctScopes returns the scopes in a text, each once.
func distinctScopes(text string) []collection.Scope {
	var distinct []collection.Scope
	seen := map[string]bool{}
	for _, s := range collection.Scopes(text) {
		if !seen[s.Name] {
			seen[s.Name] = true
			distinct = append(distinct, s)
		}
	}
	return distinct
}

// betweenScopes returns a text with an "x" in place of each scope, so that only the
// separators are left.
func betweenScopes(text string) string {
	var b strings.Builder
	done := 0
	for _, s := range collection.Scopes(text) {
		b.WriteString(text[done:s.Start] + "x")
		done = s.End
	}
	return b.String() + text[done:]
}

// isOtherSpace reports whether a character is a space outside ASCII, such as the
// no-break space.
func isOtherSpace(r rune) bool { return r > unicode.MaxASCII && unicode.IsSpace(r) }

// scopeFault describes the problem with a list of scopes.
func scopeFault(text string) string {
	switch between := betweenScopes(text); {
	case strings.Contains(between, ","):
		return "the scopes are separated by commas"
	case strings.ContainsAny(between, "\t\r\n"):
		return "the scopes are separated by a tab or line feed"
	case strings.IndexFunc(between, isOtherSpace) >= 0:
		r := []rune(between[strings.IndexFunc(between, isOtherSpace):])[0]
		return fmt.Sprintf("the character U+%04X beside a scope looks like a space but is not one", r)
	case strings.TrimSpace(text) != text:
		return "there is a space before or after the scopes"
	case strings.Contains(between, "  "):
		return "there are two spaces between scopes"
	}
	seen := map[string]bool{}
	for _, name := range collection.ScopeNames(text) {
		if seen[name] {
			return fmt.Sprintf("the scope %q appears twice", name)
		}
		seen[name] = true
	}
	return "a scope appears twice"
}
