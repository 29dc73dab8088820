package rules

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tdewolff/parse/v2/js"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/httpstatus"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/script"
)

// namedStatus matches the name of a test that has a status.
var namedStatus = lazy.Regexp{Expr: `(?i)(?:status|code|returns?|responds?|response|http|gets?|got|expect\w*)\D{0,30}\b[1-5]\d\d\b|^[1-5]\d\d\b`}

// loneNumber returns the number in a text, and false if the text has none or several. A
// number is a word of its own: "v2" has none.
func loneNumber(text string) (number string, ok bool) {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !isWordCharacter(r) }) {
		if strings.Trim(word, "0123456789") != "" {
			continue
		}
		if ok {
			return "", false
		}
		number, ok = word, true
	}
	return number, ok
}

// isWordCharacter reports whether \b of a regular expression counts a character as one
// of a word.
func isWordCharacter(r rune) bool {
	return r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

// contradictoryTests reports tests whose name has one status and whose body checks
// another.
func contradictoryTests(p *rule.Pass, _ *collection.Item, s *script.Script) {
	for _, c := range s.Calls() {
		if c.Object != "pm" || c.Method != "test" || !c.Literal {
			continue
		}
		number, ok := loneNumber(c.Argument)
		if !ok || len(number) != len("200") {
			continue
		}
		arguments := s.Arguments(c)
		if len(arguments) < 2 {
			continue
		}
		named, _ := strconv.Atoi(number)
		checked, ok := checkedStatus(arguments[1])
		if !ok || checked == named || !namedStatus.Get().MatchString(c.Argument) {
			continue
		}
		node, from, to := s.Place(c.Value.Start(), c.Value.End())
		p.Report(rule.Finding{
			At: node, Start: from, End: to,
			Message: fmt.Sprintf("the test's name says %d, and it checks for %d", named, checked),
			Help:    "one of the two is wrong; reports of runs show the name alone",
		})
	}
}

// checkedStatus returns the status that a test checks, and whether there is exactly one.
func checkedStatus(body []script.Token) (int, bool) {
	status, found := 0, false
	for i, t := range body {
		if t.Text == "not" || t.Text == "oneOf" || t.Text == "include" || t.Text == "within" || t.Text == "if" {
			return 0, false // several may be accepted
		}
		if t.Type != js.OpenParenToken || i == 0 || i+2 >= len(body) || body[i+2].Type != js.CloseParenToken {
			continue
		}
		switch method := body[i-1].Text; {
		case method == "status":
		case (method == "eql" || method == "equal" || method == "eq" || method == "equals") && endsWithCode(body[:i]):
		default:
			continue
		}
		value := body[i+1]
		code := 0
		if text, quoted := script.Content(value); quoted {
			code = codeOf.Get()[plainPhrase(text)]
		} else if js.IsNumeric(value.Type) {
			code, _ = strconv.Atoi(value.Text)
		}
		if httpstatus.Text(code) == "" || found && code != status {
			return 0, false
		}
		status, found = code, true
	}
	return status, found
}

// endsWithCode reports whether a chain of calls that ends here is about the response's
// code: pm.expect(pm.response.code).to.be.eql.
func endsWithCode(before []script.Token) bool {
	for i := len(before) - 1; i >= 2 && i > len(before)-12; i-- {
		if before[i].Type == js.CloseParenToken {
			return before[i-1].Text == "code" && i >= 3 && before[i-3].Text == "response"
		}
	}
	return false
}
