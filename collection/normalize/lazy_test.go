package normalize_test

import (
	"reflect"
	"testing"

	"github.com/postwright/postwright/collection/normalize"
	"github.com/postwright/postwright/internal/testkit"
)

// TestLazy opens the requests of a lazy outline, shuts them and opens them again:
// each time they say what those of a whole outline say.
func TestLazy(t *testing.T) {
	const largest = 400_000 // bytes: larger ones add time only
	for _, f := range testkit.Collections(t) {
		if len(f.Text) > largest {
			continue
		}
		d := testkit.Parse(t, f.Text)
		whole := all(normalize.Of(d))
		outline, lazy := normalize.Lazily(d)
		first, again := all(outline), all(lazy.Of(testkit.Parse(t, f.Text)))
		for i, e := range first {
			if again[i].Identity != e.Identity || (again[i].Auth == nil) != (e.Auth == nil) {
				t.Fatalf("%s: %v is %v where its text is known", f.Name, e.Identity, again[i].Identity)
			}
			if e.Identity != whole[i].Identity {
				t.Fatalf("%s: %v is %v in the lazy outline", f.Name, whole[i].Identity, e.Identity)
			}
			if e.Kind == normalize.Request && len(e.Fields)+len(e.Lists) > 0 {
				t.Fatalf("%s: %q is open", f.Name, e.Path())
			}
			for range 2 {
				e.Open()
				if !alike(e, whole[i]) {
					t.Fatalf("%s: %q says something else in the lazy outline", f.Name, e.Path())
				}
				e.Shut()
			}
		}
		for _, e := range whole {
			fields := len(e.Fields)
			if e.Shut(); len(e.Fields) != fields {
				t.Fatalf("%s: %q of a whole outline was shut", f.Name, e.Path())
			}
		}
	}
}

// all returns the folders and requests of an outline, after the whole.
func all(root *normalize.Element) (list []*normalize.Element) {
	for e := range root.All {
		list = append(list, e)
	}
	return list
}

// alike reports whether two elements say the same, wherever they stand.
func alike(a, b *normalize.Element) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a.Kind != b.Kind || a.Inline != b.Inline || a.Node != b.Node || len(a.Lists) != len(b.Lists) || !reflect.DeepEqual(a.Fields, b.Fields) || !alike(a.Auth, b.Auth) {
		return false
	}
	for i, l := range a.Lists {
		if l.Name != b.Lists[i].Name || len(l.Elements) != len(b.Lists[i].Elements) {
			return false
		}
		for n, entry := range l.Elements {
			if !alike(entry, b.Lists[i].Elements[n]) {
				return false
			}
		}
	}
	return true
}

// TestOwn: what an element says itself has one sum, however it is spelled; any
// change has another.
func TestOwn(t *testing.T) {
	own := func(item string) string {
		return normalize.Of(testkit.Parse(t, `{"item": [`+item+`]}`)).Items[0].Identity.Own
	}
	base := own(`{"name": "A", "request": {"url": "https://x/a?b=1", "header": [{"key": "k", "value": "v"}]}}`)
	for _, same := range []string{
		`{"id": "7", "request": {"header": "k: v", "url": {"raw": "https://x/a?b=1", "protocol": "https", "host": ["x"], "path": ["a"], "query": [{"key": "b", "value": "1"}]}, "method": "GET"}, "name": "A"}`,
	} {
		if own(same) != base {
			t.Errorf("%s has another sum", same)
		}
	}
	for _, other := range []string{
		`{"name": "B", "request": {"url": "https://x/a?b=1", "header": [{"key": "k", "value": "v"}]}}`,
		`{"name": "A", "request": {"url": "https://x/a?b=2", "header": [{"key": "k", "value": "v"}]}}`,
		`{"name": "A", "request": {"url": "https://x/a?b=1", "header": [{"key": "kv", "value": ""}]}}`,
		`{"name": "A", "request": {"url": "https://x/a?b=1", "header": [{"key": "k", "value": "v"}, {"key": "", "value": ""}]}}`,
		`{"name": "A", "request": {"url": "https://x/a?b=1", "header": [{"key": "k", "value": "v\u0000"}]}}`,
		`{"name": "A", "request": {"url": "https://x/a?b=1", "header": [{"key": "k", "value": "v"}], "auth": {"type": "noauth"}}}`,
	} {
		if own(other) == base {
			t.Errorf("%s has the same sum", other)
		}
	}
}
