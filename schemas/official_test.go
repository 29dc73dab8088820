package schemas

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/postwright/postwright/internal/testkit"
)

const (
	sharedData   = "../../shared/data"
	minMutations = 5000
	// perPlace is how many occurrences of a place are mutated in each group.
	perPlace = 1
	// combined is how many documents with several mutations each group gets.
	combined = 1500
)

// shared returns a file of the reference data. It skips the test if the data
// is absent; in CI it fails.
func shared(t *testing.T, name string) []byte {
	t.Helper()
	if _, err := os.Stat(sharedData); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("CI is set but the reference data is absent: %v", err)
		}
		t.Skipf("the reference data is absent: %v", err)
	}
	text, err := os.ReadFile(filepath.Join(sharedData, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return bytes.TrimPrefix(text, []byte("\ufeff"))
}

// official returns the schema that Postman publishes for the format.
func (f format) official(t *testing.T) []byte {
	t.Helper()
	return shared(t, "postman/postman-collection-"+f.version+".draft07.json")
}

// source is a document that mutations start from.
type source struct {
	name  string
	value any
}

// sourceGroups returns the reference collections by folder, the documents that
// the official schema itself suggests, and some with jwt and asap.
func sourceGroups(t *testing.T, schema []byte) map[string][]source {
	t.Helper()
	groups := map[string][]source{}
	for _, root := range []string{"postman/examples", "corpus"} {
		dir := filepath.Join(sharedData, filepath.FromSlash(root))
		err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || filepath.Ext(path) != ".json" {
				return err
			}
			name, err := filepath.Rel(sharedData, path)
			if err != nil {
				return err
			}
			name = filepath.ToSlash(name)
			group := name[:strings.LastIndex(name, "/")]
			value := decoded(t, string(shared(t, name)))
			groups[group] = append(groups[group], source{name, value})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := len(groups["postman/examples"]); got != 25 {
		t.Errorf("%d official examples were found, want 25", got)
	}
	for i, value := range testkit.Samples(object(decoded(t, string(schema))), 2) {
		groups["generated"] = append(groups["generated"], source{fmt.Sprintf("generated %d", i), value})
	}
	for _, text := range beyondOfficial {
		groups["beyond"] = append(groups["beyond"], source{text, decoded(t, text)})
	}
	return groups
}

// beyondOfficial holds collections that only the postman profile of one format
// accepts.
var beyondOfficial = []string{
	`{"info":{"name":"n","schema":"s"},"auth":{"type":"jwt","jwt":[{"key":"payload","value":"{}","type":"string"}]},
	  "item":[{"name":"i","request":{"url":"u","auth":{"type":"asap","asap":[{"key":"kid","value":"k","type":"any"}]}}}]}`,
	`{"info":{"name":"n","schema":"s"},"item":[{"name":"f","auth":{"type":"asap","asap":[{"key":"iss"}]},
	  "item":[{"request":{"auth":{"type":"jwt","jwt":[{"key":"secret","type":"any"}],"basic":[{"key":"username"}]}}}]}]}`,
	`{"info":{"name":"n","schema":"s"},"item":[{"request":"u","response":[
	  {"originalRequest":{"auth":{"type":"jwt","jwt":[{"key":"header"}],"asap":[]}}}]}]}`,
	`{"info":{"name":"n","schema":"s"},"auth":{"type":"jwt","jwt":{"payload":"{}"}},
	  "item":[{"name":"i","request":{"url":"u","auth":{"type":"asap","asap":{"kid":"k"},"hawk":{}}}},
	    {"item":[],"auth":{"type":"asap","asap":{},"basic":{"username":"u"}}}]}`,
}

// tally counts what was compared.
type tally struct {
	sync.Mutex
	places, mutations, valid, invalid, beyond int
}

// comparer judges a value by all three schemas.
type comparer struct {
	format                       format
	reference, official, postman judge
	tally                        *tally
}

// check compares the verdicts on v and returns the reference's. The postman
// profile must judge v as the reference judges v with jwt and asap replaced.
func (c comparer) check(t *testing.T, label string, v any) bool {
	t.Helper()
	want := c.reference(v)
	if got := c.official(v); got != want {
		t.Errorf("%s: official says valid=%t, Postman's schema says %t: %s", label, got, want, shown(v))
	}
	wantPostman := want
	if reworded, changed := c.format.rewordNewTypes(v); changed {
		wantPostman = c.reference(reworded)
	}
	if got := c.postman(v); got != wantPostman {
		t.Errorf("%s: postman says valid=%t, want %t: %s", label, got, wantPostman, shown(v))
	}
	c.tally.Lock()
	defer c.tally.Unlock()
	if want {
		c.tally.valid++
	} else {
		c.tally.invalid++
	}
	if want != wantPostman {
		c.tally.beyond++
	}
	return want
}

func shown(v any) string {
	text, _ := json.Marshal(v)
	return string(text[:min(len(text), 1500)])
}

// TestOfficialVerdicts compares verdicts with Postman's own schema on the
// reference collections and on systematic and random mutations of them.
func TestOfficialVerdicts(t *testing.T) {
	for _, f := range formats {
		t.Run(f.version, func(t *testing.T) { compareVerdicts(t, f) })
	}
}

func compareVerdicts(t *testing.T, f format) {
	schema := f.official(t)
	c := comparer{
		format:    f,
		reference: newJudge(t, schema),
		official:  newJudge(t, f.in(t, Official)),
		postman:   newJudge(t, f.in(t, Postman)),
		tally:     &tally{},
	}
	known := vocabularyOf(object(decoded(t, string(schema))))
	groups := sourceGroups(t, schema)
	t.Run("group", func(t *testing.T) {
		for name, sources := range groups {
			t.Run(strings.ReplaceAll(name, "/", "-"), func(t *testing.T) {
				t.Parallel()
				c.group(t, sources, known)
			})
		}
	})
	got := c.tally
	t.Logf("%d places, %d mutations; %d documents valid, %d invalid, %d valid or invalid only beyond the official schema",
		got.places, got.mutations, got.valid, got.invalid, got.beyond)
	if got.mutations < minMutations {
		t.Errorf("%d mutations, want at least %d", got.mutations, minMutations)
	}
	if least := got.mutations / 5; got.valid < least || got.invalid < least {
		t.Errorf("%d valid and %d invalid documents, want at least %d of each", got.valid, got.invalid, least)
	}
	if got.beyond < 100 {
		t.Errorf("the postman profile differs on %d documents, want at least 100", got.beyond)
	}
}

// group compares the sources of one group, then mutations of each of their
// distinct places, then combinations of mutations.
func (c comparer) group(t *testing.T, sources []source, known vocabulary) {
	rng := rand.New(rand.NewPCG(1, uint64(len(sources))))
	isValid := map[string]bool{}
	for _, s := range sources {
		isValid[s.name] = c.check(t, s.name, s.value)
		if strings.HasPrefix(s.name, "generated") && !isValid[s.name] {
			t.Errorf("%s is invalid: %s", s.name, shown(s.value))
		}
		if v, _ := info(s.value)["schema"].(string); strings.Contains(v, "/"+c.format.version+"/") && !c.postman(s.value) {
			t.Errorf("%s names %s, but the postman profile refuses it", s.name, c.format.version)
		}
	}
	// Mutations show most on a valid carrier, so those come first.
	slices.SortStableFunc(sources, func(a, b source) int {
		return btoi(isValid[b.name]) - btoi(isValid[a.name])
	})

	seen := map[string]int{}
	mutations := 0
	var carriers []carrier
	for _, s := range sources {
		walk(s.value, nil, func(path []any, _ any) {
			key := generalised(s.value, path)
			if seen[key] >= perPlace {
				return
			}
			seen[key]++
			at := carry(s.value, path)
			carriers = append(carriers, at)
			for _, m := range mutationsAt(at, known, rng) {
				mutations++
				c.check(t, s.name+key+": "+m.kind, m.apply(at.value))
			}
		})
	}
	for range combined {
		at := carriers[rng.IntN(len(carriers))]
		v, kinds := at.value, []string{}
		for range 2 + rng.IntN(3) {
			place := randomPlace(v, rng)
			all := mutationsAt(place, known, rng)
			m := all[rng.IntN(len(all))]
			v, kinds = m.apply(v), append(kinds, m.kind)
		}
		mutations++
		c.check(t, "combined "+strings.Join(kinds, ", "), v)
	}
	c.tally.Lock()
	defer c.tally.Unlock()
	c.tally.places += len(seen)
	c.tally.mutations += mutations
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func info(v any) map[string]any { return object(object(v)["info"]) }

// rewordNewTypes returns v with the types that only the postman profile knows
// replaced by those of the official schema, and whether that changed
// anything: the authorization types jwt and asap become noauth, and their
// attributes become attributes of hawk; variables of type default and secret
// become strings, and form fields of type default become texts.
func (f format) rewordNewTypes(v any) (any, bool) {
	changed := false
	var reword func(v any) any
	reword = func(v any) any {
		switch v := v.(type) {
		case []any:
			out := make([]any, len(v))
			for i := range v {
				out[i] = reword(v[i])
			}
			return out
		case map[string]any:
			out := make(map[string]any, len(v))
			for name, member := range v {
				out[name] = reword(member)
			}
			if auth, ok := out["auth"].(map[string]any); ok {
				changed = f.rewordAuth(auth) || changed
			}
			changed = rewordTypes(out["variable"], "string", "default", "secret") || changed
			changed = rewordTypes(out["formdata"], "text", "default") || changed
			return out
		}
		return v
	}
	out := reword(v)
	return out, changed
}

// rewordTypes replaces other types in the entries of a list by the official
// type.
func rewordTypes(list any, official string, others ...any) bool {
	changed := false
	entries, _ := list.([]any)
	for _, entry := range entries {
		if v, _ := entry.(map[string]any); v != nil && slices.Contains(others, v["type"]) {
			v["type"], changed = official, true
		}
	}
	return changed
}

func (f format) rewordAuth(auth map[string]any) bool {
	changed := false
	for _, name := range []string{"jwt", "asap"} {
		if auth["type"] == name {
			auth["type"], changed = "noauth", true
		}
		value, ok := auth[name]
		if !ok {
			continue
		}
		changed = true
		delete(auth, name)
		known, present := auth["hawk"]
		switch {
		case !present || !f.areAttributes(value):
			auth["hawk"] = value
		case !f.areAttributes(known):
		case f.listed:
			auth["hawk"] = slices.Concat(known.([]any), value.([]any))
		}
	}
	return changed
}

// areAttributes reports whether a value has the form of the attributes of an
// authorization type.
func (f format) areAttributes(v any) bool {
	if f.listed {
		_, ok := v.([]any)
		return ok
	}
	_, ok := v.(map[string]any)
	return ok
}
