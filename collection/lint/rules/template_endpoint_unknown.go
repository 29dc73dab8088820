package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/internal/suggest"
)

var templateEndpointUnknown = &rule.Rule{
	Name:     "template-endpoint-unknown",
	Category: rule.Template,
	Severity: diagnostic.Warning,
	Finds:    "a request to the API's server that none of its operations answers, with the nearest that there is.",
	Why:      "The server answers 404 or 405.",
	Bad:      rule.Request(`"https://api.example.com/pateints"`).WithTemplate(),
	Good:     rule.Request(`"https://api.example.com/patients"`).WithTemplate(),
	Visit: rule.Visit{Request: func(p *rule.Pass, i collection.Item, r collection.Request) {
		operation, toServer := operationOf(p, i)
		if !toServer || operation != nil || p.Template.Known() == nil || inTemplate(p, i) {
			return
		}
		path, _ := p.Template.Path(p.Facts.Address(i))
		at := r.URL().Node
		if raw := at.Get("raw"); raw.Exists() {
			at = raw
		}
		f := rule.Finding{At: at, Help: "the server has nothing there"}
		if others := p.Template.Known().OperationsAt(path); len(others) > 0 {
			var methods []string
			for _, o := range others {
				methods = append(methods, o.Method)
			}
			f.Message = fmt.Sprintf("%s does not take %s here; it takes %s", p.Template.Title, r.Method(), strings.Join(methods, ", "))
		} else {
			f.Message = fmt.Sprintf("%s has no %s%s", p.Template.Title, path, nearestOperation(p, r.Method(), path))
		}
		p.Report(f)
	}},
}

// inTemplate reports whether a request is one of the template's own, which may go
// where the list of operations does not.
func inTemplate(p *rule.Pass, i collection.Item) bool {
	sent := strings.TrimSuffix(p.Facts.Address(i).Text, "/")
	for _, item := range p.Template.Items {
		if item.Request != nil && strings.TrimSuffix(p.Template.Resolve(item.Request.URL), "/") == sent {
			return true
		}
	}
	return false
}

// nearestOperation is the hint at the operation that a path is nearest to,
// first among those of the method.
func nearestOperation(p *rule.Pass, method, path string) string {
	var same, other []string
	for _, o := range p.Template.Known().Operations {
		if strings.EqualFold(o.Method, method) {
			same = append(same, o.Path)
		} else {
			other = append(other, o.Path)
		}
	}
	path = strings.TrimSuffix(path, "/")
	if hint := suggest.Hint(path, same); hint != "" {
		return hint
	}
	return suggest.Hint(path, other)
}
