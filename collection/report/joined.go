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

// shared counts the places with one cause in the files of one collection.
type shared struct {
	entries, places int
	at              int // the index of the joined entry; -1 before the first
}

// joined makes one entry of those with one cause in the files of one collection, if that
// has as many places as one file would need for it.
func joined(entries []shownFinding, o Options) []shownFinding {
	causes := map[ofFolder]*shared{}
	of := make([]*shared, len(entries)) // nil for an entry of another file
	for i := range entries {
		e := &entries[i]
		if e.folder == nil {
			continue
		}
		key := ofFolder{e.folder, causeOf(&e.first)}
		if causes[key] == nil {
			causes[key] = &shared{at: -1}
		}
		of[i] = causes[key]
		of[i].entries++
		of[i].places += e.count
	}
	if len(causes) == 0 {
		return entries
	}
	all := entries[:0]
	for i, e := range entries {
		t := of[i]
		switch {
		case t == nil || t.entries < 2 || t.places < fewest && e.first.Listed == nil:
			all = append(all, e)
		case t.at < 0:
			t.at = len(all)
			all = append(all, e)
		default:
			all[t.at].join(e)
		}
	}
	for _, t := range causes {
		if t.at >= 0 && all[t.at].first.Listed != nil {
			all[t.at].list(o)
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
	if left := firstPlaces - len(e.places); left > 0 {
		d := other.first
		e.places = append(e.places, fmt.Sprintf("%s:%d:%d%s", d.Path, d.Line, d.Column, other.where))
		e.places = append(e.places, other.places[:min(len(other.places), left-1)]...)
	}
}
