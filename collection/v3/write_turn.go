package v3

import (
	"maps"
	"slices"
	"strings"
)

// swapped returns the parts of a folder that were renamed in a ring, such as two that
// exchanged their names. Their files stay: one after the other, they cannot take each
// other's name so that none is lost where that ends halfway.
func swapped(all, before []*part) map[*part]bool {
	byName := map[string]*part{}
	file := func(stem string, q *part) string { return folded(stem + suffixOf(q)) }
	for _, q := range all {
		if was := q.was; was != nil && renamed(q, was) && slices.Contains(before, was) {
			byName[file(was.stem, q)] = q
		}
	}
	ring := map[*part]bool{}
	for _, first := range byName {
		q := first
		for range byName {
			if q = byName[file(q.wantedStem(), q)]; q == nil || q == first {
				break
			}
		}
		if q == first && file(q.was.stem, q) != file(q.wantedStem(), q) {
			ring[q] = true
		}
	}
	return ring
}

// inTurn brings requests of a folder into an order in which one that is renamed makes room
// first for the one that gets its name.
func inTurn(parts []*part) []*part {
	byName := map[string]*part{}
	for _, q := range parts {
		if was := q.was; q.role == request && was != nil && was.parent == q.parent.was {
			byName[folded(was.stem+suffixOf(q))] = q
		}
	}
	var all []*part
	done := map[*part]bool{}
	var one func(q *part)
	one = func(q *part) {
		if done[q] {
			return
		}
		done[q] = true
		if before := byName[folded(q.stem+suffixOf(q))]; before != nil && q.role == request {
			one(before)
		}
		all = append(all, q)
	}
	for _, q := range parts {
		one(q)
	}
	return all
}

// changes returns what has to be done: first what is new or changed, an example before its
// request, then what goes.
func (w *writing) changes() []Change {
	t := turns{writing: w, away: map[string]string{}, done: map[string]bool{}}
	for _, file := range slices.Sorted(maps.Keys(w.gone)) {
		if _, stays := w.put[file]; !stays {
			t.gone = append(t.gone, file)
		}
	}
	for to, from := range w.from {
		if _, there := w.files[from]; there && w.gone[from] {
			t.away[from] = to
		}
	}
	start := 0
	for _, m := range w.moves {
		t.put(w.order[start:m.before])
		if m.clears != "" {
			t.clear(m.clears)
		}
		t.all = append(t.all, Change{Path: m.to, From: m.from, Folder: true})
		start = m.before
	}
	t.put(w.order[start:])
	return append(t.all, goneChanges(w.files, t.gone)...)
}

// turns bring changes into an order in which no file is lost.
type turns struct {
	*writing
	all  []Change
	gone []string          // the files that go, and do not move
	away map[string]string // where a file moves to, as long as it can
	done map[string]bool   // the paths whose turn has come
}

// put puts files. One that moves makes room first for the one that moves to its path.
func (t *turns) put(files []string) {
	var one func(file string)
	one = func(file string) {
		if t.done[file] {
			return
		}
		t.done[file] = true
		if to, ok := t.away[file]; ok && slices.Contains(files, to) {
			one(to)
		}
		t.file(file)
	}
	for _, file := range files {
		one(file)
	}
}

// comes returns the path of the file that moves to a path; "" for none.
func (t *turns) comes(file string) string {
	if from := t.from[file]; t.away[from] == file {
		return from
	}
	return ""
}

// clear has the file go to whose path another one moves, unless that moves, too.
func (t *turns) clear(file string) {
	old, there := t.files[file]
	if _, waits := t.away[file]; there && !waits && t.comes(file) != "" {
		t.all = append(t.all, Change{Path: file, Before: old, Gone: true, First: true})
		delete(t.files, file)
	}
}

// file puts one file.
func (t *turns) file(file string) {
	t.clear(file)
	from := t.comes(file)
	if _, there := t.files[file]; there { // its text goes, so that it cannot move any more
		delete(t.away, file)
		if from != "" {
			delete(t.away, from)
			from = ""
		}
	}
	if from == "" {
		var made []Change
		made, t.gone = changesOf(t.files, []File{{file, t.writing.put[file]}}, t.gone, t.from)
		t.all = append(t.all, made...)
		return
	}
	for i, g := range t.gone { // some file systems do not tell the two apart
		if g != from && strings.EqualFold(g, file) {
			t.all = append(t.all, Change{Path: g, Before: t.files[g], Gone: true, First: true})
			t.gone = slices.Delete(t.gone, i, i+1)
			break
		}
	}
	t.all = append(t.all, Change{Path: file, Before: t.files[from], Text: t.writing.put[file], New: true, From: from})
	t.gone = slices.DeleteFunc(t.gone, func(g string) bool { return g == from })
	delete(t.files, from)
	delete(t.away, from)
}
