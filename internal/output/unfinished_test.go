package output

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	v3 "github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/atomicfile"
	"github.com/postwright/postwright/internal/inputs"
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

// randomMovables returns some elements with few names, so that they get in each other's
// way.
func randomMovables(c *rand.Rand) movables {
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
	m.name, m.around = string("ABC"[c.IntN(3)]), nil
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
		if len(after) == 0 {
			return movables{{id: 99, name: "A"}}
		}
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
				answer = `{"name": "OK", "status": "OK", "code": 200, "header": [], "body": "answer-` + m.mark() + `"}`
			}
			items = append(items, fmt.Sprintf(`{"id": "r%d", "name": %q, "request": {"method": "GET", "header": [], "url": "https://e.x/%s"}, "response": [%s]}`, m.id, m.name, m.mark(), answer))
		}
	}
	return strings.Join(items, ",")
}

func (all movables) document(t *testing.T) *jsontree.Document {
	return testkit.Parse(t, `{"info": {"name": "C", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [`+all.items(nil)+`]}`)
}

// TestFinish: wherever a run ends that moves what has the same names, each text is in some
// file, and what is left can be done, even where that is interrupted, too. Files of others
// stay.
func TestFinish(t *testing.T) {
	rounds := 40
	if testing.Short() {
		rounds = 10
	}
	noted := 0
	for seed := range uint64(rounds) {
		c := rand.New(rand.NewPCG(seed, 9))
		before := randomMovables(c)
		after := before.changed(c)
		files := v3.Lay(before.document(t)).Files
		w, err := v3.Write(v3.Read("C", files), after.document(t))
		if err != nil {
			t.Fatal(err)
		}
		if !w.Moves {
			continue
		}
		noted++
		kept := marks(files, v3.FilesAfter(files, w.Changes), before)
		want := filesOn(t, run(t, folderWith(t, files), w, len(w.Changes), false, false))
		for k := range w.Changes {
			for _, half := range []bool{false, true} {
				about := fmt.Sprintf("seed %d, ended at change %d (%v) of\n%s", seed, k, half, listed(w.Changes))
				root := run(t, folderWith(t, files), w, k, half, false)
				hasMarks(t, about, root, kept)
				if c.IntN(3) == 0 { // the rest is interrupted, too
					again(t, root, c)
					hasMarks(t, about+" again", root, kept)
				}
				if finished, err := Finish(root); !finished || err != nil {
					t.Fatalf("%s: %v, %v", about, finished, err)
				}
				if got := filesOn(t, root); got != want {
					t.Fatalf("%s: the files are\n%s, want\n%s", about, got, want)
				}
			}
		}
	}
	if noted < rounds/2 {
		t.Errorf("only %d of %d have moves", noted, rounds)
	}
}

// again goes on where a run was interrupted, up to some change.
func again(t *testing.T, root string, c *rand.Rand) {
	t.Helper()
	text, err := inputs.ReadRegular(filepath.Join(root, inputs.Unfinished))
	if err != nil {
		t.Fatal(err)
	}
	n, done, err := parseNote(text)
	if err != nil {
		t.Fatal(err)
	}
	w := &v3.Written{Changes: (&folderWriter{root: root}).rest(n, done), Folders: n.folders, Follows: n.follows, Moves: true}
	if len(w.Changes) > 0 {
		run(t, root, w, c.IntN(len(w.Changes)), c.IntN(2) == 0, true)
	}
}

// run carries changes out up to one of them, of which it does half, or all of them. Again
// says that this is the rest of an earlier run, and something may be gone already. It
// returns the folder.
func run(t *testing.T, root string, w *v3.Written, until int, half, again bool) string {
	t.Helper()
	f, err := stageFolder(root, w)
	if err != nil {
		t.Fatalf("%v in\n%s", err, listed(w.Changes))
	}
	defer f.discard()
	if until == len(w.Changes) {
		if _, err := f.commit(); err != nil {
			t.Fatalf("%v in\n%s", err, listed(w.Changes))
		}
		return root
	}
	if err := f.note.begin(); err != nil {
		t.Fatal(err)
	}
	defer f.note.release()
	defer f.note.file.Close()
	counted := 0
	for i, c := range w.Changes[:until] {
		if err := f.commitFile(c, f.staged[i]); err != nil {
			t.Fatal(err)
		}
		if err := f.done(i); err != nil {
			t.Fatal(err)
		}
		if moves(c) {
			counted = i + 1
		}
	}
	if until%2 > 0 { // the power fails, and only the count of moves is on the disk
		if err := f.note.count(counted, false); err != nil {
			t.Fatal(err)
		}
	}
	switch c := w.Changes[until]; {
	case !half:
	case c.Gone: // all before it are done, and it goes
		if err := os.Remove(f.path(c.Path)); err != nil && !again {
			t.Fatalf("%v in\n%s", err, listed(w.Changes))
		}
	case c.From != "" && f.staged[until] != nil: // it has its text, and has not moved
		if err := f.staged[until].Commit(); err != nil {
			t.Fatal(err)
		}
	default: // it is done, and not counted
		if err := f.commitFile(c, f.staged[until]); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// folderWith returns a folder with files, and one of others beside each.
func folderWith(t *testing.T, files []v3.File) string {
	t.Helper()
	root := t.TempDir()
	for _, f := range files {
		path := filepath.Join(root, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		for at, text := range map[string]string{path: f.Text, filepath.Join(filepath.Dir(path), "note.txt"): "of " + filepath.Dir(f.Path)} {
			if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return root
}

// filesOn returns the files and folders on disk and what they say, apart from what a run
// that was killed leaves.
func filesOn(t *testing.T, root string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case atomicfile.IsTemporary(entry.Name()) && entry.IsDir():
			return fs.SkipDir
		case atomicfile.IsTemporary(entry.Name()):
			return nil
		}
		name, _ := filepath.Rel(root, path)
		fmt.Fprintf(&all, "== %s\n", name)
		if !entry.IsDir() {
			text, err := os.ReadFile(path)
			fmt.Fprintf(&all, "%s\n", text)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

// marks returns what the elements say that have it before and after.
func marks(before, after []v3.File, all movables) []string {
	var marks []string
	has := func(files []v3.File, mark string) bool {
		return slices.ContainsFunc(files, func(f v3.File) bool { return strings.Contains(f.Text, mark) })
	}
	for _, m := range all {
		for _, mark := range []string{m.mark(), "https://e.x/" + m.mark(), "answer-" + m.mark()} {
			if has(before, mark) && has(after, mark) {
				marks = append(marks, mark)
			}
		}
	}
	return marks
}

func hasMarks(t *testing.T, about, root string, marks []string) {
	t.Helper()
	there := filesOn(t, root)
	for _, mark := range marks {
		if !strings.Contains(there, mark) {
			t.Fatalf("%s: %s is nowhere", about, mark)
		}
	}
}

func listed(changes []v3.Change) string {
	var b strings.Builder
	for i, c := range changes {
		fmt.Fprintf(&b, "%d %s < %q new %v gone %v first %v folder %v\n", i, c.Path, c.From, c.New, c.Gone, c.First, c.Folder)
	}
	return b.String()
}
