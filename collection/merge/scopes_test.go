package merge_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/internal/testkit"
)

// TestScopes: scopes are merged as a set, and what separates them as a value of
// its own, whether the base is at hand or only its snapshot.
func TestScopes(t *testing.T) {
	file := func(scopes string) string {
		return `{"info": {"name": "C"}, "auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": ` + scopes + `}]}, "item": []}`
	}
	for name, c := range map[string]struct {
		base, ours, theirs, want string
		conflicts                []string
	}{
		"both added":                {`"a b"`, `"a b c"`, `"a b d"`, `"a b c d"`, nil},
		"only the separator":        {`"a,b"`, `"a,b"`, `"a b"`, `"a b"`, nil},
		"a separator with a space":  {`"a, b"`, `"a, b"`, `"a,b"`, `"a,b"`, nil},
		"a tab":                     {`"a\tb"`, `"a\tb"`, `"a b"`, `"a b"`, nil},
		"their separator, our set":  {`"a,b"`, `"a,b,c"`, `"a b"`, `"a b c"`, nil},
		"our separator, their set":  {`"a,b"`, `"a b"`, `"a,b,c"`, `"a b c"`, nil},
		"commas on both sides":      {`"a,b"`, `"a,b,c"`, `"a,b,d"`, `"a,b,c,d"`, nil},
		"of what only theirs has":   {`"a"`, `"b"`, `"a,c"`, `"b,c"`, nil},
		"none would be left":        {`"a b"`, `"b"`, `"a"`, `"b"`, []string{"attribute value: changed on both sides"}},
		"none is left on one side":  {`"a b"`, `"a"`, `""`, `""`, nil},
		"each took away another":    {`"a b c"`, `"b c"`, `"a c"`, `"c"`, nil},
		"all others, and added one": {`"a b"`, `"b"`, `"a c"`, `"c"`, nil},
		"variables with blanks":     {`"{{one scope}}"`, `"{{one scope}} {{two scope}}"`, `"{{one scope}} x"`, `"{{one scope}} {{two scope}} x"`, nil},
		"URLs with commas":          {`"https://x/a,b"`, `"https://x/a,b https://x/c"`, `"https://x/a,b d"`, `"https://x/a,b https://x/c d"`, nil},
		"a URL among commas":        {`"a,b"`, `"a,b,https://x/c"`, `"a,b,d"`, `"a,b,d,https://x/c"`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			base := testkit.Parse(t, file(c.base))
			var stored merge.Snapshot
			if err := json.Unmarshal([]byte(merge.SnapshotOf(base).JSON("")), &stored); err != nil {
				t.Fatal(err)
			}
			for _, prefer := range []merge.Prefer{merge.Ours, merge.Theirs} {
				want := c.want
				if c.conflicts != nil && prefer == merge.Theirs {
					want = c.theirs
				}
				known, err := merge.Documents(base, testkit.Parse(t, file(c.ours)), testkit.Parse(t, file(c.theirs)), prefer)
				if err != nil {
					t.Fatal(err)
				}
				hashed, err := merge.WithSnapshot(&stored, testkit.Parse(t, file(c.ours)), testkit.Parse(t, file(c.theirs)), prefer)
				if err != nil {
					t.Fatal(err)
				}
				for way, r := range map[string]*merge.Result{"documents": known, "snapshot": hashed} {
					if r.Text != file(want) || !slices.Equal(conflicts(r), c.conflicts) {
						t.Errorf("%s, %s: %q\n%s", way, prefer, conflicts(r), r.Text)
					}
				}
			}
		})
	}
}

// TestNoScopeIsTorn: of scopes by chance, whatever separates them, a merge keeps
// those that both sides kept and those that either added, takes out the others,
// and makes up none.
func TestNoScopeIsTorn(t *testing.T) {
	words := []string{"a", "b:read", "c.d", "{{one scope}}", "{{two, scopes}}", "https://x/a", "https://x/a,b", "{{base}}/e,f", "{{n {{o}}}}"}
	for seed := range uint64(600) {
		random := rand.New(rand.NewPCG(seed, 3))
		some := func(separator string) (string, []string) {
			random.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
			names := slices.Clone(words[:1+random.IntN(len(words)-1)])
			return collection.JoinScopes(names, separator), names
		}
		separators := []string{" ", ",", ", ", "\n"}
		separator := func() string { return separators[random.IntN(len(separators))] }
		base, inBase := some(separator())
		ours, inOurs := some(separator())
		theirs, inTheirs := some(separator())
		var want []string
		for _, w := range words {
			o, th, b := slices.Contains(inOurs, w), slices.Contains(inTheirs, w), slices.Contains(inBase, w)
			if o && th || (o || th) && !b {
				want = append(want, w)
			}
		}
		file := func(scopes string) *jsontree.Document {
			return testkit.Parse(t, fmt.Sprintf(`{"info": {"name": "C"}, "auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": %s}]}, "item": []}`, jsontree.Quote(scopes)))
		}
		r, err := merge.Documents(file(base), file(ours), file(theirs), merge.Ours)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Conflicts) > 0 {
			if len(want) > 0 {
				t.Errorf("seed %d: %q", seed, conflicts(r))
			}
			continue
		}
		merged := collection.Of(testkit.Parse(t, r.Text)).Auth().Attribute("scope").Text()
		got := collection.ScopeNames(merged)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("seed %d: base %q, ours %q, theirs %q: merged %q, want %q", seed, base, ours, theirs, merged, want)
		}
		same, err := merge.Documents(file(base), file(ours), file(base), merge.Stop)
		if err != nil || same.Text != file(ours).Text() {
			t.Errorf("seed %d: theirs is the base, and ours %q became\n%s (%v)", seed, ours, same.Text, err)
		}
	}
}
