package output_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	v3 "github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/output"
	"github.com/postwright/postwright/internal/testkit"
)

// movable is a request or a folder of a collection that is changed at random.
type movable struct {
	id     int
	name   string
	folder bool
	answer bool // whether a request has an example
	around *movable
}

func (m *movable) inside(of *movable) bool {
	for ; m != nil; m = m.around {
		if m == of {
			return true
		}
	}
	return false
}

// movables are the elements of a collection.
type movables []*movable

// random returns some elements with few names, so that they get in each other's way.
func random(c *rand.Rand) movables {
	all := movables{}
	for id := range 3 + c.IntN(8) {
		kind := c.IntN(3)
		m := &movable{id: id, folder: kind == 0, answer: kind == 1}
		all.place(c, m)
		all = append(all, m)
	}
	return all
}

// place gives an element a name and a folder.
func (all movables) place(c *rand.Rand, m *movable) {
	m.name = string("ABC"[c.IntN(3)])
	m.around = nil
	if len(all) > 0 {
		if at := all[c.IntN(len(all))]; at.folder && !at.inside(m) {
			m.around = at
		}
	}
}

// changed returns the elements after some moves: an element goes elsewhere, two change
// places, three do so in a ring, one goes, a new one comes.
func (all movables) changed(c *rand.Rand) movables {
	copies := map[*movable]*movable{nil: nil}
	var after movables
	for _, m := range all {
		copied := *m
		copies[m] = &copied
		after = append(after, &copied)
	}
	for _, m := range after {
		m.around = copies[m.around]
	}
	for range 1 + c.IntN(4) {
		m := after[c.IntN(len(after))]
		switch c.IntN(6) {
		case 0:
			after.place(c, m)
		case 1, 2, 3:
			ring := movables{m, after[c.IntN(len(after))], after[c.IntN(len(after))]}[:2+c.IntN(2)]
			first := *ring[0]
			for i, r := range ring {
				to := &first
				if i+1 < len(ring) {
					to = ring[i+1]
				}
				if !to.around.inside(r) {
					r.around, r.name = to.around, to.name
				}
			}
		case 4:
			after = slices.DeleteFunc(after, func(other *movable) bool { return other.inside(m) })
		case 5:
			added := &movable{id: 100 + c.IntN(1000), folder: c.IntN(3) == 0}
			after.place(c, added)
			after = append(after, added)
		}
		if len(after) == 0 {
			after = movables{{id: 99, name: "A"}}
		}
	}
	return after
}

// mark is a text that only one element has.
func (m *movable) mark() string { return fmt.Sprintf("mark-%d-of-it", m.id) }

func (all movables) items(around *movable) string {
	var items []string
	for _, m := range all {
		switch {
		case m.around != around:
		case m.folder:
			items = append(items, fmt.Sprintf(`{"id": "f%d", "name": %q, "description": %q, "item": [%s]}`, m.id, m.name, m.mark(), all.items(m)))
		default:
			answer := ""
			if m.answer {
				answer = strings.Replace(movedAnswer, `"body": "x"`, `"body": "answer-`+m.mark()+`"`, 1)
			}
			items = append(items, fmt.Sprintf(`{"id": "r%d", "name": %q, "request": {"method": "GET", "header": [], "url": "https://e.x/%s"}, "response": [%s]}`, m.id, m.name, m.mark(), answer))
		}
	}
	return strings.Join(items, ",")
}

func (all movables) document(t *testing.T) *jsontree.Document {
	return movedCollection(t, all.items(nil))
}

// TestRandomMoves: wherever a run ends that moves what has the same names, no text is
// nowhere on the disk, each request is there once, and writing again finishes it. On the
// disk, the files of others stay, all of them.
func TestRandomMoves(t *testing.T) {
	rounds := 200
	if testing.Short() {
		rounds = 60
	}
	aside := 0
	for seed := range uint64(rounds) {
		c := rand.New(rand.NewPCG(seed, 9))
		before := random(c)
		after := before.changed(c)
		files, want := v3.Lay(before.document(t)).Files, after.document(t)
		r := v3.Read("C", files)
		w, err := v3.Write(r, want)
		if err != nil {
			t.Fatal(err)
		}
		stays := map[int]bool{}
		for _, m := range after {
			stays[m.id] = true
		}
		for _, m := range before { // empty folders may be taken for each other
			if m.folder && slices.ContainsFunc(w.Changes, func(c v3.Change) bool {
				return c.From == "" && strings.Contains(c.Before, m.mark()) && !strings.Contains(c.Text, m.mark())
			}) {
				stays[m.id] = false
			}
		}
		for k := range len(w.Changes) + 1 {
			half := v3.FilesAfter(files, w.Changes[:k])
			for _, m := range before {
				texts, url, said := 0, 0, 0
				for _, f := range half {
					texts += strings.Count(f.Text, m.mark())
					url += strings.Count(f.Text, "https://e.x/"+m.mark())
					said += strings.Count(f.Text, "answer-"+m.mark())
				}
				if stays[m.id] && (texts == 0 || !m.folder && url != 1 || m.answer && said == 0) {
					t.Fatalf("seed %d: after %d of these changes, the text of %s is there %d times, its address %d times, its example %d times\n%s", seed, k, m.mark(), texts, url, said, listed(w.Changes))
				}
			}
			for range 2 { // examples that lie about can be taken for those of the request that came there
				rest, err := v3.Write(v3.Read("C", half), want)
				if err != nil {
					t.Fatal(err)
				}
				half = v3.FilesAfter(half, rest.Changes)
			}
			ends(t, fmt.Sprintf("seed %d: finishing after %d of these changes\n%s", seed, k, listed(w.Changes)), half, want)
		}
		for _, change := range w.Changes {
			if change.From != "" && strings.Contains(filepath.Base(change.From), " ") {
				aside++
			}
		}
		onDisk(t, seed, files, w, want)
	}
	if aside == 0 {
		t.Error("nothing went aside")
	}
}

func listed(changes []v3.Change) string {
	var b strings.Builder
	for _, c := range changes {
		fmt.Fprintf(&b, "%s < %q new %v gone %v first %v folder %v onto %v\n", c.Path, c.From, c.New, c.Gone, c.First, c.Folder, c.Onto)
	}
	return b.String()
}

// ends checks that files say a document.
func ends(t *testing.T, about string, files []v3.File, want *jsontree.Document) {
	t.Helper()
	rest, err := v3.Write(v3.Read("C", files), want)
	if err != nil || len(rest.Changes) > 0 {
		t.Fatalf("%s: writing again changes\n%s %v", about, listed(rest.Changes), err)
	}
}

// onDisk carries changes out on a disk on which others have a file in each folder.
func onDisk(t *testing.T, seed uint64, files []v3.File, w *v3.Written, want *jsontree.Document) {
	t.Helper()
	texts := map[string]string{}
	for _, f := range files {
		texts[f.Path] = f.Text
		note := filepath.ToSlash(filepath.Join(filepath.Dir(f.Path), "note.txt"))
		texts[note] = "of " + filepath.Dir(f.Path)
	}
	folder := tree(t, texts)
	if _, err := output.Folder(folder, w); err != nil {
		t.Fatalf("seed %d: %v\n%s", seed, err, listed(w.Changes))
	}
	notes := map[string]bool{}
	var there []v3.File
	for _, f := range testkit.Below(t, folder) {
		if strings.HasPrefix(filepath.Base(f.Name), "note") {
			notes[f.Text] = true
		} else {
			there = append(there, v3.File{Path: f.Name, Text: f.Text})
		}
	}
	for name, text := range texts {
		if filepath.Base(name) == "note.txt" && !notes[text] {
			t.Errorf("seed %d: the note %s is gone\n%s", seed, name, listed(w.Changes))
		}
	}
	ends(t, fmt.Sprintf("seed %d on disk", seed), there, want)
}
