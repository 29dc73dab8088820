package merge_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/normalize"
	"github.com/postwright/postwright/internal/mutate"
	"github.com/postwright/postwright/internal/testkit"
)

// practice returns a collection of folders in folders, each request with an id, a
// query, a script and an example. Headers and queries are lists or one string.
func practice(random *rand.Rand) *mutate.Value {
	number := 0
	var folder func(depth int) string
	folder = func(depth int) string {
		var items []string
		for range 1 + random.IntN(4) {
			number++
			if depth < 2 && random.IntN(3) == 0 {
				own := number
				items = append(items, fmt.Sprintf(`{"name": "Folder %d.", "id": "f%d", "item": [%s]}`, own, own, folder(depth+1)))
				continue
			}
			header := []string{`[{"key": "Accept", "value": "*/*"}]`, `"Accept: */*\n// Note: x\nX:Y: 1"`}[random.IntN(2)]
			query := []string{`[{"key": "page", "value": "1"}, {"key": "size", "value": "", "disabled": true}]`, `"page=1&size"`}[random.IntN(2)]
			auth := []string{"", `"auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": "{{one scope}} https://x/a,b c"}]},`}[random.IntN(2)]
			items = append(items, fmt.Sprintf(`{"name": "Request %d.", "id": "r%d", "event": [{"listen": "test", "script": {"exec": ["a(%d);"]}}], "request": {"method": "GET", %s "header": %s,
				"url": {"raw": "{{base_url}}/r/%d?page=1", "host": ["{{base_url}}"], "path": ["r", "%d"], "query": %s}, "description": "About %d."},
				"response": [{"name": "Example", "code": 200, "body": "{}"}]}`, number, number, number, auth, header, number, number, query, number))
		}
		return strings.Join(items, ", ")
	}
	return mutate.Parse(`{"info": {"name": "Practice", "_postman_id": "c"}, "item": [` + folder(0) + `], "variable": [{"key": "base_url", "value": "https://api"}]}`)
}

// side returns a copy with random edits.
func side(random *rand.Rand, base *mutate.Value, name string, most int, may func(string) bool, kinds []string) (*mutate.Value, []mutate.Edit) {
	tree := base.Clone()
	editor := mutate.Editor{Name: name, Random: random, May: may}
	var done []mutate.Edit
	for range random.IntN(most + 1) {
		if edit, ok := editor.Do(kinds[random.IntN(len(kinds))], tree); ok {
			done = append(done, edit)
		}
	}
	return tree, done
}

var units = []string{"", "\t", "  ", "    "}

// story is three versions of a file, by chance.
type story struct {
	seed               uint64
	base, ours, theirs string
	hand, template     []mutate.Edit
}

func stories(n uint64, may func(side, name string) bool, kinds []string, tell func(s story, random *rand.Rand)) {
	if testing.Short() {
		n /= 8
	}
	for seed := range n {
		random := rand.New(rand.NewPCG(seed, 17))
		base := practice(random)
		s := story{seed: seed}
		of := func(side string) func(string) bool {
			if may == nil {
				return nil
			}
			return func(name string) bool { return may(side, name) }
		}
		ours, hand := side(random, base, "hand", 4, of("ours"), kinds)
		theirs, template := side(random, base, "made", 4, of("theirs"), kinds)
		s.hand, s.template = hand, template
		if random.IntN(3) == 0 {
			ours.Shuffle(random)
		}
		s.base, s.theirs = base.Print("\t"), theirs.Print("\t")
		s.ours = ours.Print(units[random.IntN(len(units))])
		tell(s, random)
	}
}

// merged runs a merge in both ways, and checks what holds for any.
func (s story) merged(t *testing.T, prefer merge.Prefer) *merge.Result {
	t.Helper()
	base, ours, theirs := testkit.Parse(t, s.base), testkit.Parse(t, s.ours), testkit.Parse(t, s.theirs)
	var snapshot merge.Snapshot
	if err := json.Unmarshal([]byte(merge.SnapshotOf(base).JSON("\t")), &snapshot); err != nil {
		t.Fatal(err)
	}
	r, err := merge.WithSnapshot(&snapshot, ours, theirs, prefer)
	if err != nil {
		t.Fatalf("seed %d: %v", s.seed, err)
	}
	known, err := merge.Documents(base, ours, theirs, prefer)
	if err != nil {
		t.Fatalf("seed %d: %v", s.seed, err)
	}
	if len(r.Conflicts) == 0 && (len(known.Conflicts) > 0 || known.Text != r.Text) {
		t.Errorf("seed %d: with a snapshot no conflict and\n%s\nwith the base %q and\n%s", s.seed, r.Text, conflicts(known), known.Text)
	}
	return r
}

// TestNothingIsLost: whatever a person did to a generated file is still there
// after it was generated again, and nothing of the new generation is missing but
// where both changed the same.
func TestNothingIsLost(t *testing.T) {
	clean, conflicting := 0, 0
	stories(1500, nil, mutate.Kinds(), func(s story, _ *rand.Rand) {
		r := s.merged(t, merge.Ours)
		where := fmt.Sprintf("seed %d, hand %+v, template %+v, conflicts %q", s.seed, s.hand, s.template, conflicts(r))
		for _, edit := range s.hand {
			if edit.Mark != "" && strings.Contains(s.ours, edit.Mark) && !strings.Contains(r.Text, edit.Mark) {
				t.Errorf("%s: %s is lost", where, edit.Mark)
			}
			if edit.Gone != "" && !strings.Contains(s.ours, edit.Gone) && strings.Contains(r.Text, edit.Gone) {
				t.Errorf("%s: %s is back", where, edit.Gone)
			}
		}
		if len(r.Conflicts) == 0 {
			clean++
			for _, edit := range s.template {
				if edit.Mark != "" && strings.Contains(s.theirs, edit.Mark) && !strings.Contains(r.Text, edit.Mark) {
					t.Errorf("%s: %s did not come in", where, edit.Mark)
				}
			}
		} else {
			conflicting++
		}
		checkFields(t, where, s, r)
		theirs := s.merged(t, merge.Theirs)
		for _, edit := range s.template {
			if edit.Mark != "" && strings.Contains(s.theirs, edit.Mark) && !strings.Contains(theirs.Text, edit.Mark) {
				t.Errorf("%s: %s did not come in", where, edit.Mark)
			}
		}
		again := s.merged(t, merge.Stop)
		if len(r.Conflicts) > 0 && len(again.Conflicts) == 0 || again.Text != r.Text {
			t.Errorf("%s: to stop is another merge than ours", where)
		}
	})
	if clean < 30 || conflicting < 10 {
		t.Errorf("%d merges without and %d with conflicts", clean, conflicting)
	}
}

// flat returns the items of a file, by their ids or, where they have none, names.
func flat(t *testing.T, text string) map[string]*normalize.Element {
	t.Helper()
	items := map[string]*normalize.Element{}
	for e := range normalize.Of(testkit.Parse(t, text)).All {
		items[key(e)] = e
	}
	return items
}

func key(e *normalize.Element) string {
	switch {
	case e.Parent == nil:
		return ""
	case e.Identity.ID != "":
		return e.Identity.ID
	}
	return e.Identity.Name
}

// checkFields: each field of each item is what only one side made of it, or
// ours; each item stands where only one side put it, or in our place.
func checkFields(t *testing.T, where string, s story, r *merge.Result) {
	t.Helper()
	base, ours, theirs, merged := flat(t, s.base), flat(t, s.ours), flat(t, s.theirs), flat(t, r.Text)
	for id, m := range merged {
		o, inOurs := ours[id]
		th, inTheirs := theirs[id]
		b, inBase := base[id]
		if !inOurs || !inTheirs || !inBase {
			continue
		}
		pick := func(base, ours, theirs string) string {
			if ours == base {
				return theirs
			}
			return ours
		}
		for _, name := range []string{"name", "description", "method", "url"} {
			if got, want := m.Value(name), pick(b.Value(name), o.Value(name), th.Value(name)); got != want {
				t.Errorf("%s: %s of %s is %q, want %q", where, name, id, got, want)
			}
		}
		if m.Parent == nil {
			continue
		}
		parent := pick(key(b.Parent), key(o.Parent), key(th.Parent))
		if _, there := merged[parent]; there && key(m.Parent) != parent && !slices.ContainsFunc(conflicts(r), func(c string) bool { return strings.Contains(c, "into each other") }) {
			t.Errorf("%s: %s is in %q, want %q", where, id, key(m.Parent), parent)
		}
	}
	for id, o := range ours {
		_, there := merged[id]
		_, inBase := base[id]
		_, inTheirs := theirs[id]
		if !there && (inTheirs || !inBase) {
			t.Errorf("%s: %s is gone (%s)", where, id, o.Identity.Name)
		}
	}
	for id := range theirs {
		_, there := merged[id]
		_, inOurs := ours[id]
		_, inBase := base[id]
		if there && !inOurs && inBase {
			t.Errorf("%s: %s is back", where, id)
		}
		if !there && !inBase && len(r.Conflicts) == 0 {
			t.Errorf("%s: %s did not come in", where, id)
		}
	}
}

// TestUntouchedKeepsItsBytes: a request that their side did not change has the
// same bytes afterwards.
func TestUntouchedKeepsItsBytes(t *testing.T) {
	stories(400, nil, mutate.Kinds(), func(s story, _ *rand.Rand) {
		r := s.merged(t, merge.Ours)
		base, theirs, merged := flat(t, s.base), flat(t, s.theirs), flat(t, r.Text)
		for id, o := range flat(t, s.ours) {
			b, th := base[id], theirs[id]
			m, there := merged[id]
			if o.Kind != normalize.Request || !there || b == nil || th == nil || b.Node.Raw() != th.Node.Raw() {
				continue
			}
			if m.Node.Raw() != o.Node.Raw() && strings.Join(strings.Fields(m.Node.Raw()), "") != strings.Join(strings.Fields(o.Node.Raw()), "") || key(m.Parent) == key(o.Parent) && m.Node.Raw() != o.Node.Raw() {
				t.Errorf("seed %d: %s was\n%s\nand is\n%s", s.seed, id, o.Node.Raw(), m.Node.Raw())
			}
		}
	})
}

// TestSameSides: two sides that did the same, and a side that did nothing, change
// nothing.
func TestSameSides(t *testing.T) {
	stories(300, nil, mutate.Kinds(), func(s story, _ *rand.Rand) {
		for name, c := range map[string]story{
			"both the same":    {base: s.base, ours: s.ours, theirs: s.ours},
			"theirs unchanged": {base: s.base, ours: s.ours, theirs: s.base},
			"nothing changed":  {base: s.ours, ours: s.ours, theirs: s.ours},
		} {
			c.seed = s.seed
			if r := c.merged(t, merge.Stop); len(r.Conflicts) > 0 || r.Text != c.ours {
				t.Errorf("seed %d: %s: %q, now\n%s\nours was\n%s", s.seed, name, conflicts(r), r.Text, c.ours)
			}
		}
		c := story{seed: s.seed, base: s.base, ours: s.base, theirs: s.theirs}
		if r := c.merged(t, merge.Stop); len(r.Conflicts) > 0 || compare(t, r.Text, s.theirs) != "" {
			t.Errorf("seed %d: ours unchanged: %q\n%s", s.seed, conflicts(r), compare(t, r.Text, s.theirs))
		}
	})
}

// TestTwice: generating a second time changes nothing, however the first ended.
func TestTwice(t *testing.T) {
	stories(300, nil, mutate.Kinds(), func(s story, _ *rand.Rand) {
		for _, prefer := range []merge.Prefer{merge.Ours, merge.Theirs} {
			first := s.merged(t, prefer)
			second := story{seed: s.seed, base: s.theirs, ours: first.Text, theirs: s.theirs}
			if r := second.merged(t, merge.Stop); len(r.Conflicts) > 0 || r.Text != first.Text {
				t.Errorf("seed %d, %s: the second time %q\n%s", s.seed, prefer, conflicts(r), compare(t, first.Text, r.Text))
			}
		}
	})
}

// TestDisjoint: edits of different requests never conflict, and it does not
// matter whose come first.
func TestDisjoint(t *testing.T) {
	kinds := slices.DeleteFunc(mutate.Kinds(), func(kind string) bool { return kind == "add" || kind == "reorder" })
	may := func(side, name string) bool {
		var number int
		if n, _ := fmt.Sscanf(name, "Request %d.", &number); n == 0 {
			return false
		}
		return (number%2 == 0) == (side == "ours")
	}
	stories(400, may, kinds, func(s story, _ *rand.Rand) {
		there := s.merged(t, merge.Stop)
		back := story{seed: s.seed, base: s.base, ours: s.theirs, theirs: s.ours}.merged(t, merge.Stop)
		if len(there.Conflicts)+len(back.Conflicts) > 0 {
			t.Errorf("seed %d: %q, %q", s.seed, conflicts(there), conflicts(back))
		}
		for _, change := range strings.Split(compare(t, there.Text, back.Text), "\n") {
			if change != "" && !strings.HasPrefix(change, "moved") {
				t.Errorf("seed %d: hand %+v, template %+v: %s", s.seed, s.hand, s.template, change)
			}
		}
	})
}

// TestWithoutBase: without a lock nothing of a file is lost, and what it lacks
// comes in.
func TestWithoutBase(t *testing.T) {
	stories(300, nil, mutate.Kinds(), func(s story, _ *rand.Rand) {
		r, err := merge.WithSnapshot(nil, testkit.Parse(t, s.ours), testkit.Parse(t, s.theirs), merge.Ours)
		if err != nil {
			t.Fatalf("seed %d: %v", s.seed, err)
		}
		merged := flat(t, r.Text)
		for _, side := range []string{s.ours, s.theirs} {
			for id := range flat(t, side) {
				if merged[id] == nil {
					t.Errorf("seed %d: %s is missing", s.seed, id)
				}
			}
		}
		for id, o := range flat(t, s.ours) {
			for _, f := range o.Fields {
				if f.Value != "" && !f.Noise && merged[id].Value(f.Name) != f.Value {
					t.Errorf("seed %d: %s of %s was %q and is %q", s.seed, f.Name, id, f.Value, merged[id].Value(f.Name))
				}
			}
			if o.Parent != nil && key(merged[id].Parent) != key(o.Parent) {
				t.Errorf("seed %d: %s went to another folder", s.seed, id)
			}
		}
	})
}
