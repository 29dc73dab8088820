package rules

import (
	"strings"

	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/script"
)

// downloaded matches expressions whose value comes from a server, or from a variable, in
// which scripts keep libraries.
var downloaded = lazy.Regexp{Expr: `\.get\(|\.text\(\)|\bresponseBody\b|\bglobals\b|\benvironment\b|get(Global|Environment)Variable\(|\.stream\b`}

// evaluatesDownload reports whether a call of eval gets downloaded code, directly or
// through one variable of the script.
func evaluatesDownload(p *rule.Pass, s *script.Script, c script.Call) bool {
	arguments := s.Arguments(c)
	if len(arguments) == 0 {
		return false
	}
	first := arguments[0]
	source := s.Source[first[0].Start():first[len(first)-1].End()]
	if downloaded.Get().MatchString(source) {
		return !isOfFile(p, source)
	}
	if len(first) != 1 {
		return false
	}
	for at, t := range s.Tokens() {
		if t.Text != source || at+2 >= len(s.Tokens()) || s.Tokens()[at+1].Text != "=" {
			continue
		}
		// The value extends to the end of its line or statement.
		end := at + 2
		for end < len(s.Tokens()) && s.Tokens()[end].Text != ";" && end < at+40 {
			end++
		}
		if downloaded.Get().MatchString(s.Source[s.Tokens()[at+2].Start():s.Tokens()[end-1].End()]) {
			return !isOfFile(p, s.Source[s.Tokens()[at+2].Start():s.Tokens()[end-1].End()])
		}
	}
	return false
}

// variableRead matches an expression that reads a variable.
var variableRead = lazy.Regexp{Expr: `^(?:(?:pm\.)?(?:collectionVariables|variables|globals|environment)\.get\(\s*["']([^"']+)["']\s*\)|` +
	`(?:globals|environment)(?:\.(\w+)|\[["']([^"']+)["']\])|postman\.get(?:Global|Environment)Variable\(\s*["']([^"']+)["']\s*\))$`}

// isOfFile reports whether an expression reads a variable whose code is in the
// collection: the collection defines the value, or a script sets it to something that
// does not come from a server.
func isOfFile(p *rule.Pass, expression string) bool {
	m := variableRead.Get().FindStringSubmatch(expression)
	if m == nil {
		return false
	}
	name := strings.Join(m[1:], "")
	for v := range p.Collection.Variables() {
		if v.Key() == name && strings.TrimSpace(v.Value().Text()) != "" {
			return true
		}
	}
	for _, s := range p.Facts.Scripts {
		if setsOwnCode(s.Source, name) {
			return true
		}
	}
	return false
}

// setsOwnCode reports whether a script sets a variable to a function or a string in the
// script itself.
func setsOwnCode(source, name string) bool {
	for _, quote := range []string{`"`, "'", "`"} {
		quoted := quote + name + quote
		for from := 0; ; {
			i := strings.Index(source[from:], quoted)
			if i < 0 {
				break
			}
			before := strings.TrimRight(source[max(0, from+i-40):from+i], " \t")
			from += i + len(quoted)
			value, isCall := strings.CutPrefix(strings.TrimLeft(source[from:], " \t"), ",")
			if isCall && setter.Get().MatchString(before) && (ownCode.Get().MatchString(value) || isFunctionOf(source, value)) {
				return true
			}
		}
	}
	return false
}

// isFunctionOf reports whether a value is the source of a function in the script, as in
// helpers.toString().
func isFunctionOf(source, value string) bool {
	name, _, ok := strings.Cut(strings.TrimLeft(value, " \t"), ".toString()")
	if !ok || name == "" {
		return false
	}
	for _, start := range []string{"function " + name + "(", name + " = (", name + " = function", name + " = async"} {
		if strings.Contains(source, start) {
			return true
		}
	}
	return false
}

var (
	// setter matches text that ends before the name of a variable that is set.
	setter = lazy.Regexp{Expr: `\bset(?:Global|Environment)?(?:Variable)?\($`}
	// ownCode matches the start of a value that is code.
	ownCode = lazy.Regexp{Expr: "^\\s*(?:[\"'`]|(?:async\\s+)?(?:function\\b|\\([^()]*(?:\\([^()]*\\)[^()]*)*\\)\\s*=>|\\w+\\s*=>))"}
)
