package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/script"
)

var scriptLegacyAPI = &rule.Rule{
	Name:     "script-legacy-api",
	Category: rule.Scripts,
	Severity: diagnostic.Warning,
	Finds:    "Postman's old scripting interface: postman.*, tests[…], responseBody and its like. One finding a script and name.",
	Why:      "It is deprecated, and newer clients (Bruno, Insomnia, Postman's own v3 runtime) know it only in part.",
	Fix:      "Writes the new call, where exactly one has the same meaning.",
	Bad:      rule.Script(`postman.setEnvironmentVariable("token", pm.response.json().access_token);`),
	Good:     rule.Script(`pm.environment.set("token", pm.response.json().access_token);`),
	Visit: rule.Visit{Script: func(p *rule.Pass, _ *collection.Item, s *script.Script) {
		if s.Err != nil {
			return
		}
		for _, use := range legacyUses(s) {
			use.report(p, s)
		}
	}},
}

// legacyCalls are the calls of the object postman, with what they are now. The
// arguments stay. Source: Postman's documentation on the postman object, and
// the sandbox, which maps the old calls onto the new ones.
var legacyCalls = map[string]string{
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
	"getResponseCookie":         "", // gives an object, pm.cookies.get a text
}

// legacyNames are the old globals. Those with a replacement have exactly its
// meaning; help is for the others.
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
	name  string // as people write it
	help  string
	at    script.Token
	count int
	whole bool // every use has a replacement
	edits []replacement
}

type replacement struct {
	start, end int // in the source
	text       string
}

// legacyUses are the old names in a script, each once, in order.
func legacyUses(s *script.Script) []*legacyUse {
	var uses []*legacyUse
	add := func(name, help string, at script.Token, fix *replacement) {
		i := slices.IndexFunc(uses, func(u *legacyUse) bool { return u.name == name })
		if i < 0 {
			i = len(uses)
			uses = append(uses, &legacyUse{name: name, help: help, at: at, whole: true})
		}
		uses[i].count++
		if fix == nil {
			uses[i].whole = false
			return
		}
		uses[i].edits = append(uses[i].edits, *fix)
	}
	if !s.Declares("postman") {
		for _, c := range s.Calls() {
			now, old := legacyCalls[c.Method]
			if c.Object != "postman" || !old {
				continue
			}
			if now == "" {
				add("postman."+c.Method, "use pm.cookies.get(name)", c.First, nil)
			} else {
				add("postman."+c.Method, "it is now "+now, c.First, &replacement{c.First.Start, c.Name.End, now})
			}
		}
	}
	for _, old := range legacyNames {
		if s.Declares(old.name) {
			continue
		}
		for _, t := range s.Identifiers(old.name) {
			if _, used := s.Property(t); !used && (old.name == "environment" || old.name == "globals" || old.name == "tests") && old.replacement == "" {
				if !s.Indexed(t) {
					continue
				}
			}
			if old.replacement == "" || s.Assigned(t) {
				add(old.name, old.help, t, nil)
			} else {
				add(old.name, "it is now "+old.replacement, t, &replacement{t.Start, t.End, old.replacement})
			}
		}
	}
	return uses
}

func (u *legacyUse) report(p *rule.Pass, s *script.Script) {
	node, from, to := s.Place(u.at.Start, u.at.End)
	f := rule.Finding{
		At: node, Start: from, End: to,
		Message: fmt.Sprintf("%s is Postman's old scripting interface", u.name),
		Help:    u.help,
	}
	if u.count > 1 {
		f.Message += fmt.Sprintf(" (used %d times here)", u.count)
	}
	for _, e := range u.edits {
		_, start, end := s.Place(e.start, e.end)
		if node.Document().Text()[start:end] != s.Source[e.start:e.end] || strings.ContainsAny(s.Source[e.start:e.end], "\n\r") {
			u.whole = false // it spans lines, or is spelled with escapes
			break
		}
		f.Fix = append(f.Fix, collection.Edit{Start: start, End: end, Text: e.text})
	}
	if !u.whole {
		f.Fix = nil
	}
	p.Report(f)
}
