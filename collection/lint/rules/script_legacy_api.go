package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/script"
)

var scriptLegacyAPI = &rule.Rule{
	Name:     "script-legacy-api",
	Category: rule.Scripts,
	Severity: diagnostic.Warning,
	Finds:    "Postman's old scripting interface: postman.*, tests[…], responseBody and similar, and eval of downloaded code, the old way to load a library. One finding per script and name.",
	Why:      "It is deprecated, and newer clients (Bruno, Insomnia, Postman's own v3 runtime) support it only in part.",
	Fix:      "Replaces a call if exactly one new call has the same meaning. The old setters convert every value to text, the new ones keep it: these are replaced if the value is certainly text, or if no script reads the variable.",
	Bad:      rule.Script(`postman.setEnvironmentVariable("token", pm.response.json().access_token);`),
	Good:     rule.Script(`pm.environment.set("token", pm.response.json().access_token);`),
	Visit: rule.Visit{Script: func(p *rule.Pass, _ *collection.Item, s *script.Script) {
		if s.Kept(noLegacy{}) != nil || s.Err() != nil {
			return
		}
		uses := legacyUses(p, s)
		for _, use := range uses {
			use.report(p, s)
		}
		if len(uses) == 0 {
			s.Keep(noLegacy{}, true)
		}
	}},
}

// noLegacy is the key under which a script keeps that it has no old names: many requests
// have the same script.
type noLegacy struct{}

// legacyCalls maps the calls of the object postman to their replacements, which take the
// same arguments. Source: Postman's documentation on the postman object, and the
// sandbox, which maps the old calls to the new ones.
var legacyCalls = lazy.Value[map[string]string]{New: func() map[string]string {
	return map[string]string{
		"setEnvironmentVariable":    "pm.environment.set",
		"getEnvironmentVariable":    "pm.environment.get",
		"clearEnvironmentVariable":  "pm.environment.unset",
		"clearEnvironmentVariables": "pm.environment.clear",
		"setGlobalVariable":         "pm.globals.set",
		"getGlobalVariable":         "pm.globals.get",
		"clearGlobalVariable":       "pm.globals.unset",
		"clearGlobalVariables":      "pm.globals.clear",
		"setNextRequest":            "pm.execution.setNextRequest",
		"getResponseHeader":         "pm.response.headers.get",
		"getResponseCookie":         "", // returns an object; pm.cookies.get returns a string
	}
}}

// legacyNames lists the old globals. A replacement has exactly the same meaning; help is
// for those without one.
var legacyNames = []struct{ name, replacement, help string }{
	{"responseBody", "pm.response.text()", ""},
	{"responseTime", "pm.response.responseTime", ""},
	{"responseCode", "", "use pm.response.code and pm.response.status"},
	{"responseHeaders", "", "use pm.response.headers.get(name)"},
	{"responseCookies", "", "use pm.cookies"},
	{"tests", "", "use pm.test(name, function () { … }) with pm.expect"},
	{"environment", "", "use pm.environment.get(name)"},
	{"globals", "", "use pm.globals.get(name)"},
	{"iteration", "", "use pm.info.iteration"},
}

type legacyUse struct {
	name  string // as written in the script
	help  string
	at    script.Token
	count int
	whole bool // whether everything can be fixed; otherwise nothing is
	edits []replacement
}

type replacement struct {
	start, end int // in the source
	text       string
}

// legacyUses returns the old names in a script, each once, in order.
func legacyUses(p *rule.Pass, s *script.Script) []*legacyUse {
	uses := &legacyList{}
	if !s.Declares("postman") {
		uses.addCalls(p, s)
	}
	for _, c := range s.Calls() {
		if c.Object == "" && (c.Method == "eval" || c.Method == "Function") && !c.Literal && evaluatesDownload(p, s, c) {
			uses.add("eval of downloaded code", "whoever writes that address can read every variable; use pm.require for a library, and JSON.parse for JSON", c.Name, nil)
		}
	}
	uses.addNames(s)
	return uses.all
}

// legacyList has the old names that were found.
type legacyList struct{ all []*legacyUse }

// add adds a use of an old name; fix is nil if it cannot be fixed. It returns what is
// known of all uses of the name.
func (l *legacyList) add(name, help string, at script.Token, fix *replacement) *legacyUse {
	i := slices.IndexFunc(l.all, func(u *legacyUse) bool { return u.name == name })
	if i < 0 {
		i = len(l.all)
		l.all = append(l.all, &legacyUse{name: name, help: help, at: at, whole: true})
	}
	u := l.all[i]
	u.count++
	if fix != nil {
		u.edits = append(u.edits, *fix)
	} else if len(u.edits) == u.count-1 {
		u.help = help // of the first that cannot be fixed
	}
	return u
}

// addCalls adds the calls of methods of postman.
func (l *legacyList) addCalls(p *rule.Pass, s *script.Script) {
	oldObjects := map[string]bool{} // those that the script itself reads
	for _, object := range []string{"environment", "globals"} {
		for range s.Identifiers(object) {
			oldObjects[object] = !s.Declares(object)
			break
		}
	}
	for _, c := range s.Calls() {
		if c.Object != "postman" {
			continue
		}
		now, old := legacyCalls.Get()[c.Method]
		name := s.Between(c.First, c.Name)
		switch {
		case !old:
		case now == "":
			l.add("postman."+c.Method, "use pm.cookies.get(name)", name, nil)
		default:
			help, fix := "it is now "+now, &replacement{c.First.Start(), c.Name.End(), now}
			if why := differs(p, s, c, oldObjects); why != "" {
				help, fix = help+why, nil
			}
			l.add("postman."+c.Method, help, name, fix)
		}
	}
}

// addNames adds the uses of global names.
func (l *legacyList) addNames(s *script.Script) {
	for _, old := range legacyNames {
		if s.Declares(old.name) {
			continue
		}
		isObject := old.replacement == "" && (old.name == "environment" || old.name == "globals" || old.name == "tests")
		for t := range s.Identifiers(old.name) {
			if _, used := s.Property(t); isObject && !used && !s.Indexed(t) {
				continue
			}
			switch {
			case old.replacement == "":
				l.add(old.name, old.help, t, nil)
			case s.Assigned(t) || s.Event.Listen() != "test":
				// Later uses mean what was assigned. Before the request there is no
				// response.
				l.add(old.name, "it is now "+old.replacement, t, nil).whole = false
			default:
				l.add(old.name, "it is now "+old.replacement, t, &replacement{t.Start(), t.End(), old.replacement})
			}
		}
	}
}

// differs describes how the replacement of an old call has another meaning; "" if it has
// the same.
func differs(p *rule.Pass, s *script.Script, c script.Call, oldObjects map[string]bool) string {
	switch object := map[bool]string{true: "globals", false: "environment"}[strings.Contains(c.Method, "Global")]; {
	case strings.HasPrefix(c.Method, "get"), c.Method == "setNextRequest":
		return ""
	case oldObjects[object]:
		return fmt.Sprintf("; it leaves the old object %q, which this script reads, as it is", object)
	case !strings.HasPrefix(c.Method, "set"):
		return ""
	}
	arguments := s.Arguments(c)
	if len(arguments) == 2 && (script.IsText(arguments[1]) || c.Literal && !p.Facts.Variables().ReadByScript(c.Argument)) {
		return ""
	}
	return ", which does not make a text of a number or boolean: look at the scripts that read it"
}

func (u *legacyUse) report(p *rule.Pass, s *script.Script) {
	node, from, to := s.Place(u.at.Start(), u.at.End())
	f := rule.Finding{
		At: node, Start: from, End: to,
		Message: u.message(),
		Help:    u.help,
	}
	if u.count > 1 {
		f.Aside = fmt.Sprintf(" (used %d times here)", u.count)
	}
	for _, e := range u.edits {
		_, start, end := s.Place(e.start, e.end)
		if node.Document().Text()[start:end] != s.Source[e.start:e.end] || strings.ContainsAny(s.Source[e.start:e.end], "\n\r") {
			u.whole = false // it spans lines, or has escapes
			break
		}
		f.Fix = append(f.Fix, jsontree.Edit{Start: start, End: end, Text: e.text})
	}
	if !u.whole || !script.Parses(u.repaired(s.Source)) {
		f.Fix = nil
	}
	p.Report(f)
}

func (u *legacyUse) message() string {
	if strings.HasPrefix(u.name, "eval ") {
		return "the script evaluates code that was downloaded"
	}
	return fmt.Sprintf("%s is Postman's old scripting interface", u.name)
}

// repaired returns a script after the edits.
func (u *legacyUse) repaired(source string) string {
	var b strings.Builder
	done := 0
	for _, e := range u.edits {
		b.WriteString(source[done:e.start] + e.text)
		done = e.end
	}
	return b.String() + source[done:]
}
