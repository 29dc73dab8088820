package rules

import (
	"regexp"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/script"
)

// downloaded finds expressions that give what came from a server, or what a
// variable holds, which is where scripts keep libraries.
var downloaded = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\.get\(|\.text\(\)|\bresponseBody\b|\bglobals\b|\benvironment\b|get(Global|Environment)Variable\(|\.stream\b`)
})

// evaluatesDownload reports whether a call of eval is given what was downloaded,
// directly or by way of one variable of the script.
func evaluatesDownload(p *rule.Pass, s *script.Script, c script.Call) bool {
	arguments := s.Arguments(c)
	if len(arguments) == 0 {
		return false
	}
	first := arguments[0]
	source := s.Source[first[0].Start:first[len(first)-1].End]
	if downloaded().MatchString(source) {
		return !isOfFile(p, source)
	}
	if len(first) != 1 {
		return false
	}
	for at, t := range s.Tokens {
		if t.Text != source || at+2 >= len(s.Tokens) || s.Tokens[at+1].Text != "=" {
			continue
		}
		// The value goes up to the end of its line or statement.
		end := at + 2
		for end < len(s.Tokens) && s.Tokens[end].Text != ";" && end < at+40 {
			end++
		}
		if downloaded().MatchString(s.Source[s.Tokens[at+2].Start:s.Tokens[end-1].End]) {
			return !isOfFile(p, s.Source[s.Tokens[at+2].Start:s.Tokens[end-1].End])
		}
	}
	return false
}

// variableRead matches an expression that is the value of a variable.
var variableRead = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^pm\.(?:collectionVariables|variables)\.get\(\s*["']([^"']+)["']\s*\)$`)
})

// isOfFile reports whether an expression is the value of a variable whose code the
// collection itself holds.
func isOfFile(p *rule.Pass, expression string) bool {
	m := variableRead().FindStringSubmatch(expression)
	if m == nil {
		return false
	}
	for v := range p.Collection.Variables() {
		if v.Key() == m[1] && strings.TrimSpace(v.Value().Text()) != "" {
			return true
		}
	}
	return false
}
