package rules

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var oauth2ScopeSyntax = &rule.Rule{
	Name:     "oauth2-scope-syntax",
	Category: rule.Authorization,
	Severity: diagnostic.Error,
	Finds:    "a list of scopes with commas, doubled or stray spaces, or a scope twice.",
	Why:      "Scopes are separated by one space (RFC 6749, section 3.3). With a comma most servers see one scope of a strange name and refuse it.",
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
		var names []string
		for _, w := range scopes {
			names = append(names, w.name)
		}
		right := strings.Join(names, " ")
		if right == text || right == "" {
			return
		}
		p.Report(rule.Finding{
			At: value, Message: scopeFault(text),
			Help: "scopes are separated by one space, each once",
			Fix:  []collection.Edit{value.Replace(collection.Quote(right))},
		})
	}},
}

// scopeWord is one scope and its place in the text of the attribute.
type scopeWord struct {
	name       string
	start, end int
}

// scopeWords are the scopes in a text, each once.
func scopeWords(text string) []scopeWord {
	var words []scopeWord
	seen := map[string]bool{}
	for _, w := range allScopeWords(text) {
		if !seen[w.name] {
			seen[w.name] = true
			words = append(words, w)
		}
	}
	return words
}

// betweenScopes is a text with an "x" for each scope, to see what separates them.
func betweenScopes(text string) string {
	var b strings.Builder
	done := 0
	for _, w := range allScopeWords(text) {
		b.WriteString(text[done:w.start] + "x")
		done = w.end
	}
	return b.String() + text[done:]
}

// allScopeWords are the scopes in a text, whatever separates them. References
// stay whole, though their names may hold spaces, and so do scopes that are
// addresses, which may hold commas, up to one with another address behind it.
func allScopeWords(text string) []scopeWord {
	var words []scopeWord
	add := func(start, end int) {
		for start < end && text[start] == ',' {
			start++
		}
		for start < end && text[end-1] == ',' {
			end--
		}
		if start < end {
			words = append(words, scopeWord{text[start:end], start, end})
		}
	}
	run := func(start, end int) {
		isAddress := strings.Contains(text[start:end], "://")
		if !strings.Contains(text[start:end], "{{") {
			for at := start; at < end; at++ {
				if text[at] == ',' && (!isAddress || startsAddress(text[at+1:end])) {
					add(start, at)
					start = at + 1
				}
			}
		}
		add(start, end)
	}
	depth, start := 0, 0
	for at, r := range text {
		switch r {
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth <= 0 && unicode.IsSpace(r) {
			run(start, at)
			start = at + utf8.RuneLen(r)
		}
	}
	run(start, len(text))
	return words
}

// startsAddress tells a text that starts with a scheme and its "://".
func startsAddress(text string) bool {
	end := strings.IndexFunc(text, func(r rune) bool {
		return r != '+' && r != '-' && r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	return end > 0 && strings.HasPrefix(text[end:], "://")
}

// isOtherSpace tells the spaces beyond ASCII, such as the no-break space.
func isOtherSpace(r rune) bool { return r > unicode.MaxASCII && unicode.IsSpace(r) }

// scopeFault says what is wrong with a list of scopes.
func scopeFault(text string) string {
	switch between := betweenScopes(text); {
	case strings.Contains(between, ","):
		return "the scopes are separated by commas"
	case strings.ContainsAny(between, "\t\r\n"):
		return "the scopes are separated by a tab or line feed"
	case strings.IndexFunc(between, isOtherSpace) >= 0:
		r := []rune(between[strings.IndexFunc(between, isOtherSpace):])[0]
		return fmt.Sprintf("the character U+%04X beside a scope looks like a space and is none", r)
	case strings.TrimSpace(text) != text:
		return "there is a space before or behind the scopes"
	case strings.Contains(between, "  "):
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
