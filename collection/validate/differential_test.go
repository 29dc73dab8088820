package validate

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/xeipuuv/gojsonschema"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/internal/testkit"
	"github.com/postwright/postwright/schemas"
)

// agree compares the checker with gojsonschema: the same verdict, and an explanation
// for every document that is not legal, by each of our schemas. Legal is by the
// last of them. What gojsonschema is given is what it would
// decode by itself.
func agree(t *testing.T, text string) (legal, ok bool) {
	t.Helper()
	d, err := jsontree.Parse(text)
	if err != nil {
		return false, false
	}
	theirs, err := gojsonschema.NewStringLoader(d.Body()).LoadJSON()
	if err != nil || !reflect.DeepEqual(decoded(d.Root()), theirs) {
		t.Fatalf("gojsonschema decodes another value (%v) from\n%.2000s", err, text)
	}
	for _, s := range ourSchemas(t, len(text)) {
		result, err := s.oracle.verdict(s, d)
		if err != nil {
			t.Fatalf("%.200s: %v", text, err)
		}
		found := s.explain(d)
		if accepted, err := s.oracle.accepts(s, d); accepted != result.Valid() || err != nil {
			t.Fatalf("reduced, it is judged differently (%v, %v) from\n%.2000s", accepted, err, text)
		}
		if legal = result.Valid(); legal != (len(found) == 0) {
			t.Fatalf("gojsonschema says %v, the checker %+v for\n%.2000s", result.Errors(), found, text)
		}
		for _, f := range found {
			if f.Message == "" || f.Line < 1 || f.Column < 1 {
				t.Fatalf("a poor finding: %+v", f)
			}
		}
	}
	return legal, true
}

// ourSchemas returns those of both profiles, and of v2.0.0 unless the text is so
// large that a second verdict takes long.
func ourSchemas(t *testing.T, size int) []*Schema {
	t.Helper()
	versions := []func(schemas.Profile) (*Schema, error){ProfileV200, Profile}
	if size > 100_000 {
		versions = versions[1:]
	}
	var all []*Schema
	for _, of := range versions {
		for _, p := range schemas.Profiles() {
			s, err := of(p)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, s)
		}
	}
	return all
}

// TestVerdicts mutates real collections at random places and compares the
// checker that finds the words with gojsonschema.
func TestVerdicts(t *testing.T) {
	random := rand.New(rand.NewPCG(20, 26))
	var texts []string
	for _, f := range testkit.Collections(t) {
		agree(t, f.Text)
		if len(f.Text) < 15_000 {
			texts = append(texts, f.Text)
		}
	}
	legal, illegal := 0, 0
	for range 4000 {
		text := mutate(random, texts[random.IntN(len(texts))])
		valid, ok := agree(t, text)
		switch {
		case !ok:
			t.Fatalf("a mutation is not valid JSON: %.300s", text)
		case valid:
			legal++
		default:
			illegal++
		}
	}
	t.Logf("%d mutations were legal, %d were not", legal, illegal)
	if min(legal, illegal) < 1000 {
		t.Error("the mutations are too much of one kind")
	}
}

var replacements = []string{`null`, `true`, `0`, `-1`, `1.5`, `1e2`, `""`, `"oauth2"`, `"jwt"`, `"a rather long string"`, `[]`, `[null]`, `[{}]`, `{}`, `{"key": "k"}`}

// mutate changes one to three places of a legal JSON text.
func mutate(random *rand.Rand, text string) string {
	for range 1 + random.IntN(3) {
		d, err := jsontree.Parse(text)
		if err != nil {
			return text
		}
		nodes := slices.Collect(d.Root().Descendants())
		n := nodes[random.IntN(len(nodes))]
		var e jsontree.Edit
		switch random.IntN(4) {
		case 0:
			e = n.Remove()
		case 1:
			e = n.Append(jsontree.Member{Key: known(random, nodes), JSON: replacements[random.IntN(len(replacements))]})
			if n.Kind() != jsontree.Object {
				e = n.Replace(n.Raw())
			}
		case 2:
			e = n.Replace(jsontree.Quote(known(random, nodes)))
		default:
			e = n.Replace(replacements[random.IntN(len(replacements))])
			if n.IsKey() {
				e = n.Replace(jsontree.Quote(n.Text() + "x"))
			}
		}
		if text, err = d.Apply(e); err != nil {
			panic(err)
		}
	}
	return text
}

// TestOneCause makes one mistake at a time in real collections: where it makes
// the file illegal, there is one finding, at the mistake or at the object that
// lacks something because of it.
func TestOneCause(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 26))
	s, err := Profile(schemas.Postman)
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, f := range testkit.Collections(t) {
		if len(f.Text) < 80_000 && strings.Contains(f.Text, "v2.1.0") {
			texts = append(texts, f.Text)
		}
	}
	illegal := 0
	for range 4000 {
		d, err := jsontree.Parse(texts[random.IntN(len(texts))])
		if err != nil {
			t.Fatal(err)
		}
		nodes := slices.Collect(d.Root().Descendants())
		n := nodes[random.IntN(len(nodes))]
		var e jsontree.Edit
		switch name := n.Text(); {
		case n.IsKey() && random.IntN(2) == 0:
			e = n.Remove()
		case n.IsKey() && len(name) > 2:
			e = n.Replace(jsontree.Quote(name[:1] + name[2:]))
		case !n.IsKey():
			e = n.Replace([]string{`null`, `true`, `1.5`, `"a rather long string"`, `[]`, `[null]`}[random.IntN(6)])
		}
		text, err := d.Apply(e)
		if err != nil {
			t.Fatal(err)
		}
		broken, err := jsontree.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		found := s.explain(broken)
		if len(found) == 0 {
			continue
		}
		illegal++
		at, mistake := found[0].Pointer, n.Pointer()
		above := strings.HasPrefix(mistake, at+"/") && !strings.Contains(mistake[len(at)+1:], "/")
		if len(found) != 1 || at != mistake && !above && !strings.HasPrefix(at, mistake+"/") {
			t.Errorf("a mistake at %s gives %+v", mistake, found)
		}
	}
	if illegal < 500 {
		t.Errorf("only %d mistakes made a file illegal", illegal)
	}
}

// known returns a key that the document uses somewhere.
func known(random *rand.Rand, nodes []jsontree.Node) string {
	for range 50 {
		if n := nodes[random.IntN(len(nodes))]; n.IsKey() {
			return n.Text()
		}
	}
	return "item"
}

func FuzzVerdict(f *testing.F) {
	for _, file := range testkit.CollectionsIfPresent() {
		if len(file.Text) < 4_000 {
			f.Add(file.Text)
		}
	}
	f.Add(`{"info": {"name": "x", "schema": "y"}, "item": [{"request": {"auth": {"type": "jwt"}}}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 6_000 { // Go ends an execution after ten seconds
			agree(t, text)
		}
	})
}
