package rules

import (
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
)

// What says that the server is to refuse a request: its name, a folder's, or a test.
var (
	refusedName = lazy.Regexp{Expr: `(?i)^missing [a-z]|^no [a-z ]*\b(uu)?id\b|\b(un(authori[sz]ed|authenticated)|forbidden|not found|non-?existent|(should|must) (fail|error|reject|be (rejected|refused|denied|blocked)|not |return [45])|` +
		`error (from|when|if)|by (an? )?(inactive|invalid|unknown|wrong|other|different|non-?[a-z]+) (user|member|account|customer|role)s?|` +
		`(missing|without|no|expired|empty|bad|bogus|fake|revoked|tampered) (([a-z_-]+ ){0,3}(auth[a-z]*|tokens?|credentials|passwords?|body|payload|headers?|param[a-z]*|fields?|ids?|keys?|query|values?|names?|signature))|` +
		`too (long|short|large|big|many)|out of range|out-of-range|exceed(s|ing|ed)?|(sql|code|command|script|header) injection|xss|path traversal|(not|dis)-?allowed|cannot|can't)\b|` +
		`\bfails?\s*\W*$|[\[(:–—-]\s*(fail(s|ed|ure|ing)?|error|neg)\b|^(fail|error)(s|ed|ure|ing)?\b\s*[:–—-]|❌|✗|✖|🚫|⛔|^5\d\d\b|(?-i:\b(KO|NOK|NOT OK)\b)|` + refusedElsewhere}
	refusingFolder = lazy.Regexp{Expr: `(?i)\b(invalid|negative|wrong|bad requests?|unhappy|sad paths?|malformed|unauthori[sz]ed|unauthenticated|forbidden|(error|failure|failing|failed|edge) (case|scenario|test|path|response|handling)s?|` +
		`(error|validation|abuse|attack|penetration|fuzz|rate[- ]limit) (handling|tests?|checks?|errors?))\b|\b[45](\d\d|xx)\b|^(\w+ )?errors?$|❌|✗|✖|🚫|⛔|` + refusedElsewhere}
	// A check after "if" says what to do where the server refuses, not that it does.
	refusingTest = lazy.Regexp{Expr: `(?:have\.status|eqls?|equals?|status)\(\s*4\d\d\b|have\.status\(\s*['"](Bad Request|Unauthorized|Forbidden|Not Found|Conflict|Unprocessable)|` +
		`oneOf\(\s*\[\s*4\d\d(\s*,\s*[45]\d\d)*\s*\]|to\.be\.(clientError|badRequest|unauthorized|forbidden|notFound|error)\b|` +
		`(?m:^[^\n]*\]\s*=\s*(?:pm\.response|responseCode)\.code\s*={2,3}\s*4\d\d)`}
	refusingText = lazy.Regexp{Expr: `(?i)\b(expect(s|ed|ing)?|should (return|respond|fail|get|give)|must (return|fail))\b[^.\n]{0,40}\b4\d\d\b|\bnegative (test|case|scenario)`}
)

// refusedElsewhere are the words of other languages for what is invalid, wrong or missing.
// Source: collections of people who name their requests in them.
const refusedElsewhere = `\b(inv[aá]lid[oa]s?|incorrect[oa]s?|inexistentes?|no existe|n[aã]o (encontrad[oa]|autorizad[oa]|existe)|` +
	`(sin|sem|sans|ohne|senza|tanpa|bez) (autenti[a-zç]*|autori[a-z]*|authenti[a-z]*|anmeldung|tokens?|permis[a-z]*|credenciai?s?|credenciales)|` +
	`invalides?|inexistante?s?|ung[uü]ltig[a-z]*|falsch[a-z]*|ge[cç]ersiz|hatal[iı]|(caso|casos|escenarios?|cen[aá]rios?) (negativ|de err)[a-z]*|deve (falhar|retornar erro)|debe fallar)`

// leavingOut are names of requests that leave out on purpose what is required.
var leavingOut = lazy.Regexp{Expr: `(?i)\b(without|missing|omit(s|ted|ting)?|lack(s|ing)?|incomplete|partial(ly)?|only|empty|blank|not (provided|given|sent|set)|sin|sem|sans|ohne)\b|\brequired$`}

type (
	refusalKey        struct{ item jsontree.Node }
	refusingFolderKey struct{ folder jsontree.Node }
)

// testsRefusal reports whether a request tests that the server refuses it, whatever for.
func testsRefusal(p *rule.Pass, i collection.Item) bool {
	return analysis.Memo(p.Facts, refusalKey{i.Node}, func() bool { return isRefusalTest(p, i) })
}

func isRefusalTest(p *rule.Pass, i collection.Item) bool {
	return expectsRefusal(p, i) || refusedName.Get().MatchString(i.Name()) || saysRefused(i) || testsForRefusal(p, i) || inRefusingFolder(p, i.Folder)
}

// inRefusingFolder reports whether a folder or one around it says, by its name or tests, that
// the server refuses what is in it.
func inRefusingFolder(p *rule.Pass, folder *collection.Item) bool {
	return folder != nil && analysis.Memo(p.Facts, refusingFolderKey{folder.Node}, func() bool {
		return refusingFolder.Get().MatchString(folder.Name()) || testsForRefusal(p, *folder) || inRefusingFolder(p, folder.Folder)
	})
}

// testsForRefusal reports whether a test of an item itself expects that the server refuses a
// request.
func testsForRefusal(p *rule.Pass, i collection.Item) bool {
	for e := range i.Events() {
		if e.Listen() != "test" || e.Disabled() {
			continue
		}
		source := p.Facts.Script(e).Source
		if (hasRefusal(source) || strings.Contains(source, "to.be.") || strings.Contains(source, "have.status(")) && refusingTest.Get().MatchString(source) {
			return true
		}
	}
	return false
}

// hasRefusal reports whether a text has a number from 400 to 499, as far as a glance shows.
func hasRefusal(text string) bool {
	for {
		at := strings.IndexByte(text, '4')
		if at < 0 || at+2 >= len(text) {
			return false
		}
		if isDigit(text[at+1]) && isDigit(text[at+2]) {
			return true
		}
		text = text[at+1:]
	}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// saysRefused reports whether a request's description says that the server refuses it. One
// that lists what an operation answers also speaks of success.
func saysRefused(i collection.Item) bool {
	text := plainText(i.Node.Get("request", "description"))
	return (hasRefusal(text) || strings.Contains(text, "egative ") || strings.Contains(text, "EGATIVE ")) && !strings.Contains(text, "200") && !strings.Contains(text, "201") && refusingText.Get().MatchString(text)
}
