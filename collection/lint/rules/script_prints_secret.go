package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2/js"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/redact/secret"
	"github.com/postwright/postwright/collection/script"
)

var scriptPrintsSecret = &rule.Rule{
	Name:     "script-prints-secret",
	Category: rule.Privacy,
	Severity: diagnostic.Warning,
	Finds:    "a script that prints a token or password, or that names a test after one. One finding per script, at its first place.",
	Why:      "CI logs and run reports are read, and kept, by many more people than may have the token.",
	Bad:      rule.Script(`console.log("token: " + pm.response.json().access_token);`),
	Good:     rule.Script(`console.log("the token has " + pm.response.json().access_token.length + " characters");`),
	Visit: rule.Visit{Script: func(p *rule.Pass, i *collection.Item, s *script.Script) {
		var first script.Token
		var how string
		count := 0
		for _, c := range s.Calls() {
			var verb string
			var arguments [][]script.Token
			switch {
			case c.Object == "console" && slices.Contains(printers, c.Method):
				verb, arguments = "prints", s.Arguments(c)
			case c.Object == "pm" && c.Method == "test":
				verb, arguments = "names a test after", s.Arguments(c)
				arguments = arguments[:min(len(arguments), 1)]
			default:
				continue
			}
			for _, argument := range arguments {
				at, found := secretIn(argument)
				if !found && len(argument) == 1 {
					found = holdsSecret(s, argument[0])
					at = argument[0]
				}
				if !found && verb == "prints" && i != nil && !i.IsFolder() && grantType(i.Request()) != "" && !tellsFault(arguments) {
					at, found = wholeResponse(argument)
				}
				if !found {
					continue
				}
				if count++; count == 1 {
					first, how = at, verb
				}
				break
			}
		}
		if count == 0 {
			return
		}
		node, from, to := s.Place(first.Start(), first.End())
		f := rule.Finding{
			At: node, Start: from, End: to,
			Message: fmt.Sprintf("the script %s what is probably a secret: %s", how, strings.Trim(first.Text, "\"'`")),
			Help:    "logs and reports of runs keep it; print whether it is there, not what it is",
		}
		if count > 1 {
			f.Aside = fmt.Sprintf(" (%d places in this script)", count)
		}
		p.Report(f)
	}},
}

var printers = []string{"log", "info", "warn", "error", "debug", "trace", "dir", "table"}

// secretIn finds the first secret that becomes part of an expression's text. One that is
// only compared, tested or measured does not count.
func secretIn(expression []script.Token) (script.Token, bool) {
	for _, t := range expression {
		switch t.Text {
		case "?", "!", "!!", "==", "===", "!=", "!==", "<", ">", "<=", ">=", "typeof", "instanceof", "=>", "function":
			return script.Token{}, false
		}
	}
	for i, t := range expression {
		next, before := script.Token{}, script.Token{}
		if i+1 < len(expression) {
			next = expression[i+1]
		}
		if i > 0 {
			before = expression[i-1]
		}
		if name, quoted := script.Content(t); quoted {
			asked := before.Type == js.OpenParenToken && i > 1 && expression[i-2].Text == "get" && next.Type == js.CloseParenToken
			property := before.Type == js.OpenBracketToken && next.Type == js.CloseBracketToken && i > 1
			behind := script.Token{}
			if i+2 < len(expression) {
				behind = expression[i+2]
			}
			if (asked || property) && isSecretName(name) && !goesOn(behind) {
				return t, true
			}
			continue
		}
		if js.IsIdentifierName(t.Type) && isSecretName(t.Text) && !goesOn(next) && next.Type != js.ColonToken {
			return t, true
		}
	}
	return script.Token{}, false
}

// holdsSecret reports whether a script assigns a secret, once, to the variable that a
// token names: const t = response.access_token.
func holdsSecret(s *script.Script, name script.Token) bool {
	if !js.IsIdentifierName(name.Type) {
		return false
	}
	all, known := s.Kept(assignmentsKey{}).(map[string][]int)
	if !known { // a script may print many variables
		all = assignments(s)
		s.Keep(assignmentsKey{}, all)
	}
	const longest = 40 // tokens of an expression
	if len(all[name.Text]) != 1 {
		return false
	}
	tokens, start := s.Tokens(), all[name.Text][0]
	end := start
	for end < len(tokens) && end < start-2+longest && tokens[end].Text != ";" && !strings.Contains(s.Source[tokens[end-1].End():tokens[end].Start()], "\n") {
		end++
	}
	value := tokens[start:end]
	if _, found := secretIn(value); !found {
		return false
	}
	return !strings.Contains(s.Source[value[0].Start():value[len(value)-1].End()], "://") // a link
}

// assignmentsKey is under which a script keeps its assignments.
type assignmentsKey struct{}

// assignments returns the indices of the tokens after name =, by the name.
func assignments(s *script.Script) map[string][]int {
	all := map[string][]int{}
	tokens := s.Tokens()
	for i, t := range tokens {
		if i+2 < len(tokens) && tokens[i+1].Text == "=" && (i == 0 || tokens[i-1].Type != js.DotToken) {
			all[t.Text] = append(all[t.Text], i+2)
		}
	}
	return all
}

// goesOn reports whether a token continues an expression: with a property or a call.
func goesOn(next script.Token) bool {
	switch next.Type {
	case js.DotToken, js.OptChainToken, js.OpenBracketToken, js.OpenParenToken:
		return true
	}
	return false
}

// isSecretName reports whether a name is that of a secret value: its last word says so,
// and it is neither a flag nor a page token.
func isSecretName(name string) bool {
	w := words(name)
	if len(w) == 0 || !secret.IsName(name) && w[len(w)-1] != "jwt" {
		return false
	}
	switch w[len(w)-1] {
	case "token", "authorization", "password", "passwd", "pwd", "secret", "jwt", "credentials", "key", "pass", "passphrase", "apikey":
	case "accesstoken", "refreshtoken", "idtoken", "authtoken", "clientsecret", "privatekey", "bearertoken":
	default:
		return false
	}
	for _, word := range w {
		switch word {
		case "has", "is", "no", "valid", "expired", "need", "needs", "page", "next", "continuation", "sync", "cursor", "resume", "upload", "count", "public":
			return false
		}
	}
	return true
}

// tellsFault reports whether one of the arguments of a call is a text about an error.
// The response that is printed with it has no token.
func tellsFault(arguments [][]script.Token) bool {
	for _, argument := range arguments {
		for _, t := range argument {
			if text, quoted := script.Content(t); quoted && fault.Get().MatchString(text) {
				return true
			}
		}
	}
	return false
}

var fault = lazy.Regexp{Expr: `(?i)erro|fail|fehl|échec|echec|fall[oó]|falha|hata|gagal|ошибк|错误|失败|エラー|실패|오류`}

// wholeResponse finds an expression that is the whole response. The response to a token
// request contains the token.
func wholeResponse(expression []script.Token) (script.Token, bool) {
	var text strings.Builder
	for _, t := range expression {
		text.WriteString(t.Text)
	}
	switch text.String() {
	case "responseBody", "pm.response.json()", "pm.response.text()", "JSON.stringify(pm.response.json())":
		return expression[0], true
	}
	return script.Token{}, false
}
