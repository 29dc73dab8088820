package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/internal/suggest"
)

var contractOperationUnknown = &rule.Rule{
	Name:     "contract-operation-unknown",
	Category: rule.Contracts,
	Severity: diagnostic.Error,
	Finds:    "a request to the API that matches none of its operations, with the nearest path or the available methods. Several requests to a part of the API that the document omits are one finding, a warning; an info if all paths of the document have a common start that these lack.",
	Why:      "The server answers 404 or 405.",
	Bad:      rule.Request(`"https://api.example.com/pateints"`).WithContract(),
	Good:     rule.Request(`"https://api.example.com/patients"`).WithContract(),
	Visit: rule.Visit{End: func(p *rule.Pass) {
		hints := map[string]string{}
		var found []rule.Finding
		leftOut := map[string]int{} // index of the finding, by the start of its paths
		requests := map[int]int{}   // number of requests, by finding
		for i := range p.Facts.Requests() {
			c := calledBy(p, i)
			if !isUnknown(p, i, c) {
				continue
			}
			known := p.Contract.Known() // not before: to read a template's API costs more than most files
			f := rule.Finding{At: urlPlace(i.Request().URL())}
			if others := operationsAt(known, c.path); len(others) > 0 {
				f.Message = otherMethods(i.Request().Method(), c.path, others)
				f.Help = seeDocument(others[0].Place, others[0].String())
				found = append(found, f)
				continue
			}
			hint, seen := hints[c.path]
			if !seen {
				hint = nearestPath(known, c.path)
				hints[c.path] = hint
			}
			f.Message = fmt.Sprintf("the API has no path %s%s", c.path, hint)
			f.Help = "there is no such endpoint, or the document does not describe it"
			if hint == "" {
				start := missingStart(known, c.path)
				first, seen := leftOut[start]
				if seen {
					requests[first]++
					one := &found[first]
					one.Message, one.Aside, one.Everywhere = "the API has no operations at "+start, fmt.Sprintf(", where %d requests are sent", requests[first]), true
					one.Help = "the document does not describe it, or another API answers there"
					if one.Severity == "" {
						one.Severity = diagnostic.Warning
					}
					continue
				}
				if isOutside(known, start) {
					f.Message, f.Severity = "the API has no operations at "+start, diagnostic.Info
					f.Help = "the document does not describe it, or another API answers there"
				}
				leftOut[start], requests[len(found)] = len(found), 1
			}
			found = append(found, f)
		}
		for _, f := range found {
			p.Report(f)
		}
	}},
}

// otherMethods returns a message with the methods that a path takes.
func otherMethods(method, path string, others []*api.Operation) string {
	var methods []string
	for _, o := range others {
		if o.Path == others[0].Path {
			methods = append(methods, o.Method)
		}
	}
	if fillsWithWord(others[0].Path, path) {
		return fmt.Sprintf("nothing takes %s at %s; %s takes %s", method, path, others[0].Path, strings.Join(methods, ", "))
	}
	return fmt.Sprintf("%s does not take %s; it takes %s", others[0].Path, method, strings.Join(methods, ", "))
}

// isUnknown reports whether a request calls an operation that the API does not have, and
// the document should describe.
func isUnknown(p *rule.Pass, i collection.Item, c called) bool {
	return c.unknown && !testsRefusal(p, i) && (p.API == nil || !p.API.HasRequest(p.Facts.Address(i).Text)) &&
		(!isAboutServer(c.path) && !checksServer().MatchString(i.Name()) || describesServer(p)) && !isMeantOtherwise(p, i)
}

// isMeantOtherwise reports whether a request's "raw" is another address than its parts, and
// one of an operation: url-raw-mismatch reports that.
func isMeantOtherwise(p *rule.Pass, i collection.Item) bool {
	u := i.Request().URL()
	raw := u.Node.Get("raw").Text()
	if raw == "" || !u.HasParts() || sameAddress(raw, p.Facts.Sent(u)) || sameAddress(raw, u.Shown()) {
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

var checksServer = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\bhealth[ -]?check\b|^health$|\b(heartbeat|liveness|readiness)\b`)
})

// isAboutServer reports whether a server answers a path about itself: with its health, or
// its documentation.
func isAboutServer(path string) bool {
	return slices.ContainsFunc(api.Segments(path), servesItself().MatchString)
}

type serverKey struct{}

// describesServer reports whether the document describes such paths.
func describesServer(p *rule.Pass) bool {
	return analysis.Memo(p.Facts, serverKey{}, func() bool {
		return slices.ContainsFunc(p.Contract.Known().Operations, func(o *api.Operation) bool { return servesItself().MatchString(api.Segments(o.Path)[0]) })
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

// missingStart returns the start of a path up to the first segment that no operation
// has; the whole path if it continues an operation's path.
func missingStart(known *api.API, path string) string {
	written := api.Segments(path)
	most := 0
	for _, o := range known.Operations {
		path, _, _ := strings.Cut(o.Path, "?")
		own := api.Segments(path)
		n := 0
		for n < len(own) && n < len(written) && (own[n] == written[n] || api.IsParameter(own[n]) || strings.Contains(written[n], "{{")) {
			n++
		}
		most = max(most, n)
	}
	return "/" + strings.Join(written[:min(most+1, len(written))], "/")
}

// isOutside reports whether a start of a path leaves the one that all of an API's paths
// have in common: behind a gateway, another service answers there.
func isOutside(known *api.API, start string) bool {
	if len(known.Operations) == 0 {
		return false
	}
	common, paths := api.Segments(known.Operations[0].Path), map[string]bool{}
	for _, o := range known.Operations {
		paths[o.Path] = true
		own, n := api.Segments(o.Path), 0
		for n < len(own) && n < len(common) && own[n] == common[n] {
			n++
		}
		common = common[:n]
	}
	return len(paths) > 1 && len(api.Segments(start)) <= len(common)
}

// nearestPath returns the hint at the path that another is a misspelling of. Parameters are
// written as the request writes them.
func nearestPath(known *api.API, path string) string {
	written := api.Segments(path)
	var all []string
	from := map[string]*api.Operation{}
	for _, o := range known.Operations {
		own := api.Segments(o.Path)
		if at := len(own) - len(written); at < -1 || at > 1 || at != 0 && !haveMostIn(own, written) {
			continue
		}
		// If one has a segment more, it may be anywhere.
		for at := range max(len(own), len(written)) {
			made := "/" + strings.Join(filled(own, written, at), "/")
			all, from[made] = append(all, made), o
			if len(own) == len(written) {
				break
			}
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	path = strings.TrimSuffix(path, "/")
	if suggest.Hint(path, all) == "" {
		return ""
	}
	return suggest.Hint(path, slices.DeleteFunc(all, func(made string) bool {
		return hasWordForNumber(from[made], made) && suggest.Distance(made, path) != 1
	}))
}

// filled returns the segments of an operation's path with the request's segments in
// place of parameters. If one path has a segment more than the other, that is at the
// given index.
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

// haveMostIn reports whether at least half of the words of a path, and more than one,
// are segments of another.
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
