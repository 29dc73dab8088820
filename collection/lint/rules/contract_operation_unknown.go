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
	Finds:    "a request to the API that none of its operations answers, with the nearest path or the methods that there are.",
	Why:      "The server answers 404 or 405.",
	Bad:      rule.Request(`"https://api.example.com/pateints"`).WithContract(),
	Good:     rule.Request(`"https://api.example.com/patients"`).WithContract(),
	Visit: rule.Visit{Request: func(p *rule.Pass, i collection.Item, r collection.Request) {
		c := calledBy(p, i)
		if !c.unknown || testsRefusal(p, i) || p.API != nil && p.API.HasRequest(p.Facts.Address(i).Text) {
			return
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
		if at := len(own) - len(written); at < -1 || at > 1 || at != 0 && !haveMostIn(own, written) {
			continue
		}
		// Where one has a segment more, it may stand anywhere.
		for at := range max(len(own), len(written)) {
			all = append(all, "/"+strings.Join(filled(own, written, at), "/"))
			if len(own) == len(written) {
				break
			}
		}
	}
	slices.Sort(all)
	return suggest.Hint(strings.TrimSuffix(path, "/"), slices.Compact(all))
}

// filled returns the segments of an operation's path with those of a request in the place
// of parameters, where one of the two has a segment more, at a place.
func filled(own, written []string, at int) []string {
	made := slices.Clone(own)
	for n, s := range own {
		from := n
		if n >= at {
			from += len(written) - len(own)
		}
		if api.IsParameter(s) && from >= 0 && from < len(written) && (n != at || len(own) <= len(written)) {
			made[n] = written[from]
		}
	}
	return made
}

// haveMostIn reports whether most of the words of a path are segments of another.
func haveMostIn(own, written []string) bool {
	words, has := 0, 0
	for _, s := range own {
		if api.IsParameter(s) {
			continue
		}
		words++
		if slices.Contains(written, s) {
			has++
		}
	}
	return words > 1 && 2*has >= words
}
