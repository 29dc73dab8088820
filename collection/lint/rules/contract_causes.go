package rules

import (
	"fmt"
	"regexp"
	"sync"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/lint/rule"
)

// mostAlike is how many findings of one cause are reported one by one. Of more, people change
// what causes them: a schema, or what they copied.
const mostAlike = 3

// requestsByCause returns a visit that checks all requests, and reports a cause with many
// findings once (see byCause).
func requestsByCause(cause func(rule.Finding) string, check func(*rule.Pass, collection.Item, collection.Request)) rule.Visit {
	return rule.Visit{End: func(p *rule.Pass) {
		byCause(p, cause, func(p *rule.Pass) {
			for i := range p.Facts.Requests() {
				check(p, i, i.Request())
			}
		})
	}}
}

// responsesByCause is like requestsByCause for saved examples.
func responsesByCause(cause func(rule.Finding) string, check func(*rule.Pass, collection.Item, collection.Response)) rule.Visit {
	return requestsByCause(cause, func(p *rule.Pass, i collection.Item, _ collection.Request) {
		for r := range i.Responses() {
			check(p, i, r)
		}
	})
}

// byCause runs a visit with a pass that reports a cause with many findings once, in the
// first of them, with their number. A finding without a cause has the one that a function
// returns.
func byCause(p *rule.Pass, cause func(rule.Finding) string, visit func(*rule.Pass)) {
	var found []rule.Finding
	var keys []string
	places := map[string]int{}
	counting := *p
	counting.Report = func(f rule.Finding) {
		key := f.Cause
		if key == "" {
			key = countedItems().ReplaceAllString(cause(f), "[]")
		}
		found, keys = append(found, f), append(keys, key)
		places[key]++
	}
	visit(&counting)
	for n, f := range found {
		switch count := places[keys[n]]; {
		case count == 0:
			continue // reported with the first
		case count > mostAlike:
			f.Aside, f.Everywhere = fmt.Sprintf(" (%d places)", count), true
			places[keys[n]] = 0
		}
		p.Report(f)
	}
}

// countedItems are the parts of a message that differ with the place in a list.
var countedItems = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\[\d+\]|, as in (another|\d+ other) items?`)
})

// sameMessage returns the cause of findings whose messages say all.
func sameMessage(f rule.Finding) string { return f.Message }

// sameOperation returns the cause of findings about one operation or parameter, which the help
// names.
func sameOperation(f rule.Finding) string { return f.Message + "\n" + f.Help }
