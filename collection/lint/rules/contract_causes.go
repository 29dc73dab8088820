package rules

import (
	"fmt"
	"regexp"
	"sync"

	"github.com/postwright/postwright/collection/lint/rule"
)

// mostAlike is how many findings of one cause are told one by one. Of more, people change
// what causes them: a schema, or what they copied.
const mostAlike = 3

// byCause does a visit with a pass that tells a cause with many findings once, in the first
// of them, with their number. A finding's cause is what a function returns.
func byCause(p *rule.Pass, cause func(rule.Finding) string, visit func(*rule.Pass)) {
	var found []rule.Finding
	var keys []string
	places := map[string]int{}
	counting := *p
	counting.Report = func(f rule.Finding) {
		key := countedItems().ReplaceAllString(cause(f), "[]")
		found, keys = append(found, f), append(keys, key)
		places[key]++
	}
	visit(&counting)
	for n, f := range found {
		switch count := places[keys[n]]; {
		case count == 0:
			continue // told with the first
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

// sameMessage is the cause of findings whose messages say all.
func sameMessage(f rule.Finding) string { return f.Message }

// sameOperation is the cause of findings about one operation or parameter, which the help
// names.
func sameOperation(f rule.Finding) string { return f.Message + "\n" + f.Help }
