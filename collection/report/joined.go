package report

import (
	"cmp"
	"fmt"
)

// ofFolder is what entries have in common that one collection's files share.
type ofFolder struct {
	*folderID
	cause
}

// joined makes one entry of those with one cause in the files of one collection, if that
// has as many places as one file would need for it.
func joined(entries []shownFinding, o Options) []shownFinding {
	counts, files := map[ofFolder]int{}, map[ofFolder]int{}
	of := func(e *shownFinding) ofFolder { return ofFolder{e.folder, causeOf(&e.first)} }
	for _, e := range entries {
		if e.folder != nil {
			counts[of(&e)] += e.count
			files[of(&e)]++
		}
	}
	if len(files) == 0 {
		return entries
	}
	var all []shownFinding
	first := map[ofFolder]int{}
	for _, e := range entries {
		key := of(&e)
		if files[key] < 2 || counts[key] < fewest && e.first.Listed == nil {
			all = append(all, e)
			continue
		}
		at, ok := first[key]
		if !ok {
			first[key] = len(all)
			all = append(all, e)
			continue
		}
		all[at].join(e)
	}
	for _, at := range first {
		if e := &all[at]; e.first.Listed != nil {
			e.list(o)
		}
	}
	return all
}

// join adds the findings of an entry with the same cause.
func (e *shownFinding) join(other shownFinding) {
	e.count += other.count
	if e.first.Listed != nil {
		e.topics = append(e.topics, other.topics...)
		return
	}
	if generic(e.first.Message, &e.first) != generic(other.first.Message, &other.first) {
		e.first.Message = cmp.Or(e.first.About, e.first.Message)
	}
	d := other.first
	places := append([]string{fmt.Sprintf("%s:%d:%d%s", d.Path, d.Line, d.Column, other.where)}, other.places...)
	e.places = append(e.places, places[:min(len(places), firstPlaces-len(e.places))]...)
}
