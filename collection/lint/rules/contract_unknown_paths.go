package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/internal/suggest"
)

// unknown is a finding about requests that match no operation.
type unknown struct {
	rule.Finding
	start    string // of the paths that the document leaves out; "" if it has one nearby
	folder   string // the quoted name of a folder that the document leaves out; "" for others
	cause    string // what requests to other paths may have in common; "" for those left out
	most     int    // how many with one cause are reported one by one
	requests int
	joined   bool // another one stands for it
}

// unknowns collects findings about requests that match no operation.
type unknowns struct {
	pass    *rule.Pass
	found   []*unknown
	hints   map[string]nearest  // by method and path
	leftOut map[string]*unknown // by start
	// services has the folders of other APIs that are reported.
	services map[jsontree.Node]bool
}

// add adds a request that is unknown.
func (u *unknowns) add(i collection.Item, c called) {
	known := u.pass.Contract.Known() // not before: to read a template's API costs more than most files
	one := &unknown{Finding: rule.Finding{At: urlPlace(i.Request().URL())}, requests: 1}
	if folder := outermost(i); otherServices(u.pass)[folder.Node] {
		if u.services[folder.Node] {
			return // reported with the first
		}
		u.services[folder.Node] = true
		one.folder = fmt.Sprintf("%q", folder.Name())
		one.Message, one.Severity, one.Help, one.Everywhere = "the document describes no request in "+one.folder, diagnostic.Info, maybeElsewhere, true
		u.found = append(u.found, one)
		return
	}
	method := strings.ToUpper(u.pass.Facts.Resolve(i.Request().Method(), &i))
	if others := operationsAt(known, c.path); len(others) > 0 {
		one.Message, one.cause = otherMethods(i.Request().Method(), c.path, others)
		one.Help = seeDocument(others[0].Place, others[0].String())
		one.most = mostOfOneKind
		u.found = append(u.found, one)
		return
	}
	near, seen := u.hints[method+c.path]
	if !seen {
		near = nearestPath(known, method, c.path, calledOperations(u.pass))
		u.hints[method+c.path] = near
	}
	one.Message = fmt.Sprintf("the API has no path %s%s", c.path, near.hint)
	one.Help = "there is no such endpoint, or the document does not describe it"
	if near.hint != "" {
		one.cause, one.most = swapped(c.path, near.path), mostAlike
		if near.operation != nil {
			one.Help = seeDocument(near.operation.Place, near.operation.String())
		}
		if strings.EqualFold(c.path, near.path) {
			one.Severity = diagnostic.Warning // many servers take both
		}
		u.found = append(u.found, one)
		return
	}
	one.start = missingStart(known, c.path)
	if first := u.leftOut[one.start]; first != nil {
		first.requests++
		first.Message, first.Aside, first.Everywhere = noOperations+one.start, fmt.Sprintf(", where %d requests are sent", first.requests), true
		first.Help = maybeElsewhere
		first.Severity = cmp.Or(first.Severity, diagnostic.Warning)
		return
	}
	switch {
	case sharedStart(u.pass).excludes(one.start):
		one.Message, one.Severity, one.Help = noOperations+one.start, diagnostic.Info, maybeElsewhere
	case c.unsure:
		one.Severity = diagnostic.Info
	}
	u.leftOut[one.start] = one
	u.found = append(u.found, one)
}

const (
	noOperations   = "the API has no operations at "
	maybeElsewhere = "the document does not describe it, or another API answers there"
)

// joinLeftOut makes one finding of many about paths that the document leaves out: it is not
// complete. What it probably does not mean to describe is another finding.
func (u *unknowns) joinLeftOut() {
	var missing, elsewhere []*unknown
	for _, one := range u.found {
		switch {
		case one.start == "" && one.folder == "":
		case one.Severity == diagnostic.Info:
			elsewhere = append(elsewhere, one)
		default:
			missing = append(missing, one)
		}
	}
	if len(missing) > mostOfOneKind {
		join(missing, "the document leaves out many paths", diagnostic.Warning)
	}
	if len(elsewhere) > 1 {
		join(elsewhere, "the document describes only a part of what is called", diagnostic.Info)
	}
}

// join makes the first of some findings stand for all.
func join(all []*unknown, message string, severity diagnostic.Severity) {
	var names []string
	for n, one := range all {
		names = append(names, cmp.Or(one.folder, one.start))
		one.joined = n > 0
	}
	more := ""
	if n := len(names) - mostOfOneKind; n > 0 {
		names, more = names[:mostOfOneKind], fmt.Sprintf(" and %d more", n)
	}
	first := all[0]
	first.Message, first.Severity, first.Help, first.Everywhere = message, severity, maybeElsewhere, true
	first.Aside = ": it leaves out " + strings.Join(names, ", ") + more
	if severity == diagnostic.Warning {
		first.Aside = ": " + strings.Join(names, ", ") + more
	}
}

// joinAlike makes one finding of many with the same cause, such as a word that all paths of
// a resource spell otherwise.
func (u *unknowns) joinAlike() {
	first, count := map[string]*unknown{}, map[string]int{}
	for _, one := range u.found {
		if count[one.cause]++; one.cause != "" && first[one.cause] == nil {
			first[one.cause] = one
		}
	}
	for _, one := range u.found {
		if n := count[one.cause]; one.cause != "" && n > one.most {
			if one.joined = one != first[one.cause]; !one.joined {
				one.Finding = milder(u.pass, one.Finding)
				one.Aside, one.Everywhere = fmt.Sprintf(" (%d requests like it)", n), true
			}
		}
	}
}

// swapped returns the segments in which a path differs from another.
func swapped(path, other string) string {
	written, own := api.Segments(path), api.Segments(other)
	if len(written) != len(own) {
		return path
	}
	var all []string
	for n, s := range written {
		if s != own[n] {
			all = append(all, s+" "+own[n])
		}
	}
	return strings.Join(all, "\n")
}

type usedKey struct{}

// calledOperations returns the operations that are called.
func calledOperations(p *rule.Pass) map[*api.Operation]bool {
	return analysis.Memo(p.Facts, usedKey{}, func() map[*api.Operation]bool {
		used := map[*api.Operation]bool{}
		for i := range p.Facts.Requests() {
			if o := calledBy(p, i).operation; o != nil {
				used[o] = true
			}
		}
		return used
	})
}

// missingStart returns the start of a path up to the first segment that no operation
// has; the whole path if it continues an operation's path.
func missingStart(known *api.API, path string) string {
	written := api.Segments(path)
	most := 0
	for _, o := range known.Operations {
		path, _, _ := strings.Cut(o.Path, "?")
		most = max(most, leading(api.Segments(path), written, func(own, written string) bool {
			return own == written || api.IsParameter(own) || strings.Contains(written, "{{")
		}))
	}
	return "/" + strings.Join(written[:min(most+1, len(written))], "/")
}

// leading returns how many segments at the start of a path fit those of another.
func leading(own, other []string, fits func(own, other string) bool) int {
	n := 0
	for n < min(len(own), len(other)) && fits(own[n], other[n]) {
		n++
	}
	return n
}

// nearest is the path that another is a misspelling of.
type nearest struct {
	hint      string // "" if there is none; it may name two
	path      string // the first of them
	operation *api.Operation
}

// nearestPath returns the path that another is a misspelling of. Parameters
// are written as the request writes them. An operation that is called elsewhere, or by
// another method, is hardly misspelt here by more than a letter.
func nearestPath(known *api.API, method, path string, used map[*api.Operation]bool) nearest {
	written := api.Segments(path)
	var all []string
	from, words := map[string]*api.Operation{}, map[string]bool{}
	for _, o := range known.Operations {
		own := api.Segments(o.Path)
		for _, s := range own {
			words[s] = true
		}
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
		return nearest{}
	}
	near := suggest.Names(path, slices.DeleteFunc(all, func(made string) bool {
		if swapsKnownWord(path, made, words) {
			return true
		}
		if suggest.Distance(made, path) == 1 {
			return false
		}
		o := known.Operation(method, made)
		return o != nil && used[o] || o == nil && !sameLetters(path, made) || !areNear(path, made) || hasWordForNumber(from[made], made)
	}))
	hint := suggest.HintAt(near)
	if hint == "" {
		return nearest{}
	}
	return nearest{hint, near[0], from[near[0]]}
}

// swapsKnownWord reports whether a path has a word of the document where the other has
// another one: both are as they should be.
func swapsKnownWord(path, other string, words map[string]bool) bool {
	written, own := api.Segments(path), api.Segments(other)
	if len(written) != len(own) {
		return false
	}
	for n, s := range written {
		if s != own[n] && words[s] {
			return true
		}
	}
	return false
}

// sameLetters reports whether two paths differ in nothing but case, hyphens and underscores.
func sameLetters(path, other string) bool {
	plain := strings.NewReplacer("-", "", "_", "")
	return strings.EqualFold(plain.Replace(path), plain.Replace(other))
}

// areNear reports whether each segment of a path is similar to that of another, if both have
// equally many.
func areNear(path, other string) bool {
	written, own := api.Segments(path), api.Segments(other)
	if len(written) != len(own) {
		return true
	}
	for n, s := range written {
		if _, near := suggest.Name(s, own[n:n+1]); s != own[n] && !near {
			return false
		}
	}
	return true
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
