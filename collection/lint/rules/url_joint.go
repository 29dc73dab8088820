package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

// doubledJoints reports variables that end with a slash while addresses write another
// one after them. It is one finding per variable.
func doubledJoints(p *rule.Pass) {
	type joint struct {
		name  string
		first jsontree.Node
		count int
	}
	byName := map[string]*joint{}
	var list []*joint
	for i := range p.Facts.Requests() {
		u := i.Request().URL()
		sent := p.Facts.Sent(i)
		for r := range collection.References(sent) {
			if r.Start > 0 && !strings.HasSuffix(sent[:r.Start], "://") {
				break
			}
			rest := sent[r.End:]
			value := p.Facts.Resolve(sent[r.Start:r.End], &i)
			if value != "/" && len(rest) > 1 && rest[0] == '/' && strings.HasSuffix(value, "/") && !strings.HasSuffix(value, "//") && rest[1] != '/' {
				j := byName[r.Name]
				if j == nil {
					j = &joint{name: r.Name, first: addressNode(u)}
					byName[r.Name] = j
					list = append(list, j)
				}
				j.count++
			}
			break
		}
	}
	for _, j := range list {
		f := rule.Finding{
			At: j.first, Everywhere: true, Severity: diagnostic.Warning,
			Message: fmt.Sprintf("the value of {{%s}} ends with a slash, and the address goes on with another", j.name),
			Help:    "the path is sent with an empty segment (//); remove the slash from the variable",
		}
		if j.count > 1 {
			f.Aside = fmt.Sprintf(" (%d requests)", j.count)
		}
		p.Report(f)
	}
}
