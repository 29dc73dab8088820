package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

// joints is the kind of the variables that end with a slash in the rule's tally.
const joints = "joints"

// countJoint counts the variable at the start of an address that ends with a slash while
// the address writes another one after it.
func countJoint(p *rule.Pass, i collection.Item, sent string) {
	for r := range collection.References(sent) {
		if r.Start > 0 && !strings.HasSuffix(sent[:r.Start], "://") {
			return
		}
		rest := sent[r.End:]
		if len(rest) < 2 || rest[0] != '/' || rest[1] == '/' {
			return
		}
		value := p.Facts.Resolve(sent[r.Start:r.End], &i)
		if value != "/" && strings.HasSuffix(value, "/") && !strings.HasSuffix(value, "//") {
			p.Tally.Add(joints, r.Name, i, collection.Part{Node: addressNode(i.Request().URL())})
		}
		return
	}
}

// doubledJoints reports the variables that were counted.
func doubledJoints(p *rule.Pass) {
	for _, one := range p.Tally.List(joints) {
		f := rule.Finding{
			At: one.First.Node, Everywhere: true, Severity: diagnostic.Warning,
			Message: fmt.Sprintf("the value of {{%s}} ends with a slash, and the address goes on with another", one.Text),
			Help:    "the path is sent with an empty segment (//); remove the slash from the variable",
		}
		if one.Count > 1 {
			f.Aside = fmt.Sprintf(" (%d requests)", one.Count)
		}
		p.Report(f)
	}
}
