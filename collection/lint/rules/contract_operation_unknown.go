package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/internal/suggest"
)

var contractOperationUnknown = &rule.Rule{
	Name:     "contract-operation-unknown",
	Category: rule.Contracts,
	Severity: diagnostic.Error,
	Finds:    "a request to the API that none of its operations answers, with the nearest path or the methods that there are. With a template alone, template-endpoint-unknown reports it.",
	Why:      "The server answers 404 or 405.",
	Bad:      rule.Request(`"https://api.example.com/pateints"`).WithContract(),
	Good:     rule.Request(`"https://api.example.com/patients"`).WithContract(),
	Visit: rule.Visit{Request: func(p *rule.Pass, i collection.Item, r collection.Request) {
		c := calledBy(p, i)
		if !c.unknown || expectsRefusal(p, i) {
			return
		}
		if p.Template != nil {
			if _, own := p.Template.Path(p.Facts.Address(i)); own {
				return
			}
		}
		known := p.Contract.Known()
		f := rule.Finding{At: urlPlace(r.URL())}
		if others := known.OperationsAt(c.path); len(others) > 0 {
			var methods []string
			for _, o := range others {
				methods = append(methods, o.Method)
			}
			f.Message = fmt.Sprintf("%s does not take %s; it takes %s", others[0].Path, r.Method(), strings.Join(methods, ", "))
			f.Help = seeDocument(others[0].Place, others[0].String())
		} else {
			f.Message = fmt.Sprintf("the API has no path %s%s", c.path, nearestPath(known, c.path))
			f.Help = "the server has nothing there, or the document does not describe it"
		}
		p.Report(f)
	}},
}

// nearestPath is the hint at the path that another is a misspelling of. Parameters are
// written as the request writes them.
func nearestPath(known *api.API, path string) string {
	written := api.Segments(path)
	var all []string
	for _, o := range known.Operations {
		own := api.Segments(o.Path)
		if len(own) != len(written) {
			continue
		}
		for n, s := range own {
			if api.IsParameter(s) {
				own[n] = written[n]
			}
		}
		all = append(all, "/"+strings.Join(own, "/"))
	}
	slices.Sort(all)
	return suggest.Hint(strings.TrimSuffix(path, "/"), slices.Compact(all))
}
