package rules

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
)

const (
	// mostAlike is how many findings of one cause are reported one by one. Of more, people
	// change what causes them: a schema, or what they copied.
	mostAlike = 3
	// mostOfOneKind is how many findings of one kind, about several operations, are reported
	// one by one. Of more, a habit is the cause, of the collection or of the document.
	mostOfOneKind = 5
)

// requestsByCause returns a visit that checks all requests, and reports a cause with many
// findings once (see byCause).
func requestsByCause(cause func(rule.Finding) string, check func(*rule.Pass, collection.Item, collection.Request)) rule.Visit {
	return rule.Visit{End: func(p *rule.Pass) {
		byCause(p, cause, func(p *rule.Pass) {
			report, contradicted := p.Report, documentsOwn(p)
			for i := range p.Facts.Requests() {
				one := *p
				one.Report = func(f rule.Finding) {
					if contradicted(f) {
						return
					}
					if succeeded(i) {
						f = milder(p, f)
					}
					report(f)
				}
				check(&one, i, i.Request())
			}
		})
	}}
}

// responsesByCause is like requestsByCause for saved examples.
func responsesByCause(cause func(rule.Finding) string, check func(*rule.Pass, collection.Item, collection.Response)) rule.Visit {
	return rule.Visit{End: func(p *rule.Pass) {
		byCause(p, cause, func(p *rule.Pass) {
			report, contradicted := p.Report, documentsOwn(p)
			one := *p
			one.Report = func(f rule.Finding) {
				if !contradicted(f) {
					report(f)
				}
			}
			for i := range p.Facts.Requests() {
				for r := range i.Responses() {
					check(&one, i, r)
				}
			}
		})
	}}
}

// byCause runs a visit with a pass that reports a cause with many findings once, in the
// first of them, with their number. A finding without a cause has the one that a function
// returns. Many findings of one kind about several operations are one, too, and milder: so
// much is hardly a slip, and the document may be wrong.
func byCause(p *rule.Pass, cause func(rule.Finding) string, visit func(*rule.Pass)) {
	var found []rule.Finding
	var keys, kinds []string
	places, causes, ofKind := map[string]int{}, map[string]map[string]bool{}, map[string]int{}
	counting := *p
	counting.Report = func(f rule.Finding) {
		key, kind := f.Cause, habitOf(f)
		if key == "" {
			key = countedItems.Get().ReplaceAllString(cause(f), "[]")
		}
		found, keys, kinds = append(found, f), append(keys, key), append(kinds, kind)
		places[key]++
		ofKind[kind]++
		if causes[kind] == nil {
			causes[kind] = map[string]bool{}
		}
		causes[kind][key] = true
	}
	visit(&counting)
	for n, f := range found {
		count, kind := places[keys[n]], kinds[n]
		switch joined := len(f.Fix) == 0 && len(causes[kind]) > 1 && ofKind[kind] > mostOfOneKind; {
		case count == 0, joined && causes[kind][""]:
			continue // reported with the first
		case joined:
			f.Aside, f.Everywhere = fmt.Sprintf(" (%d places like it)", ofKind[kind]), true
			f = milder(p, f)
			causes[kind][""] = true
		case count > mostAlike:
			f.Aside, f.Everywhere = fmt.Sprintf(" (%d places)", count), true
			places[keys[n]] = 0
		}
		p.Report(f)
	}
}

// milder returns a finding with the next lower severity.
func milder(p *rule.Pass, f rule.Finding) rule.Finding {
	switch cmp.Or(f.Severity, p.Rule.Severity) {
	case diagnostic.Error:
		f.Severity = diagnostic.Warning
	case diagnostic.Warning:
		f.Severity = diagnostic.Info
	}
	return f
}

// succeeded reports whether a saved example shows that a server accepted a request: a
// success with the date that servers send.
func succeeded(i collection.Item) bool {
	for r := range i.Responses() {
		if code := r.Code().Raw(); len(code) != 3 || code[0] != '2' {
			continue
		}
		for h := range r.Headers() {
			if strings.EqualFold(strings.TrimSpace(h.Key()), "Date") {
				return true
			}
		}
	}
	return false
}

// habitOf returns what a finding says of any place.
func habitOf(f rule.Finding) string { return cmp.Or(f.Kind, f.Message) }

// countedItems are the parts of a message that differ with the place in a list.
var countedItems = lazy.Regexp{Expr: `\[\d+\]|, as in (another|\d+ other) items?`}

// sameMessage returns the cause of findings whose messages say all.
func sameMessage(f rule.Finding) string { return f.Message }

// sameOperation returns the cause of findings about one operation or parameter, which the help
// names.
func sameOperation(f rule.Finding) string { return f.Message + "\n" + f.Help }
