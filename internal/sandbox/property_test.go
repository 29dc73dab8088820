package sandbox_test

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/sample"
	"github.com/postwright/postwright/collection/synthetic"
)

// sequence sends random valid, invalid and hostile requests to random
// operations, and checks each answer: the sandbox uses its status, and a
// successful body matches the document.
func (p played) sequence(t *testing.T, random *rand.Rand, length int) {
	statuses := map[int]int{}
	operations := p.template.API.Operations
	ids := []string{"1001", "1006", "0", "-1", "x", "%", "..", "a b", strings.Repeat("9", 40)}
	for range length {
		o := operations[random.IntN(len(operations))]
		r := p.valid(o)
		r.id = append(ids, p.id(o, 0), p.id(o, 1), p.id(o, 2))[random.IntN(len(ids)+3)]
		if r.body != nil {
			for range random.IntN(4) {
				r.body = mutated(random, r.body, 0)
			}
			if random.IntN(8) == 0 {
				text := r.body.JSON("")
				r.raw = text[:random.IntN(len(text))]
			}
		}
		for _, q := range o.Parameters {
			if q.In == api.InQuery && random.IntN(6) == 0 {
				r.query.Set(q.Name, randomText(random))
			}
		}
		a := p.do(r)
		if !slices.Contains([]int{200, 201, 202, 204, 400, 404, 409, 413, 507}, a.code) {
			t.Fatalf("%s is answered with %d %.300s\n%.300s", o, a.code, a.body, r.raw)
		}
		if a.code < 300 {
			a.fits(t, o)
		}
		if t.Failed() {
			return
		}
		statuses[a.code]++
	}
	if length >= 500 && (statuses[200] == 0 || statuses[201] == 0 || statuses[204] == 0 || statuses[400] == 0 || statuses[404] == 0) {
		t.Errorf("%s: the requests are too much alike: %v", p.template.Name, statuses)
	}
}

// mutated returns an object with one random change.
func mutated(random *rand.Rand, v *api.Value, depth int) *api.Value {
	switch {
	case depth > 20:
		return randomValue(random, depth)
	case v.Kind == api.Object && len(v.Members) > 0:
		made := &api.Value{Kind: api.Object, Members: slices.Clone(v.Members)}
		i := random.IntN(len(made.Members))
		switch random.IntN(5) {
		case 0:
			made.Members = slices.Delete(made.Members, i, i+1)
		case 1:
			made.Members = append(made.Members, api.Member{Name: randomText(random), Value: randomValue(random, depth)})
		case 2:
			made.Members = append(made.Members, made.Members[i])
		default:
			made.Members[i].Value = mutated(random, made.Members[i].Value, depth+1)
		}
		return made
	case v.Kind == api.List && len(v.Items) > 0 && random.IntN(2) == 0:
		made := &api.Value{Kind: api.List, Items: slices.Clone(v.Items)}
		i := random.IntN(len(made.Items))
		made.Items[i] = mutated(random, made.Items[i], depth+1)
		return made
	}
	return randomValue(random, depth)
}

func randomValue(random *rand.Rand, depth int) *api.Value {
	switch random.IntN(7) {
	case 0:
		return &api.Value{Kind: api.Null}
	case 1:
		return &api.Value{Kind: api.Bool, Text: "true"}
	case 2:
		return &api.Value{Kind: api.Number, Text: []string{"0", "-1", "1e400", "1001", "0.5", "9007199254740993"}[random.IntN(6)]}
	case 3:
		if depth < 3 {
			return &api.Value{Kind: api.List, Items: []*api.Value{randomValue(random, depth+1), randomValue(random, depth+1)}}
		}
	case 4:
		if depth < 3 {
			return &api.Value{Kind: api.Object, Members: []api.Member{{Name: randomText(random), Value: randomValue(random, depth+1)}}}
		}
	}
	return &api.Value{Kind: api.String, Text: randomText(random)}
}

func randomText(random *rand.Rand) string {
	all := []string{"", "id", "name", "doctor", "\x00", "é", "{{x}}", "1001", "true", "2026-01-31", "\"", strings.Repeat("x", 300), "cmVjb3JkLTM", "[1,2]", "null"}
	return all[random.IntN(len(all))]
}

// TestSequences: no sequence of requests makes the sandbox panic, or answer
// with something that its document does not describe.
func TestSequences(t *testing.T) {
	rounds, length := 3, 1500
	if testing.Short() {
		rounds, length = 1, 500
	}
	for round := range rounds {
		for _, p := range playEmbedded(t) {
			p.sequence(t, rand.New(rand.NewPCG(uint64(round), 1)), length)
		}
		b := clinic(t)
		tpl := read(t, clinicTemplate)
		p := played{b, tpl, b.signIn("scope=").Access, "/v2", synthetic.Of(tpl)}
		p.sequence(t, rand.New(rand.NewPCG(uint64(round), 2)), length)
	}
}

// TestConcurrent: concurrent clients get correct answers, and no two of them
// get the same new record.
func TestConcurrent(t *testing.T) {
	p := playEmbedded(t)[0]
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() { p.sequence(t, rand.New(rand.NewPCG(uint64(i), 3)), 100) })
	}
	wg.Wait()

	b := clinic(t)
	token := b.signIn("scope=").Access
	var mu sync.Mutex
	seen := map[string]bool{}
	for range 8 {
		wg.Go(func() {
			for range 20 {
				a := b.write("POST", "/v2/records", token, `{"name": "Kim"}`)
				id := value(t, a.body).Member("id")
				if a.code != 201 || id == nil {
					t.Errorf("%d %s", a.code, a.body)
					return
				}
				path := "/v2/records/" + url.PathEscape(id.Text)
				b.write("PATCH", path, token, fmt.Sprintf(`{"born": %s}`, "1950")).check(t, 200)
				mu.Lock()
				if seen[id.Text] {
					t.Errorf("%s was given twice", id.Text)
				}
				seen[id.Text] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
}

// TestSeedsFit: every initial record of the sandbox matches its document.
func TestSeedsFit(t *testing.T) {
	for _, p := range playEmbedded(t) {
		for _, o := range p.template.API.Operations {
			if o.Method != "GET" || !strings.HasSuffix(o.Path, "}") || o.Answer() == nil {
				continue
			}
			for n := range 5 {
				r := p.valid(o)
				r.id = p.id(o, n)
				a := p.do(r)
				if v := value(t, a.body); a.code != 200 || !sample.Fits(v, o.Answer()) {
					t.Errorf("%s %d: %d %.300s", o, n, a.code, a.body)
				}
			}
		}
	}
}
