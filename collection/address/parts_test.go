package address_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/internal/testkit"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]address.Parts{
		"":                           {},
		"https://a.b:8080/c/d?e=1#f": {Protocol: "https", Host: []string{"a", "b"}, Port: "8080", Path: []string{"c", "d"}, Query: []address.Pair{{Key: "e", Value: "1", HasValue: true}}, Hash: "f"},
		"{{base.url}}/x?{{a?b}}&c=":  {Host: []string{"{{base.url}}"}, Path: []string{"x"}, Query: []address.Pair{{Key: "{{a?b}}"}, {Key: "c", HasValue: true}}},
		"{{a/b}}.c:{{port}}/":        {Host: []string{"{{a/b}}", "c"}, Port: "{{port}}", Path: []string{""}},
		"http://[::1]:80":            {Protocol: "http", Host: []string{"[::1]"}, Port: "80"},
		"http://svc:1.2@a.b:80/c":    {Protocol: "http", Host: []string{"svc:1.2@a", "b"}, Port: "80", Path: []string{"c"}},
		"{{u}}:{{p@q}}@a@{{h}}/@":    {Host: []string{"{{u}}:{{p@q}}@a@{{h}}"}, Path: []string{"@"}},
		"a:b@":                       {Host: []string{"a:b@"}},
		"/only/path":                 {Path: []string{"only", "path"}},
		"{{s}}://{{h}}:{{p}}/a":      {Protocol: "{{s}}", Host: []string{"{{h}}"}, Port: "{{p}}", Path: []string{"a"}},
		"{{a://b}}/c://d":            {Host: []string{"{{a://b}}"}, Path: []string{"c:", "", "d"}},
		"{{open/a":                   {Host: []string{"{{open"}, Path: []string{"a"}},
	} {
		if got := address.Parse(text); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %#v", text, got)
		}
	}
}

// FuzzParse: the parts put together again are the text.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"https://a.b:8080/c/d?e=1#f", "{{a?b}}/x?{{c&d}}=2&e#{{f}}", "a:b@c/d", "http://[::1]:80/?", "://", "{{{{a}}/b", "{{s}}://a", "a:b://c"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p := address.Parse(text)
		again := p.Base()
		for i, q := range p.Query {
			again += map[bool]string{true: "?", false: "&"}[i == 0] + q.Text()
		}
		if p.Hash != "" {
			again += "#" + p.Hash
		}
		if q := address.Parse(again); !reflect.DeepEqual(p, q) {
			t.Errorf("%q: %#v, then %#v", text, p, q)
		}
	})
}

func TestBelow(t *testing.T) {
	for _, c := range []struct {
		path, server, rest string
		below              bool
	}{
		{"/api/patients", "/api/", "/patients", true},
		{"/api", "/api", "", true},
		{"/apipatients", "/api", "patients", false},
		{"/v1", "", "/v1", true},
		{"https://x.test/api?a=1", "https://x.test/api", "?a=1", true},
		{"/other", "/api", "/other", false},
	} {
		if rest, below := address.Below(c.path, c.server); rest != c.rest || below != c.below {
			t.Errorf("%s below %s: %q, %v", c.path, c.server, rest, below)
		}
	}
}

// TestManySeparators: no separator and no reference is searched from the start of what is
// left.
func TestManySeparators(t *testing.T) {
	for name, text := range map[string]func(n int) string{
		"open references":       func(n int) string { return strings.Repeat("/{{[", n) },
		"references in a path":  func(n int) string { return strings.Repeat("/{{a/b}}", n) },
		"separators after them": func(n int) string { return "/" + strings.Repeat("{{", n) + strings.Repeat("/", n-1) },
		"an open query":         func(n int) string { return "/?" + strings.Repeat("{{a&", n) + "}}" },
		"users":                 func(n int) string { return strings.Repeat("{{a@b}}@", n) + "h" },
		"hosts":                 func(n int) string { return strings.Repeat("{{a.b}}.", n-1) + "h" },
	} {
		testkit.Linear(t, name, 2000, func(n int) {
			p := address.Parse(text(n))
			if got := max(len(p.Path), len(p.Query), len(p.Host)); got != n && name != "users" {
				t.Errorf("%s: %d parts, want %d", name, got, n)
			}
		})
	}
}
