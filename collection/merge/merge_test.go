package merge_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/internal/testkit"
)

// clinic is what both sides start from.
const clinic = `{
	"info": {
		"name": "Clinic",
		"description": "One.\n\nTwo.\n\nThree.",
		"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
	},
	"item": [
		{
			"name": "Labs",
			"item": [
				{
					"name": "List labs",
					"event": [
						{
							"listen": "test",
							"script": {
								"exec": [
									"one();",
									"two();",
									"three();",
									"four();"
								]
							}
						}
					],
					"request": {
						"method": "GET",
						"header": [{"key": "Accept", "value": "*/*"}],
						"url": {
							"raw": "{{base_url}}/labs?page=1",
							"host": ["{{base_url}}"],
							"path": ["labs"],
							"query": [
								{"key": "page", "value": "1"},
								{"key": "size", "value": "10", "disabled": true}
							]
						},
						"description": "All labs."
					},
					"response": []
				},
				{
					"name": "Get lab",
					"request": {
						"method": "GET",
						"url": "{{base_url}}/labs/:id"
					}
				}
			]
		},
		{
			"name": "Tasks",
			"item": [
				{
					"name": "Add task",
					"request": {
						"method": "POST",
						"url": {"raw": "{{base_url}}/tasks", "host": ["{{base_url}}"], "path": ["tasks"]},
						"body": {"mode": "raw", "raw": "{}"}
					}
				}
			]
		},
		{
			"name": "Get user",
			"request": "{{base_url}}/users/current"
		}
	],
	"auth": {
		"type": "oauth2",
		"oauth2": [
			{"key": "scope", "value": "user:read labs:read", "type": "string"},
			{"key": "authUrl", "value": "https://x/authorize", "type": "string"}
		]
	},
	"variable": [
		{"key": "base_url", "value": "https://api"}
	]
}
`

// edited returns the clinic with replacements, given as pairs of old and new.
func edited(t testing.TB, replacements ...string) string {
	t.Helper()
	text := clinic
	for i := 0; i < len(replacements); i += 2 {
		if strings.Count(text, replacements[i]) != 1 {
			t.Fatalf("%q is there %d times", replacements[i], strings.Count(text, replacements[i]))
		}
		text = strings.Replace(text, replacements[i], replacements[i+1], 1)
	}
	return text
}

func conflicts(r *merge.Result) []string {
	var all []string
	for _, c := range r.Conflicts {
		side := c.Ours
		if side == nil {
			side = c.Theirs
		}
		all = append(all, strings.TrimSpace(strings.Join(side.Path(), "/")+" "+strings.TrimSpace(string(c.Element)+" "+c.Field)+": "+string(c.Cause)))
	}
	return all
}

// both runs a merge with the base known by content, and known by its snapshot.
func both(t *testing.T, base, ours, theirs string, prefer merge.Prefer, check func(t *testing.T, r *merge.Result)) {
	t.Helper()
	t.Run("documents", func(t *testing.T) {
		r, err := merge.Documents(testkit.Parse(t, base), testkit.Parse(t, ours), testkit.Parse(t, theirs), prefer)
		if err != nil {
			t.Fatal(err)
		}
		check(t, r)
	})
	t.Run("snapshot", func(t *testing.T) {
		r, err := merge.WithSnapshot(merge.SnapshotOf(testkit.Parse(t, base)), testkit.Parse(t, ours), testkit.Parse(t, theirs), prefer)
		if err != nil {
			t.Fatal(err)
		}
		check(t, r)
	})
}

// TestClean: what one side changes comes in, and everything else keeps its
// bytes.
func TestClean(t *testing.T) {
	const newRequest = `{"name": "New", "request": {"method": "GET", "url": "{{base_url}}/new"}}`
	for name, c := range map[string]struct{ ours, theirs, want []string }{
		"nothing":          {nil, nil, nil},
		"only ours":        {[]string{`"All labs."`, `"All."`}, nil, []string{`"All labs."`, `"All."`}},
		"only theirs":      {nil, []string{`"All labs."`, `"All."`}, []string{`"All labs."`, `"All."`}},
		"both the same":    {[]string{`"All labs."`, `"All."`}, []string{`"All labs."`, `"All."`}, []string{`"All labs."`, `"All."`}},
		"different fields": {[]string{`"All labs."`, `"All."`}, []string{`"name": "List labs"`, `"name": "Labs"`}, []string{`"All labs."`, `"All."`, `"name": "List labs"`, `"name": "Labs"`}},
		"a script": {[]string{`"All labs."`, `"All."`}, []string{`"two();"`, `"zwei();", "drei();"`}, []string{`"All labs."`, `"All."`, `"one();",
									"two();",
									"three();",
									"four();"`, `"one();",
									"zwei();",
									"drei();",
									"three();",
									"four();"`}},
		"a query parameter": {[]string{`"value": "1"`, `"value": "2"`, `?page=1`, `?page=2`}, []string{`"10", "disabled": true`, `"10"`, `?page=1`, `?page=1&size=10`}, []string{`"value": "1"`, `"value": "2"`, `?page=1`, `?page=2&size=10`, `"10", "disabled": true`, `"10"`}},
		"another path":      {[]string{`"value": "1"`, `"value": "2"`, `?page=1`, `?page=2`}, []string{`"path": ["labs"]`, `"path": ["v2", "labs"]`, `}}/labs?page=1`, `}}/v2/labs?page=1`}, []string{`"value": "1"`, `"value": "2"`, `}}/labs?page=1`, `}}/v2/labs?page=2`, `"path": ["labs"]`, `"path": ["v2", "labs"]`}},
		"a URL as text":     {nil, []string{`/users/current`, `/users/me`}, []string{`"request": "{{base_url}}/users/current"`, "\"request\": {\n\t\t\t\t\"url\": \"{{base_url}}/users/me\"\n\t\t\t}"}},
		"a header":          {nil, []string{`{"key": "Accept", "value": "*/*"}`, `{"key": "Accept", "value": "*/*"}, {"key": "X", "value": "1"}`}, []string{`{"key": "Accept", "value": "*/*"}`, `{"key": "Accept", "value": "*/*"}, {"key": "X", "value": "1"}`}},
		"headers":           {[]string{`{"key": "Accept", "value": "*/*"}`, `{"key": "O", "value": "1"}, {"key": "Accept", "value": "*/*"}`}, []string{`{"key": "Accept", "value": "*/*"}`, `{"key": "Accept", "value": "*/*"}, {"key": "T", "value": "1"}`}, []string{`{"key": "Accept", "value": "*/*"}`, `{"key": "O", "value": "1"}, {"key": "Accept", "value": "*/*"}, {"key": "T", "value": "1"}`}},
		"no header":         {nil, []string{`{"key": "Accept", "value": "*/*"}`, ``}, []string{`{"key": "Accept", "value": "*/*"}`, ``}},
		"first headers":     {nil, []string{`"url": "{{base_url}}/labs/:id"`, `"url": "{{base_url}}/labs/:id", "header": [{"key": "X"}]`}, []string{"\"url\": \"{{base_url}}/labs/:id\"\n", "\"url\": \"{{base_url}}/labs/:id\",\n\t\t\t\t\t\t\"header\": [\n\t\t\t\t\t\t\t{\n\t\t\t\t\t\t\t\t\"key\": \"X\"\n\t\t\t\t\t\t\t}\n\t\t\t\t\t\t]\n"}},
		"a request added": {nil, []string{`"name": "Tasks",
			"item": [`, `"name": "Tasks",
			"item": [` + newRequest + `,`}, []string{`"name": "Tasks",
			"item": [`, `"name": "Tasks",
			"item": [
				{
					"name": "New",
					"request": {
						"method": "GET",
						"url": "{{base_url}}/new"
					}
				},`}},
		"a request removed": {nil, []string{`,
				{
					"name": "Get lab",
					"request": {
						"method": "GET",
						"url": "{{base_url}}/labs/:id"
					}
				}`, ``}, []string{`,
				{
					"name": "Get lab",
					"request": {
						"method": "GET",
						"url": "{{base_url}}/labs/:id"
					}
				}`, ``}},
		"removed by us": {[]string{`,
				{
					"name": "Get lab",
					"request": {
						"method": "GET",
						"url": "{{base_url}}/labs/:id"
					}
				}`, ``}, []string{`"All labs."`, `"All."`}, []string{`,
				{
					"name": "Get lab",
					"request": {
						"method": "GET",
						"url": "{{base_url}}/labs/:id"
					}
				}`, ``, `"All labs."`, `"All."`}},
		"scopes": {[]string{`user:read labs:read`, `user:read labs:read tasks:read`}, []string{`user:read labs:read`, `labs:read labs:write`}, []string{`user:read labs:read`, `labs:read tasks:read labs:write`}},
		"an attribute": {[]string{`"https://x/authorize"`, `"https://y/authorize"`}, []string{`"type": "string"},
			{"key": "authUrl"`, `"type": "string"},
			{"key": "useBrowser", "value": false, "type": "boolean"},
			{"key": "authUrl"`}, []string{`{"key": "authUrl", "value": "https://x/authorize"`, `{
				"key": "useBrowser",
				"value": false,
				"type": "boolean"
			},
			{"key": "authUrl", "value": "https://y/authorize"`}},
		"a variable": {[]string{`"https://api"`, `"https://mine"`}, []string{`{"key": "base_url", "value": "https://api"}`, `{"key": "base_url", "value": "https://api", "description": "d"}, {"key": "client_id", "value": ""}`}, []string{`{"key": "base_url", "value": "https://api"}`, `{"key": "base_url", "value": "https://mine", "description": "d"},
		{
			"key": "client_id",
			"value": ""
		}`}},
		"an auth of its own": {nil, []string{`"method": "POST",`, `"auth": {"type": "noauth"}, "method": "POST",`}, []string{`"body": {"mode": "raw", "raw": "{}"}`, `"body": {"mode": "raw", "raw": "{}"},
						"auth": {
							"type": "noauth"
						}`}},
		"a body": {nil, []string{`"raw": "{}"`, `"raw": "[]"`}, []string{`"raw": "{}"`, `"raw": "[]"`}},
		"a body goes": {nil, []string{`,
						"body": {"mode": "raw", "raw": "{}"}`, ``}, []string{`,
						"body": {"mode": "raw", "raw": "{}"}`, ``}},
		"only spelling":    {[]string{`"request": "{{base_url}}/users/current"`, `"id": "7", "request": {"url": "{{base_url}}/users/current", "header": []}`}, []string{`"name": "Get user"`, `"_postman_id": "8", "name": "Get user", "response": []`}, []string{`"request": "{{base_url}}/users/current"`, `"id": "7", "request": {"url": "{{base_url}}/users/current", "header": []}`}},
		"a folder renamed": {[]string{`"All labs."`, `"All."`}, []string{`"name": "Labs"`, `"name": "Laboratory"`}, []string{`"All labs."`, `"All."`, `"name": "Labs"`, `"name": "Laboratory"`}},
	} {
		t.Run(name, func(t *testing.T) {
			want := edited(t, c.want...)
			both(t, clinic, edited(t, c.ours...), edited(t, c.theirs...), merge.Stop, func(t *testing.T, r *merge.Result) {
				if len(r.Conflicts) > 0 {
					t.Errorf("conflicts: %v", conflicts(r))
				}
				if r.Text != want {
					t.Errorf("got\n%s\nwant\n%s", difference(t, clinic, r.Text), difference(t, clinic, want))
				}
			})
		})
	}
}

// difference returns the lines of a text that another does not have.
func difference(t testing.TB, before, after string) string {
	t.Helper()
	var out []string
	lines := strings.Split(before, "\n")
	for _, line := range strings.Split(after, "\n") {
		if !slices.Contains(lines, line) {
			out = append(out, "+"+line)
		}
	}
	for _, line := range lines {
		if !slices.Contains(strings.Split(after, "\n"), line) {
			out = append(out, "-"+line)
		}
	}
	return strings.Join(out, "\n")
}

// TestConflicts: what both sides changed differently is a conflict, and either
// side can be chosen.
func TestConflicts(t *testing.T) {
	getLab := `,
				{
					"name": "Get lab",
					"request": {
						"method": "GET",
						"url": "{{base_url}}/labs/:id"
					}
				}`
	for name, c := range map[string]struct {
		ours, theirs []string
		want         string
	}{
		"description":           {ours: []string{`"All labs."`, `"A."`}, theirs: []string{`"All labs."`, `"B."`}, want: "Labs/List labs request description: changed on both sides"},
		"the same line":         {ours: []string{`"two();"`, `"a();"`}, theirs: []string{`"two();"`, `"b();"`}, want: "Labs/List labs script exec: changed on both sides"},
		"lines that touch":      {ours: []string{`"two();"`, `"a();"`}, theirs: []string{`"three();"`, `"b();"`}, want: "Labs/List labs script exec: changed on both sides"},
		"name":                  {ours: []string{`"name": "List labs"`, `"name": "A"`}, theirs: []string{`"name": "List labs"`, `"name": "B"`}, want: "Labs/A request name: changed on both sides"},
		"method":                {ours: []string{`"POST"`, `"PUT"`}, theirs: []string{`"POST"`, `"PATCH"`}, want: "Tasks/Add task request method: changed on both sides"},
		"URL in parts":          {ours: []string{`}}/tasks"`, `}}/a"`, `"path": ["tasks"]`, `"path": ["a"]`}, theirs: []string{`}}/tasks"`, `}}/b"`, `"path": ["tasks"]`, `"path": ["b"]`}, want: "Tasks/Add task request url: changed on both sides"},
		"header":                {ours: []string{`"*/*"`, `"a"`}, theirs: []string{`"*/*"`, `"b"`}, want: "Labs/List labs header value: changed on both sides"},
		"header removed":        {ours: []string{`"*/*"`, `"a"`}, theirs: []string{`{"key": "Accept", "value": "*/*"}`, ``}, want: "Labs/List labs header: changed in ours, removed in theirs"},
		"variable":              {ours: []string{`"https://api"`, `"a"`}, theirs: []string{`"https://api"`, `"b"`}, want: "variable value: changed on both sides"},
		"attribute":             {ours: []string{`https://x`, `https://y`}, theirs: []string{`https://x`, `https://z`}, want: "attribute value: changed on both sides"},
		"another body":          {ours: []string{`"raw": "{}"`, `"raw": "[]"`}, theirs: []string{`{"mode": "raw", "raw": "{}"}`, `{"mode": "urlencoded", "urlencoded": []}`}, want: "Tasks/Add task request body: changed on both sides"},
		"another authorization": {ours: []string{`user:read labs:read`, `user:read`}, theirs: []string{`"type": "oauth2"`, `"type": "bearer"`}, want: "auth type: changed on both sides"},
		"request removed":       {ours: []string{`/labs/:id`, `/labs/:lab`}, theirs: []string{getLab, ``}, want: "Labs/Get lab request: changed in ours, removed in theirs"},
		"request removed by us": {ours: []string{getLab, ``}, theirs: []string{`/labs/:id`, `/labs/:lab`}, want: "Labs/Get lab request: removed in ours, changed in theirs"},
	} {
		t.Run(name, func(t *testing.T) {
			ours, theirs := edited(t, c.ours...), edited(t, c.theirs...)
			for prefer, want := range map[merge.Prefer]string{merge.Stop: ours, merge.Ours: ours, merge.Theirs: theirs} {
				both(t, clinic, ours, theirs, prefer, func(t *testing.T, r *merge.Result) {
					if got := conflicts(r); len(got) != 1 || got[0] != c.want {
						t.Errorf("conflicts %q, want %q", got, c.want)
					}
					if d := compare(t, r.Text, want); d != "" {
						t.Errorf("%s: %s", prefer, d)
					}
					if prefer != merge.Theirs && r.Text != want {
						t.Errorf("%s: got\n%s", prefer, difference(t, want, r.Text))
					}
				})
			}
		})
	}
}

// TestWindowsLineEnds: what is merged into a script of ours has its line ends,
// whether theirs has them or not.
func TestWindowsLineEnds(t *testing.T) {
	script := func(exec string) string {
		return `{"info": {"name": "C"}, "item": [{"name": "R", "request": "https://x", "event": [{"listen": "test", "script": {"exec": ` + exec + `}}]}]}`
	}
	for name, c := range map[string]struct{ base, ours, theirs, want string }{
		"only theirs changed": {
			`["a", "b", "c"]`, `["a\r", "b\r", "c"]`, `["a", "B", "c", "d"]`, `["a\r", "B\r", "c\r", "d"]`},
		"both changed": {
			`["a", "b", "c"]`, `["A\r", "b\r", "c"]`, `["a", "b", "C"]`, `["A\r", "b\r", "C"]`},
		"the last one, too": {
			`["a\r", "b\r", "c\r"]`, `["A\r", "b\r", "c\r"]`, `["a\r", "b\r", "C\r"]`, `["A\r", "b\r", "C\r"]`},
		"ours has none": {
			`["a", "b", "c"]`, `["a", "b", "c"]`, `["a\r", "b\r", "C"]`, `["a", "b", "C"]`},
		"in one string": {
			`"a\nb\nc"`, `"A\r\nb\r\nc"`, `["a", "b", "C"]`, `"A\r\nb\r\nC"`},
	} {
		r, err := merge.Documents(testkit.Parse(t, script(c.base)), testkit.Parse(t, script(c.ours)), testkit.Parse(t, script(c.theirs)), merge.Stop)
		switch {
		case err != nil:
			t.Errorf("%s: %v", name, err)
		case len(r.Conflicts) > 0 || r.Text != script(c.want):
			t.Errorf("%s: conflicts %v\n%s", name, conflicts(r), r.Text)
		}
	}
}

// shown returns a value in an error message.
func shown(v diff.Value) string {
	if v == nil {
		return "nothing"
	}
	return v.JSON()
}

// compare returns how two texts differ in meaning; "" if they do not.
func compare(t testing.TB, a, b string) string {
	t.Helper()
	d, err := diff.Documents(testkit.Parse(t, a), testkit.Parse(t, b), diff.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, c := range d.Changes {
		fmt.Fprintf(&out, "%s %s %q %s %s: %.200s -> %.200s\n", c.Kind, c.Element, c.Path(), c.Name(), c.Field, shown(c.Before), shown(c.After))
	}
	return out.String()
}
