package merge_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/internal/testdata"
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
	} {
		t.Run(name, func(t *testing.T) {
			base := testdata.Parse(t, file(c.base))
			var stored merge.Snapshot
			if err := json.Unmarshal([]byte(merge.SnapshotOf(base).JSON("")), &stored); err != nil {
				t.Fatal(err)
			}
			for _, prefer := range []merge.Prefer{merge.Ours, merge.Theirs} {
				want := c.want
				if c.conflicts != nil && prefer == merge.Theirs {
					want = c.theirs
				}
				known, err := merge.Documents(base, testdata.Parse(t, file(c.ours)), testdata.Parse(t, file(c.theirs)), prefer)
				if err != nil {
					t.Fatal(err)
				}
				hashed, err := merge.WithSnapshot(&stored, testdata.Parse(t, file(c.ours)), testdata.Parse(t, file(c.theirs)), prefer)
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
