package match_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/match"
	"github.com/postwright/postwright/collection/normalize"
	"github.com/postwright/postwright/internal/mutate"
	"github.com/postwright/postwright/internal/testkit"
)

func outlineOf(t testing.TB, text string) *normalize.Element {
	t.Helper()
	return normalize.Of(testkit.Parse(t, text))
}

func items(root *normalize.Element) []*normalize.Element {
	var list []*normalize.Element
	for e := range root.All {
		list = append(list, e)
	}
	return list
}

// TestReexported: whatever Postman gives new ids, another order of keys and
// other whitespace pairs with itself.
func TestReexported(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, f := range testkit.Collections(t) {
		text := strings.TrimPrefix(f.Text, "\uFEFF")
		tree := mutate.Parse(text)
		tree.Reidentify(random)
		tree.Shuffle(random)
		a, b := outlineOf(t, text), outlineOf(t, tree.Print("  "))
		r := match.Items(a, b)
		if len(r.OnlyA)+len(r.OnlyB) > 0 {
			t.Errorf("%s: %d and %d are left over", f.Name, len(r.OnlyA), len(r.OnlyB))
		}
		if len(f.Text) > 400_000 {
			continue
		}
		of, to := items(a), items(b)
		for i := range of {
			if p, ok := r.OfA(of[i]); ok && p.B != to[i] {
				t.Errorf("%s: %q pairs with %q", f.Name, of[i].Path(), p.B.Path())
			}
		}
	}
}

// clinic returns a collection of folders and requests, each with an id, an address
// and a script of its own.
func clinic(folders, requests int) string {
	var b strings.Builder
	b.WriteString(`{"info": {"name": "Clinic", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
		"variable": [{"key": "base_url", "value": "https://api.example.com"}], "item": [`)
	for f := range folders {
		if f > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"name": "Folder %d", "id": "f%d", "item": [`, f, f)
		for r := range requests {
			if r > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, `{"name": "Request %d.%d", "id": "r%d.%d", "request": {"method": "GET", "description": "About %d.%d.",
				"url": {"raw": "{{base_url}}/f%d/r%d?page=1", "host": ["{{base_url}}"], "path": ["f%d", "r%d"], "query": [{"key": "page", "value": "1"}]}}}`,
				f, r, f, r, f, r, f, r, f, r)
		}
		b.WriteString("]}")
	}
	b.WriteString("]}")
	return b.String()
}

// find returns the item whose name has a text.
func find(t *testing.T, root *normalize.Element, name string) *normalize.Element {
	t.Helper()
	for e := range root.All {
		if strings.Contains(e.Identity.Name, name) {
			return e
		}
	}
	t.Fatalf("there is no %q", name)
	return nil
}

func TestRecognized(t *testing.T) {
	before := clinic(4, 5)
	const withoutIDs = "withoutIDs"
	for name, c := range map[string]struct {
		replace    []string // pairs of old and new
		of, to     string
		basis      match.Basis
		confidence match.Confidence
	}{
		"nothing changed":        {nil, "Request 1.1", "Request 1.1", match.ID, match.Certain},
		"new id":                 {[]string{`"r1.1"`, `"other"`}, "Request 1.1", "Request 1.1", match.Place, match.Certain},
		"renamed":                {[]string{"Request 1.1", "Anything"}, "Request 1.1", "Anything", match.ID, match.Certain},
		"renamed, new id":        {[]string{withoutIDs, "", "Request 1.1", "Anything"}, "Request 1.1", "Anything", match.Address, match.Likely},
		"new URL":                {[]string{withoutIDs, "", "/f1/r1?", "/x?", `"path": ["f1", "r1"]`, `"path": ["x"]`}, "Request 1.1", "Request 1.1", match.Place, match.Likely},
		"new host":               {[]string{withoutIDs, "", "https://api.example.com", "https://other.example.com", "Request 1.1", "Anything"}, "Request 1.1", "Anything", match.Address, match.Likely},
		"folder renamed":         {[]string{withoutIDs, "", "Folder 2", "Anything"}, "Folder 2", "Anything", match.Content, match.Certain},
		"folder renamed, edited": {[]string{withoutIDs, "", "Folder 2", "Anything", "About 2.2.", "Better"}, "Folder 2", "Anything", match.Held, match.Likely},
		"in a renamed folder":    {[]string{withoutIDs, "", "Folder 2", "Anything"}, "Request 2.2", "Request 2.2", match.Content, match.Certain},
	} {
		t.Run(name, func(t *testing.T) {
			old, text := before, before
			for i := 0; i < len(c.replace); i += 2 {
				if c.replace[i] == withoutIDs {
					old, text = strings.ReplaceAll(old, `"id"`, `"_"`), strings.ReplaceAll(text, `"id"`, `"_"`)
					continue
				}
				if !strings.Contains(text, c.replace[i]) {
					t.Fatalf("there is no %q", c.replace[i])
				}
				text = strings.ReplaceAll(text, c.replace[i], c.replace[i+1])
			}
			a, b := outlineOf(t, old), outlineOf(t, text)
			r := match.Items(a, b)
			if len(r.OnlyA)+len(r.OnlyB) > 0 {
				t.Errorf("%d and %d are left over", len(r.OnlyA), len(r.OnlyB))
			}
			p, _ := r.OfA(find(t, a, c.of))
			if p.B != find(t, b, c.to) || p.Basis != c.basis || p.Confidence != c.confidence {
				t.Errorf("%+v", p)
			}
		})
	}
}

// TestMovedWithNewMethod: a request without an ID that is in another folder, with another
// method, is known by its name and URL, if these are no other's.
func TestMovedWithNewMethod(t *testing.T) {
	a := outlineOf(t, `{"item": [{"name": "One", "item": [{"name": "A", "request": {"method": "POST", "url": "/a"}}, {"name": "B", "request": "/b"}]}, {"name": "Two", "item": []}]}`)
	b := outlineOf(t, `{"item": [{"name": "One", "item": [{"name": "B", "request": "/b"}]}, {"name": "Two", "item": [{"name": "A", "request": {"method": "PUT", "url": "/a"}}]}]}`)
	if p, ok := match.Items(a, b).OfA(find(t, a, "A")); !ok || p.B != find(t, b, "A") || p.Basis != match.Address || p.Confidence != match.Likely {
		t.Errorf("%+v", p)
	}
	twice := outlineOf(t, `{"item": [{"name": "One", "item": []}, {"name": "Two", "item": [{"name": "A", "request": {"method": "PUT", "url": "/a"}}, {"name": "A", "request": {"method": "GET", "url": "/a"}}]}]}`)
	if p, ok := match.Items(a, twice).OfA(find(t, a, "A")); ok {
		t.Errorf("one of two: %+v", p)
	}
}

// TestIDTwice: an id that two elements have says nothing.
func TestIDTwice(t *testing.T) {
	a := outlineOf(t, `{"item": [{"name": "A", "id": "1", "request": "/a"}, {"name": "B", "id": "2", "request": "/b"}]}`)
	b := outlineOf(t, `{"item": [{"name": "B", "id": "1", "request": "/b"}, {"name": "C", "id": "1", "request": "/c"}]}`)
	r := match.Items(a, b)
	if p, ok := r.OfA(find(t, a, "B")); !ok || p.B != find(t, b, "B") || p.Basis != match.Place {
		t.Errorf("%+v", p)
	}
	if len(r.OnlyA) != 1 || len(r.OnlyB) != 1 {
		t.Errorf("%d and %d are left over", len(r.OnlyA), len(r.OnlyB))
	}
}

// TestAfterEdits: after any edits that leave URLs alone, in a file whose ids are
// all new, what was neither added nor deleted pairs; and the other way round
// gives the same pairs.
func TestAfterEdits(t *testing.T) {
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 7))
		before := mutate.Parse(clinic(1+random.IntN(5), 1+random.IntN(6)))
		after := before.Clone()
		editor := mutate.Editor{Name: "hand", Random: random}
		added, deleted := 0, 0
		count := func(v *mutate.Value) int { return len(items(outlineOf(t, v.Print("")))) }
		for range 1 + random.IntN(4) {
			kind := mutate.Kinds()[random.IntN(len(mutate.Kinds()))]
			n := count(after)
			if _, ok := editor.Do(kind, after); ok && kind == "delete" {
				deleted += n - count(after)
			} else if ok && kind == "add" {
				added++
			}
		}
		after.Reidentify(random)
		a, b := outlineOf(t, before.Print("\t")), outlineOf(t, after.Print("  "))
		there, back := match.Items(a, b), match.Items(b, a)
		// What was deleted may have been added before.
		if left := len(there.OnlyA); left > deleted {
			t.Errorf("seed %d: %d of the old are left over, %d were deleted", seed, left, deleted)
		}
		if left := len(there.OnlyB); left > added {
			t.Errorf("seed %d: %d of the new are left over, %d were added", seed, left, added)
		}
		if len(there.Pairs) != len(back.Pairs) {
			t.Errorf("seed %d: %d pairs, %d the other way round", seed, len(there.Pairs), len(back.Pairs))
		}
		for _, p := range there.Pairs {
			if q, ok := back.OfB(p.A); !ok || q.A != p.B || q.Basis != p.Basis || q.Confidence != p.Confidence {
				t.Errorf("seed %d: %v pairs with %v, the other way round %+v", seed, p.A.Path(), p.B.Path(), q)
			}
		}
	}
}

func TestElements(t *testing.T) {
	headers := func(json string) []*normalize.Element {
		return outlineOf(t, `{"item": [{"request": {"header": `+json+`}}]}`).Items[0].List("header").Elements
	}
	for _, c := range []struct{ a, b, want string }{
		{`[{"key": "A", "value": "1"}]`, `"a: 1"`, "A=a"},
		{`[{"key": "A", "value": "1"}, {"key": "A", "value": "2"}]`, `[{"key": "A", "value": "2"}]`, "A=A -A"},
		{`[{"key": "A"}, {"key": "B"}]`, `[{"key": "B"}, {"key": "C"}]`, "B=B -A +C"},
	} {
		l := match.Elements(headers(c.a), headers(c.b))
		var got []string
		for _, p := range l.Pairs {
			got = append(got, p.A.Identity.Name+"="+p.B.Identity.Name)
		}
		for _, e := range l.OnlyA {
			got = append(got, "-"+e.Identity.Name)
		}
		for _, e := range l.OnlyB {
			got = append(got, "+"+e.Identity.Name)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s, %s: %v, want %s", c.a, c.b, got, c.want)
		}
	}
	// The one with the same value goes with it.
	l := match.Elements(headers(`[{"key": "A", "value": "1"}, {"key": "A", "value": "2"}]`), headers(`[{"key": "A", "value": "2"}]`))
	if l.Pairs[0].A.Value("value") != `"2"` {
		t.Error("the other value was paired")
	}
}

func TestInOrder(t *testing.T) {
	for want, places := range map[string][]int{
		"":       {},
		"xxx":    {0, 1, 2},
		".xx":    {2, 0, 1},
		"xx.x":   {0, 1, -1, 2},
		"x.xx.x": {0, 4, 1, 2, -1, 3},
	} {
		got := ""
		for _, kept := range match.InOrder(len(places), func(i int) int { return places[i] }) {
			got += map[bool]string{true: "x", false: "."}[kept]
		}
		if got != want {
			t.Errorf("%v: %s, want %s", places, got, want)
		}
	}
}

func BenchmarkItems(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		for _, ids := range []string{"ids", "no ids"} {
			b.Run(fmt.Sprintf("%d requests, %s", n, ids), func(b *testing.B) {
				text := clinic(n/20, 20)
				if ids == "no ids" {
					text = strings.ReplaceAll(text, `"id"`, `"_"`)
				}
				x, y := outlineOf(b, text), outlineOf(b, text)
				for b.Loop() {
					match.Items(x, y)
				}
			})
		}
	}
}
