package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
)

var contractOperationUnknown = &rule.Rule{
	Name:     "contract-operation-unknown",
	Category: rule.Contracts,
	Severity: diagnostic.Error,
	Finds:    "a request to the API that matches none of its operations, with the nearest path or the available methods. Several requests to a part of the API that the document omits are one finding, a warning; an info if all paths of the document have a common start that these lack, or most requests to the host match nothing. More than five such parts are one finding, and so are more than three requests that spell the same part of their paths otherwise, and more than five that use the same other method.",
	Why:      "The server answers 404 or 405.",
	Bad:      rule.Request(`"https://api.example.com/pateints"`).WithContract(),
	Good:     rule.Request(`"https://api.example.com/patients"`).WithContract(),
	Visit:    rule.Visit{End: unknownOperations},
}

func unknownOperations(p *rule.Pass) {
	u := unknowns{pass: p, hints: map[string]nearest{}, leftOut: map[string]*unknown{}, services: map[jsontree.Node]bool{}}
	for i := range p.Facts.Requests() {
		if c := calledBy(p, i); isUnknown(p, i, c) {
			u.add(i, c)
		}
	}
	u.joinLeftOut()
	u.joinAlike()
	for _, one := range u.found {
		if !one.joined {
			p.Report(one.Finding)
		}
	}
}

// otherMethods returns a message with the methods that a path takes, and what it says of any
// path.
func otherMethods(method, path string, others []*api.Operation) (message, kind string) {
	var methods []string
	for _, o := range others {
		if o.Path == others[0].Path {
			methods = append(methods, o.Method)
		}
	}
	if fillsWithWord(others[0].Path, path) {
		message = fmt.Sprintf("nothing takes %s at %s; %s takes %s", method, path, others[0].Path, strings.Join(methods, ", "))
		return message, message
	}
	kind = fmt.Sprintf("does not take %s; it takes %s", method, strings.Join(methods, ", "))
	return others[0].Path + " " + kind, kind
}

// isUnknown reports whether a request calls an operation that the API does not have, and
// the document should describe.
func isUnknown(p *rule.Pass, i collection.Item, c called) bool {
	return c.unknown && !testsRefusal(p, i) && (p.API == nil || !p.API.HasRequest(p.Facts.Address(i).Text)) &&
		(!isAboutServer(c.path) && !checksServer.Get().MatchString(i.Name()) || describesServer(p)) && !isMeantOtherwise(p, i)
}

// isMeantOtherwise reports whether a request's "raw" is another address than its parts, and
// one of an operation: url-raw-mismatch tells that.
func isMeantOtherwise(p *rule.Pass, i collection.Item) bool {
	u := i.Request().URL()
	raw := u.Node.Get("raw").Text()
	if raw == "" || !u.HasParts() || sameAddress(raw, p.Facts.Sent(i)) || sameAddress(raw, u.Shown()) {
		return false
	}
	path, ok := p.Contract.Path(address.Split(p.Facts.Resolve(raw, &i)))
	if !ok {
		path = address.Split(raw).Path
	}
	segments := api.Segments(path)
	for n := range min(len(segments), 4) { // the server's own path may stand before
		if p.Contract.Known().Operation(strings.ToUpper(i.Request().Method()), "/"+strings.Join(segments[n:], "/")) != nil {
			return true
		}
	}
	return false
}

var checksServer = lazy.Regexp{Expr: `(?i)\bhealth[ -]?check\b|^health$|\b(heartbeat|liveness|readiness)\b`}

// isAboutServer reports whether a server answers a path about itself: with its health, or
// its documentation.
func isAboutServer(path string) bool {
	return slices.ContainsFunc(api.Segments(path), servesItself.Get().MatchString)
}

type serverKey struct{}

// describesServer reports whether the document describes such paths.
func describesServer(p *rule.Pass) bool {
	return analysis.Memo(p.Facts, serverKey{}, func() bool {
		return slices.ContainsFunc(p.Contract.Known().Operations, func(o *api.Operation) bool { return servesItself.Get().MatchString(api.Segments(o.Path)[0]) })
	})
}

// operationsAt returns the operations that a request's path fits. It leaves out those
// with a word where the request has a variable, except for the API's version: that is
// another path.
func operationsAt(known *api.API, path string) []*api.Operation {
	written := api.Segments(path)
	return slices.DeleteFunc(known.OperationsAt(path), func(o *api.Operation) bool {
		own := api.Segments(o.Path)
		for n, s := range own {
			if n < len(written) && !api.IsParameter(s) && !strings.HasPrefix(s, ":") && (strings.Contains(written[n], "{") || strings.HasPrefix(written[n], ":")) && !isOnlyVersion(known, own, n) {
				return true
			}
		}
		return false
	})
}

// fillsWithWord reports whether a path has a word where an operation has a parameter. It
// may then be another path, which the document leaves out.
func fillsWithWord(own, path string) bool {
	written := api.Segments(path)
	for n, s := range api.Segments(own) {
		if api.IsParameter(s) && n < len(written) && !strings.ContainsAny(written[n], "{:0123456789") {
			return true
		}
	}
	return false
}
