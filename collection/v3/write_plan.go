package v3

import (
	"maps"
	"path"
	"slices"
	"strings"
)

// plan brings moves into an order in which each text is always on the disk, and each
// element once in the collection: what is in the way moves first. In a ring, such as two
// requests that take each other's place, one makes room by going aside.
//
// A new file or folder is known by its path after fresh.
type plan struct {
	*writing
	all    []Change
	byFrom map[string]*move
	comes  map[string]*move  // by the path that something moves to, in lower case
	wanted map[string]bool   // the folders around these paths
	place  map[string]string // where each file and folder is by now
	at     map[string]string // the reverse, in lower case
	text   map[string]string // of each file by now
	room   map[string]string // for each folder without parts that went aside, the path that it had
}

// fresh begins what stands for a file or folder that was not there.
const fresh = "\x00"

func (w *writing) plan() *plan {
	p := &plan{writing: w, byFrom: map[string]*move{}, comes: map[string]*move{}, wanted: map[string]bool{}, place: map[string]string{}, at: map[string]string{}, text: map[string]string{}, room: map[string]string{}}
	for _, m := range w.moves {
		p.byFrom[m.from] = m
		p.comes[strings.ToLower(m.to)] = m
		around(strings.ToLower(m.to), func(folder string) { p.wanted[folder] = true })
	}
	delete(p.byFrom, "")
	for folder := range w.had {
		p.put(folder, folder)
	}
	for file, text := range w.files {
		p.put(file, file)
		p.text[file] = text
	}
	return p
}

// put notes that something is at a path.
func (p *plan) put(what, file string) {
	p.place[what], p.at[strings.ToLower(file)] = file, what
}

// there returns what is at a path.
func (p *plan) there(file string) (what string, ok bool) {
	what, ok = p.at[strings.ToLower(file)]
	return what, ok
}

// forget notes that something is no longer there.
func (p *plan) forget(what string) {
	delete(p.at, strings.ToLower(p.place[what]))
	delete(p.place, what)
	delete(p.text, what)
}

// isGone reports whether the element of a file is gone.
func (p *plan) isGone(file string) bool { return p.gone[file] && p.byFrom[file] == nil }

// waits returns what has to be done with what is at a path; nil for nothing.
func (p *plan) waits(file string) *move {
	if what, ok := p.there(file); ok {
		if m := p.byFrom[what]; m != nil && !m.done {
			return m
		}
	}
	return nil
}

// changes are what has to be done: first what is new or changed, an example before its
// request, then what goes.
func (p *plan) changes() []Change {
	for _, m := range p.moves {
		p.do(m)
	}
	for _, file := range slices.Sorted(maps.Keys(p.gone)) {
		if at, ok := p.place[file]; ok && p.isGone(file) {
			p.all = append(p.all, Change{Path: at, Before: p.text[file], Gone: true})
		}
	}
	return p.all
}

// empty returns where the folders without parts are by now.
func (p *plan) empty() []string {
	var all []string
	for _, folder := range p.left {
		if at, ok := p.place[folder]; ok {
			all = append(all, at)
		}
	}
	return all
}

// back are the folders without parts that went aside.
func (p *plan) back() []Back {
	var all []Back
	for _, folder := range slices.Sorted(maps.Keys(p.room)) {
		all = append(all, Back{p.place[folder], p.room[folder]})
	}
	return all
}

// do does what has to be done, and first what is in the way.
func (p *plan) do(m *move) {
	if m.busy || m.done {
		return
	}
	m.busy = true
	if m.with != nil && !m.folder {
		p.do(m.with)
	}
	around(m.to, func(folder string) {
		if other := p.waits(folder); other != nil && other.folder && other.to != folder {
			p.away(other)
		}
	})
	if m.folder {
		p.moveTo(m)
	} else {
		p.file(m)
	}
	m.busy, m.done = false, true
}

// away has something make room.
func (p *plan) away(m *move) {
	if !m.busy && (m.with == nil || !m.with.busy) && p.ready(m.to) {
		p.do(m)
	} else {
		p.goAside(m)
	}
}

// ready reports whether the folders around a path are in their places.
func (p *plan) ready(file string) bool {
	ready := true
	around(file, func(folder string) {
		_, there := p.there(folder)
		comes, waits := p.comes[strings.ToLower(folder)], p.waits(folder)
		if comes != nil && !comes.done && p.place[comes.from] != folder || waits != nil && waits.to != folder || !there && !isBelonging(folder) {
			ready = false
		}
	})
	return ready
}

// isBelonging reports whether a folder holds what belongs to requests.
func isBelonging(folder string) bool {
	return strings.Contains("/"+folder+"/", "/"+resources+"/")
}

// file gives a file its text, at its place.
func (p *plan) file(m *move) {
	if what, ok := p.there(m.to); ok && what != m.from {
		switch other := p.waits(m.to); {
		case other != nil:
			p.away(other)
		case m.from == "": // it is gone, and replaced
			m.from, p.byFrom[what] = what, m
		default:
			below := path.Join(path.Dir(m.to), belongingsOf(stem(m.to)))
			p.goFirst(what)
			if folder, ok := p.there(below); ok && roleOf(m.to) == request { // or they are examples of what comes
				for _, answer := range p.inside(folder) {
					if p.isGone(answer) {
						p.goFirst(answer)
					}
				}
			}
		}
	}
	p.change(m.from, m.to, m.text)
}

// change gives a file a text, and moves it.
func (p *plan) change(what, to, text string) {
	from, there := p.place[what]
	c := Change{Path: to, Before: p.text[what], Text: text, New: from != to}
	if !there {
		what = fresh + to
	} else if from != to {
		c.From = from
		delete(p.at, strings.ToLower(from))
	}
	if from != to || c.Before != text {
		p.all = append(p.all, c)
	}
	p.put(what, to)
	p.text[what] = text
	around(to, func(folder string) {
		if _, there := p.there(folder); !there {
			p.put(fresh+folder, folder)
		}
	})
}

// goFirst removes a file before something else gets its place.
func (p *plan) goFirst(file string) {
	p.all = append(p.all, Change{Path: p.place[file], Before: p.text[file], Gone: true, First: true})
	p.forget(file)
}

// moveTo moves a folder to its place.
func (p *plan) moveTo(m *move) {
	if p.place[m.from] == m.to { // with a folder around it
		return
	}
	if r := m.with; r != nil { // another request there would get what belongs to this one
		if other := p.waits(r.to); other != nil && other != r {
			p.away(other)
		} else if what, ok := p.there(r.to); ok && p.isGone(what) {
			p.goFirst(what)
		}
	}
	onto := false
	if what, ok := p.there(m.to); ok && what != m.from {
		if other := p.waits(m.to); other != nil {
			p.away(other)
		} else {
			onto = p.clear(what)
		}
	}
	p.carry(m.from, m.to)
	p.all[len(p.all)-1].Onto = onto
}

// carry moves a folder with all that is in it.
func (p *plan) carry(what, to string) {
	m := folderMove{p.place[what], to}
	p.all = append(p.all, Change{Path: m.to, From: m.from, Folder: true})
	var inside []string
	for _, what := range p.inside(what) {
		inside = append(inside, what)
		delete(p.at, strings.ToLower(p.place[what]))
	}
	for _, what := range append(inside, what) {
		if p.place[what] == m.from {
			delete(p.at, strings.ToLower(m.from))
		}
		p.put(what, m.below(p.place[what]))
	}
	around(to, func(folder string) {
		if _, there := p.there(folder); !there {
			p.put(fresh+folder, folder)
		}
	})
}

// inside returns what is below a folder, in the order of the names.
func (p *plan) inside(what string) []string {
	var all []string
	for inner, at := range p.place {
		if isBelow(at, p.place[what]) {
			all = append(all, inner)
		}
	}
	slices.SortFunc(all, func(a, b string) int { return strings.Compare(p.place[a], p.place[b]) })
	return all
}

// clear makes room where a folder is that no element has any more, and reports whether
// what others have in it is still there.
func (p *plan) clear(folder string) (onto bool) {
	inside := p.inside(folder)
	isFile := func(what string) bool { _, ok := p.text[what]; return ok }
	if slices.ContainsFunc(inside, func(what string) bool { return isFile(what) && !p.isGone(what) }) {
		p.room[folder] = p.place[folder]
		p.putAside(folder)
		return false
	}
	for _, what := range inside {
		if isFile(what) {
			p.goFirst(what)
		} else {
			p.forget(what)
		}
	}
	p.forget(folder)
	return true
}
