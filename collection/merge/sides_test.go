package merge_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/internal/testkit"
)

// of returns a small collection of these items.
func of(items ...string) string {
	return `{"info": {"name": "C"}, "item": [` + strings.Join(items, ", ") + `]}`
}

// request returns an item that goes to a path; more are further members of its
// request.
func request(name, path string, more ...string) string {
	return `{"name": "` + name + `", "request": {` + strings.Join(append([]string{`"url": "https://x/` + path + `"`}, more...), ", ") + `}}`
}

func folder(name string, items ...string) string {
	return `{"name": "` + name + `", "item": [` + strings.Join(items, ", ") + `]}`
}

// identified returns an item with an id.
func identified(id, item string) string { return `{"id": "` + id + `", ` + item[1:] }

// sides are three small files and what comes of them: a file without a conflict,
// or these conflicts, which can be decided for either side.
type sides struct {
	base, ours, theirs string // base is "" if there is none
	want               string
	conflicts          []string
	wantTheirs         string // where conflicts are decided so; want is what ours gives
}

func (s sides) merged(t *testing.T, prefer merge.Prefer) *merge.Result {
	t.Helper()
	var base *jsontree.Document
	if s.base != "" {
		base = testkit.Parse(t, s.base)
	}
	r, err := merge.Documents(base, testkit.Parse(t, s.ours), testkit.Parse(t, s.theirs), prefer)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func checkSides(t *testing.T, cases map[string]sides) {
	t.Helper()
	for name, s := range cases {
		t.Run(name, func(t *testing.T) {
			for prefer, want := range map[merge.Prefer]string{merge.Ours: s.want, merge.Theirs: s.wantTheirs} {
				if len(s.conflicts) == 0 {
					want = s.want
				}
				r := s.merged(t, prefer)
				if got := conflicts(r); !slices.Equal(got, s.conflicts) {
					t.Errorf("%s: conflicts %q, want %q", prefer, got, s.conflicts)
				}
				if d := compare(t, want, r.Text); d != "" {
					t.Errorf("%s: got\n%s\n%s", prefer, r.Text, d)
				}
			}
		})
	}
}

// TestBothNew: of what both sides added nothing gives way silently, not even a
// default.
func TestBothNew(t *testing.T) {
	old := request("K", "k")
	get, post := request("Users", "users", `"method": "GET"`), request("Users", "users", `"method": "POST"`, `"body": {"mode": "raw", "raw": "{}"}`)
	query := func(disabled string) string {
		return `{"name": "Users", "request": {"url": {"raw": "https://x/users", "host": ["https://x"], "path": ["users"], "query": [{"key": "all", "value": "1"` + disabled + `}]}}}`
	}
	environment := func(value string) string { return `{"name": "E", "values": [{"key": "a"` + value + `}]}` }
	checkSides(t, map[string]sides{
		"another method":         {base: of(old), ours: of(old, get), theirs: of(old, post), want: of(old, get, post)},
		"the other way round":    {base: of(old), ours: of(old, post), theirs: of(old, get), want: of(old, post, get)},
		"another URL":            {base: of(old), ours: of(old, request("New", "a")), theirs: of(old, request("New", "b")), want: of(old, request("New", "a"), request("New", "b"))},
		"the same request":       {base: of(old), ours: of(old, request("New", "a", `"description": "d"`)), theirs: of(old, request("New", "a", `"header": [{"key": "A"}]`)), want: of(old, request("New", "a", `"description": "d"`, `"header": [{"key": "A"}]`))},
		"without an address":     {base: of(old), ours: of(old, `{"name": "New"}`), theirs: of(old, `{"name": "New"}`), want: of(old, `{"name": "New"}`)},
		"no base: a method":      {ours: of(get), theirs: of(post), conflicts: []string{"Users request method: changed on both sides"}, want: of(request("Users", "users", `"body": {"mode": "raw", "raw": "{}"}`)), wantTheirs: of(post)},
		"no base: a parameter":   {ours: of(query("")), theirs: of(query(`, "disabled": true`)), conflicts: []string{"Users query parameter disabled: changed on both sides"}, want: of(query("")), wantTheirs: of(query(`, "disabled": true`))},
		"no base: a variable":    {ours: environment(`, "enabled": false`), theirs: environment(`, "enabled": true, "value": "1"`), conflicts: []string{"variable enabled: changed on both sides"}, want: environment(`, "enabled": false, "value": "1"`), wantTheirs: environment(`, "value": "1"`)},
		"no base: a type":        {ours: environment(``), theirs: environment(`, "type": "secret"`), conflicts: []string{"variable type: changed on both sides"}, want: environment(``), wantTheirs: environment(`, "type": "secret"`)},
		"a parameter in the URL": {base: of(request("Users", "users")), ours: of(query("")), theirs: of(query(`, "disabled": true`)), conflicts: []string{"Users query parameter disabled: changed on both sides"}, want: of(query("")), wantTheirs: of(query(`, "disabled": true`))},
	})
}

// TestDefaultShown: a conflict shows a default where it is written out.
func TestDefaultShown(t *testing.T) {
	for ours, want := range map[string]string{`"method": "GET"`: `"GET"`, `"header": []`: ""} {
		r := sides{ours: of(request("R", "r", ours)), theirs: of(request("R", "r", `"method": "PUT"`))}.merged(t, merge.Stop)
		if len(r.Conflicts) != 1 || text(r.Conflicts[0].OurValue) != want || text(r.Conflicts[0].TheirValue) != `"PUT"` {
			t.Errorf("%s: %+v", ours, r.Conflicts)
		}
	}
}

// text returns a value of a conflict as JSON; "" for none.
func text(value diff.Value) string {
	if value == nil {
		return ""
	}
	return value.JSON()
}

// TestRightElement: what one side did to an element never lands on another.
func TestRightElement(t *testing.T) {
	const about, header = `"description": "about"`, `"header": [{"key": "H", "value": "1"}]`
	a, b := request("A", "a"), request("B", "b")
	call := func(id, name, body, more string) string {
		return identified(id, `{"name": "`+name+`", "request": {"method": "POST", "url": "https://x/graphql", "body": {"mode": "raw", "raw": "`+body+`"}}`+more+`}`)
	}
	const tested = `, "event": [{"listen": "test", "script": {"exec": ["saveToken();"]}}]`
	twin := func(body string, more ...string) string {
		return request("Get", "x", append([]string{`"body": {"mode": "raw", "raw": "` + body + `"}`}, more...)...)
	}
	checkSides(t, map[string]sides{
		"numbered through": {
			base:   of(identified("1", a), identified("2", b)),
			ours:   of(identified("1", request("N", "n")), identified("2", a), identified("3", b)),
			theirs: of(identified("1", request("A", "a", about)), identified("2", b)),
			want:   of(identified("1", request("N", "n")), identified("2", request("A", "a", about)), identified("3", b)),
		},
		"calls to one address": {
			base:       of(call("i1", "Login", "login", ""), a),
			ours:       of(call("i1", "Login", "login", tested), a),
			theirs:     of(call("i2", "Users", "users", ""), a),
			want:       of(call("i1", "Login", "login", tested), call("i2", "Users", "users", ""), a),
			wantTheirs: of(call("i2", "Users", "users", ""), a),
			conflicts:  []string{"Login request: changed in ours, removed in theirs"},
		},
		"twins": {
			base:       of(twin("one"), twin("two"), a),
			ours:       of(twin("two", header), a),
			theirs:     of(twin("one", about), twin("two"), a),
			want:       of(twin("two", header), a),
			wantTheirs: of(twin("two", header), twin("one", about), a),
			conflicts:  []string{"Get request: removed in ours, changed in theirs"},
		},
	})
}

// TestFormFieldKind: a form field is that of one side, a text or a file, and no
// mixture.
func TestFormFieldKind(t *testing.T) {
	form := func(field string) string {
		return of(request("R", "r", `"method": "POST"`, `"body": {"mode": "formdata", "formdata": [{"key": "f", `+field+`}]}`))
	}
	a, b, text := `"type": "file", "src": "a.txt"`, `"type": "file", "src": "b.txt"`, `"type": "text", "value": "t"`
	conflict := []string{"R form field type: changed on both sides"}
	checkSides(t, map[string]sides{
		"they made it a text":       {base: form(a), ours: form(b), theirs: form(text), want: form(b), wantTheirs: form(text), conflicts: conflict},
		"we made it a text":         {base: form(a), ours: form(text), theirs: form(b), want: form(text), wantTheirs: form(b), conflicts: conflict},
		"only they did":             {base: form(a), ours: form(a + `, "description": "d"`), theirs: form(text), want: form(text + `, "description": "d"`)},
		"no base":                   {ours: form(a), theirs: form(text), want: form(a), wantTheirs: form(text), conflicts: conflict},
		"another file on each side": {base: form(`"type": "file", "src": "c.txt"`), ours: form(a), theirs: form(b), want: form(a), wantTheirs: form(b), conflicts: []string{"R form field src: changed on both sides"}},
	})
}

// TestAttributeType: the value of an attribute comes with its type, and leaves what
// else the other side wrote into the entry.
func TestAttributeType(t *testing.T) {
	file := func(attribute string) string {
		return of(request("R", "r", `"method": "POST"`, `"auth": {"type": "oauth2", "oauth2": [{"key": "useBrowser", `+attribute+`}]}`))
	}
	text, flag := `"value": "false", "type": "string"`, `"value": false, "type": "boolean"`
	checkSides(t, map[string]sides{
		"theirs is a boolean": {base: file(text), ours: file(text + `, "description": "d"`), theirs: file(flag), want: file(flag + `, "description": "d"`)},
		"ours is a boolean":   {base: file(text), ours: file(flag), theirs: file(text + `, "description": "d"`), want: file(flag + `, "description": "d"`)},
	})
}

// TestListTakenAway: where theirs has another body or authorization, the emptied list of
// the old one goes, too.
func TestListTakenAway(t *testing.T) {
	form := `"body": {"mode": "urlencoded", "urlencoded": [{"key": "f", "value": "v"}]}`
	raw := `"body": {"mode": "raw", "raw": "x"}`
	bearer := `"auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{t}}"}]}`
	basic := `"auth": {"type": "basic", "basic": [{"key": "username", "value": "u"}]}`
	base := of(request("R", "r", form, bearer))
	s := sides{base: base, ours: base, theirs: of(request("R", "r", raw, basic))}
	text := s.merged(t, merge.Stop).Text
	if strings.Contains(text, "[]") || strings.Contains(text, "bearer") {
		t.Error(text)
	}
	s.theirs = of(request("R", "r", `"body": {"mode": "urlencoded", "urlencoded": []}`, bearer))
	if text := s.merged(t, merge.Stop).Text; !strings.Contains(text, `"urlencoded": []`) {
		t.Error(text)
	}
}
