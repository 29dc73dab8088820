package diff_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/internal/mutate"
	"github.com/postwright/postwright/internal/testkit"
)

func compare(t testing.TB, before, after string) *diff.Diff {
	t.Helper()
	d, err := diff.Documents(testkit.Parse(t, before), testkit.Parse(t, after), diff.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// line returns a change in one line.
func line(t testing.TB, c diff.Change) string {
	t.Helper()
	encode := func(v diff.Value) string {
		if v == nil {
			return "null"
		}
		var b bytes.Buffer
		if err := json.Compact(&b, []byte(v.JSON())); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	return strings.Join(strings.Fields(fmt.Sprintf("%s %s %q %s %s: %s -> %s", c.Kind, c.Element, strings.Join(c.Path(), "/"), c.Name(), c.Field, encode(c.Before), encode(c.After))), " ")
}

// TestSame: nothing changed between a real collection and itself, nor between it
// and another export of it.
func TestSame(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, f := range testkit.Collections(t) {
		text := strings.TrimPrefix(f.Text, "\uFEFF")
		tree := mutate.Parse(text)
		tree.Reidentify(random)
		tree.Shuffle(random)
		for _, after := range []string{text, tree.Print("  ")} {
			if d := compare(t, text, after); len(d.Changes) > 0 || d.Reauthorize() {
				t.Errorf("%s: %d changes, the first is %.300s", f.Name, len(d.Changes), line(t, d.Changes[0]))
			}
		}
	}
}

// checkSame: nothing changed between a file and itself.
func checkSame(t *testing.T, name, text string) {
	t.Helper()
	if d := compare(t, text, text); len(d.Changes) > 0 || d.Reauthorize() {
		t.Errorf("%s: %d changes of a file from itself, the first is %.300s\n%s", name, len(d.Changes), line(t, d.Changes[0]), text)
	}
}

// TestSameWithStrayFields: a field that means something elsewhere is a field of its
// own, in any object of a real collection.
func TestSameWithStrayFields(t *testing.T) {
	for i, f := range testkit.Collections(t) {
		if len(f.Text) > 200_000 {
			continue
		}
		random := rand.New(rand.NewPCG(uint64(i), 12))
		tree := mutate.Parse(strings.TrimPrefix(f.Text, "\uFEFF"))
		editor := mutate.Editor{Name: "hand", Random: random}
		for range 20 {
			editor.Do("stray", tree)
		}
		checkSame(t, f.Name, tree.Print(""))
	}
}

// TestStrayInEvent: "type" and "exec" beside a script are not the script's.
func TestStrayInEvent(t *testing.T) {
	event := func(inner string) string {
		return `{"info": {"name": "x"}, "item": [{"name": "a", "event": [{"listen": "test", ` + inner + `}], "request": "https://x/a"}]}`
	}
	before := event(`"script": {"exec": ["pm.test(1);"], "type": "text/javascript"}, "type": "text/javascript", "exec": ["old"]`)
	after := event(`"exec": ["old"], "type": "text/javascript", "script": {"type": "text/javascript", "exec": ["pm.test(1);"]}`)
	checkSame(t, "stray first", after)
	checkSame(t, "stray last", before)
	if d := compare(t, before, after); len(d.Changes) > 0 {
		t.Errorf("the order of keys is a change: %s", line(t, d.Changes[0]))
	}
	d := compare(t, before, strings.Replace(before, `["old"]`, `["new"]`, 1))
	if len(d.Changes) != 1 || line(t, d.Changes[0]) != `changed script "a" test event.exec: ["old"] -> ["new"]` {
		t.Errorf("%d changes: %s", len(d.Changes), line(t, d.Changes[0]))
	}
}

// TestTexts: what is in a header block and a query text changes entry by entry;
// lines of a block that are not sent are seen, too.
func TestTexts(t *testing.T) {
	file := func(header, query string) string {
		return fmt.Sprintf(`{"info": {"name": "x"}, "item": [{"name": "a", "request": {"header": %s, "url": {"host": ["x"], "path": ["a"], "query": %s}}}]}`, header, query)
	}
	before := file(`"X:Y: 1\n// Note: x"`, `"a=1&b"`)
	if d := compare(t, file(`"X:Y: 1"`, `"a=1&b"`), file(`[{"key": "X:Y", "value": "1"}]`, `[{"key": "a", "value": "1"}, {"key": "b", "value": null}]`)); len(d.Changes) > 0 {
		t.Errorf("a list is another thing than a text: %s", line(t, d.Changes[0]))
	}
	for name, c := range map[string]struct{ after, want string }{
		"a header":  {file(`"X:Y: 2\n// Note: x"`, `"a=1&b"`), `changed header "a" X:Y value: "1" -> "2"`},
		"a comment": {file(`"X:Y: 1\n// Note: y"`, `"a=1&b"`), `changed request "a" header: "X:Y: 1\n// Note: x" -> "X:Y: 1\n// Note: y"`},
		"a pair":    {file(`"X:Y: 1\n// Note: x"`, `"a=2&b"`), `changed query parameter "a" a value: "1" -> "2"`},
	} {
		d := compare(t, before, c.after)
		if len(d.Changes) != 1 || line(t, d.Changes[0]) != c.want {
			t.Errorf("%s: %d changes: %s", name, len(d.Changes), line(t, d.Changes[0]))
		}
	}
}

const request = `{"info": {"name": "C"}, "auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": "a b"}, {"key": "clientId", "value": "{{client}}"}, {"key": "authUrl", "value": "https://x/o"}]},
	"item": [{"name": "F", "item": [
		{"name": "R", "event": [{"listen": "test", "script": {"exec": ["a();", "b();"]}}], "request": {"method": "GET", "header": [{"key": "Accept", "value": "*/*"}, {"key": "X", "value": "1"}],
			"url": {"raw": "{{u}}/r/:id?page=1&size=2", "host": ["{{u}}"], "path": ["r", ":id"], "query": [{"key": "page", "value": "1"}, {"key": "size", "value": "2"}], "variable": [{"key": "id", "value": "7"}]}},
			"response": [{"name": "OK", "code": 200, "body": "{}"}]},
		{"name": "S", "request": {"method": "POST", "url": "{{u}}/s", "body": {"mode": "raw", "raw": "{}"}}},
		{"name": "T", "request": "{{u}}/t"}]},
		{"name": "G", "item": []}], "variable": [{"key": "u", "value": "https://api"}]}`

func TestChanges(t *testing.T) {
	for name, c := range map[string]struct {
		replace []string // pairs of old and new
		want    []string
	}{
		"name":             {[]string{`"name": "C"`, `"name": "D"`}, []string{`changed collection "" name: "C" -> "D"`}},
		"folder renamed":   {[]string{`"name": "F"`, `"name": "H"`}, []string{`changed folder "H" name: "F" -> "H"`}},
		"request renamed":  {[]string{`"name": "S"`, `"name": "H"`}, []string{`changed request "F/H" name: "S" -> "H"`}},
		"method":           {[]string{`"POST"`, `"PUT"`}, []string{`changed request "F/S" method: "POST" -> "PUT"`}},
		"URL":              {[]string{`"raw": "{{u}}/r/:id?page=1&size=2", "host": ["{{u}}"], "path": ["r", ":id"]`, `"host": ["{{u}}"], "path": ["q"]`}, []string{`changed request "F/R" url: "{{u}}/r/:id" -> "{{u}}/q"`}},
		"query":            {[]string{`"key": "size", "value": "2"`, `"key": "size", "value": "3", "disabled": true`, "?page=1&size=2", "?page=1"}, []string{`changed query parameter "F/R" size disabled: null -> true`, `changed query parameter "F/R" size value: "2" -> "3"`}},
		"query removed":    {[]string{`, {"key": "size", "value": "2"}`, ``, "?page=1&size=2", "?page=1"}, []string{`removed query parameter "F/R" size : {"key":"size","value":"2"} -> null`}},
		"query moved":      {[]string{`{"key": "page", "value": "1"}, {"key": "size", "value": "2"}`, `{"key": "size", "value": "2"}, {"key": "page", "value": "1"}`, "?page=1&size=2", "?size=2&page=1"}, []string{`moved query parameter "F/R" page : {"folder":["F","R"],"position":1} -> {"folder":["F","R"],"position":2}`}},
		"path variable":    {[]string{`"7"`, `"8"`}, []string{`changed path variable "F/R" id value: "7" -> "8"`}},
		"header":           {[]string{`"*/*"`, `"text/html"`}, []string{`changed header "F/R" Accept value: "*/*" -> "text/html"`}},
		"header's case":    {[]string{`"Accept"`, `"accept"`}, []string{`changed header "F/R" accept key: "Accept" -> "accept"`}},
		"script":           {[]string{`"b();"`, `"c();"`}, []string{`changed script "F/R" test exec: "a();\nb();" -> "a();\nc();"`}},
		"script removed":   {[]string{`"a();", "b();"`, ``}, []string{`changed script "F/R" test exec: "a();\nb();" -> null`}},
		"body":             {[]string{`"raw": "{}"`, `"raw": "[]"`}, []string{`changed request "F/S" body.raw: "{}" -> "[]"`}},
		"example":          {[]string{`"body": "{}"}]`, `"body": "1"}]`}, []string{`changed example "F/R" OK body: "{}" -> "1"`}},
		"variable":         {[]string{`"https://api"`, `"https://api2"`}, []string{`changed variable "" u value: "https://api" -> "https://api2"`}},
		"auth":             {[]string{`"a b"`, `"b c"`, `{"key": "authUrl", "value": "https://x/o"}`, `{"key": "useBrowser", "value": false}`}, []string{`changed auth "" authUrl: "https://x/o" -> null`, `changed auth "" scope: "a b" -> "b c"`, `changed auth "" useBrowser: null -> false`}},
		"auth of its own":  {[]string{`"request": {"method": "POST"`, `"request": {"auth": {"type": "noauth"}, "method": "POST"`}, []string{`added auth "F/S" : null -> {"type":"noauth"}`}},
		"unknown field":    {[]string{`"request": {"method": "POST"`, `"x": [1.0], "request": {"x": 1, "method": "POST"`}, []string{`changed request "F/S" item.x: null -> [1.0]`, `changed request "F/S" request.x: null -> 1`}},
		"behavior":         {[]string{`"request": {"method": "POST"`, `"protocolProfileBehavior": {"followRedirects": false}, "request": {"method": "POST"`}, []string{`changed request "F/S" protocolProfileBehavior.followRedirects: null -> false`}},
		"request moved":    {[]string{`, {"name": "T", "request": "{{u}}/t"}`, ``, `"name": "G", "item": []`, `"name": "G", "item": [{"name": "T", "request": "{{u}}/t"}]`}, []string{`moved request "G/T" : {"folder":["F"],"position":3} -> {"folder":["G"],"position":1}`}},
		"request first":    {[]string{`, {"name": "T", "request": "{{u}}/t"}`, ``, `"item": [ {"name": "R"`, `"item": [{"name": "T", "request": "{{u}}/t"}, {"name": "R"`}, []string{`moved request "F/T" : {"folder":["F"],"position":3} -> {"folder":["F"],"position":1}`}},
		"request removed":  {[]string{`, {"name": "T", "request": "{{u}}/t"}`, ``}, []string{`removed request "F/T" : {"name":"T","request":"{{u}}/t"} -> null`}},
		"folder added":     {[]string{`"name": "G", "item": []`, `"name": "G", "item": [{"name": "N", "description": "d", "item": [{"name": "M", "request": "/m"}]}]`}, []string{`added folder "G/N" : null -> {"name":"N","description":"d"}`, `added request "G/N/M" : null -> {"name":"M","request":"/m"}`}},
		"nothing of these": {[]string{`"name": "G", "item": []`, `"_postman_id": "1", "item": [], "event": [{"listen": "test", "script": {"exec": [""]}}], "name": "G"`}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			before := strings.Join(strings.Fields(request), " ")
			after := before
			for i := 0; i < len(c.replace); i += 2 {
				if !strings.Contains(after, c.replace[i]) {
					t.Fatalf("there is no %s in %s", c.replace[i], after)
				}
				after = strings.ReplaceAll(after, c.replace[i], c.replace[i+1])
			}
			var got []string
			for _, change := range compare(t, before, after).Changes {
				got = append(got, line(t, change))
			}
			slices.Sort(got)
			for i, want := range c.want {
				c.want[i] = strings.Join(strings.Fields(want), " ")
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(c.want, "\n  "))
			}
		})
	}
}

// TestPointers: the pointer leads to what changed.
func TestPointers(t *testing.T) {
	after := strings.NewReplacer(`"POST"`, `"PUT"`, `"7"`, `"8"`, `, {"key": "X", "value": "1"}`, ``, `"a b"`, `"a"`).Replace(request)
	old, current := testkit.Parse(t, request), testkit.Parse(t, after)
	d, err := diff.Documents(old, current, diff.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, c := range d.Changes {
		in := current
		if c.Kind == diff.Removed {
			in = old
		}
		got[c.Pointer()] = in.Lookup(c.Pointer()).Raw()
	}
	for pointer, want := range map[string]string{
		"/item/0/item/1/request/method": `"PUT"`, "/item/0/item/0/request/url/variable/0/value": `"8"`,
		"/item/0/item/0/request/header/1": `{"key": "X", "value": "1"}`, "/auth/oauth2/0/value": `"a"`,
	} {
		if got[pointer] != want {
			t.Errorf("%s is %q, want %q", pointer, got[pointer], want)
		}
	}
	if len(got) != 4 {
		t.Errorf("%v", got)
	}
}

// mirrored returns a change the other way round.
func mirrored(t testing.TB, c diff.Change) string {
	c.Old, c.New = c.New, c.Old
	c.OldItem, c.NewItem = c.NewItem, c.OldItem
	c.Before, c.After = c.After, c.Before
	c.OldNode, c.NewNode = c.NewNode, c.OldNode
	switch c.Kind {
	case diff.Added:
		c.Kind = diff.Removed
	case diff.Removed:
		c.Kind = diff.Added
	}
	return line(t, c)
}

func checkMirror(t *testing.T, name, before, after string) {
	t.Helper()
	var there, back []string
	for _, c := range compare(t, before, after).Changes {
		there = append(there, mirrored(t, c))
	}
	for _, c := range compare(t, after, before).Changes {
		back = append(back, line(t, c))
	}
	slices.Sort(there)
	slices.Sort(back)
	if !slices.Equal(there, back) {
		t.Errorf("%s: %d changes, %d the other way round", name, len(there), len(back))
		for _, c := range there {
			if !slices.Contains(back, c) {
				t.Errorf("  only there: %.200s", c)
			}
		}
		for _, c := range back {
			if !slices.Contains(there, c) {
				t.Errorf("  only back:  %.200s", c)
			}
		}
	}
}

// TestMirror: the other way round everything is the other way round.
func TestMirror(t *testing.T) {
	files := testkit.Collections(t)
	for i, f := range files {
		if i == 0 || len(f.Text) > 500_000 && !strings.Contains(f.Name, "sabre") {
			continue
		}
		checkMirror(t, f.Name, files[i-1].Text, f.Text)
	}
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 11))
		before := mutate.Parse(request)
		after := before.Clone()
		for _, tree := range []*mutate.Value{before, after} {
			editor := mutate.Editor{Name: fmt.Sprint("hand", random.IntN(9)), Random: random}
			for range random.IntN(6) {
				editor.Do(mutate.Kinds()[random.IntN(len(mutate.Kinds()))], tree)
			}
		}
		for _, tree := range []*mutate.Value{before, after} {
			checkSame(t, fmt.Sprint("seed ", seed), tree.Print(""))
		}
		after.Shuffle(random)
		checkMirror(t, fmt.Sprint("seed ", seed), before.Print(""), after.Print("\t"))
	}
}

// names returns the names of scopes, in a line.
func names(scopes []diff.Scope) string {
	var all []string
	for _, s := range scopes {
		all = append(all, s.Name)
	}
	return strings.Join(all, " ")
}

func TestReauthorize(t *testing.T) {
	oauth := func(scope, client, authURL, tokenURL string) string {
		return fmt.Sprintf(`{"type": "oauth2", "oauth2": [{"key": "scope", "value": %q}, {"key": "clientId", "value": %q}, {"key": "authUrl", "value": %q}, {"key": "accessTokenUrl", "value": %q}]}`, scope, client, authURL, tokenURL)
	}
	const none = `null`
	file := func(whole, request, base string) string {
		return fmt.Sprintf(`{"info": {"name": "C"}, "auth": %s, "item": [{"name": "R", "request": {"url": "/r", "auth": %s}}], "variable": [{"key": "base", "value": %q}]}`, whole, request, base)
	}
	usual := oauth("a b", "c", "{{base}}/o", "{{base}}/t")
	for name, c := range map[string]struct {
		before, after  string
		want           bool
		added, removed string
	}{
		"the same":                  {file(usual, none, "x"), file(usual, none, "x"), false, "", ""},
		"another order":             {file(usual, none, "x"), file(oauth("b a", "c", "{{base}}/o", "{{base}}/t"), none, "x"), false, "", ""},
		"a scope more":              {file(usual, none, "x"), file(oauth("a b c", "c", "{{base}}/o", "{{base}}/t"), none, "x"), true, "c", ""},
		"a scope less":              {file(usual, none, "x"), file(oauth("a", "c", "{{base}}/o", "{{base}}/t"), none, "x"), false, "", "b"},
		"another scope":             {file(usual, none, "x"), file(oauth("a d", "c", "{{base}}/o", "{{base}}/t"), none, "x"), true, "d", "b"},
		"a scope that is a URL":     {file(oauth("https://x/a,b", "c", "x/o", "x/t"), none, "x"), file(oauth("https://x/a b", "c", "x/o", "x/t"), none, "x"), true, "b https://x/a", "https://x/a,b"},
		"a variable with a blank":   {file(oauth("{{a b}}", "c", "x/o", "x/t"), none, "x"), file(oauth("{{a b}} b}}", "c", "x/o", "x/t"), none, "x"), true, "b}}", ""},
		"the server decides":        {file(usual, none, "x"), file(oauth("", "c", "{{base}}/o", "{{base}}/t"), none, "x"), true, "", "a b"},
		"another client":            {file(usual, none, "x"), file(oauth("a b", "d", "{{base}}/o", "{{base}}/t"), none, "x"), true, "", ""},
		"another authorization URL": {file(usual, none, "x"), file(oauth("a b", "c", "{{base}}/p", "{{base}}/t"), none, "x"), true, "", ""},
		"another token URL":         {file(usual, none, "x"), file(oauth("a b", "c", "{{base}}/o", "{{base}}/u"), none, "x"), true, "", ""},
		"another host":              {file(usual, none, "x"), file(usual, none, "y"), true, "", ""},
		"a host without a variable": {file(usual, none, "x"), file(oauth("a b", "c", "x/o", "x/t"), none, "x"), false, "", ""},
		"moved to the request":      {file(usual, none, "x"), file(none, usual, "x"), false, "", ""},
		"moved, with a scope less":  {file(usual, none, "x"), file(none, oauth("a", "c", "x/o", "x/t"), "x"), false, "", "b"},
		"moved, with a scope more":  {file(usual, none, "x"), file(none, oauth("a b c", "c", "x/o", "x/t"), "x"), true, "c", ""},
		"one of two grows":          {file(usual, oauth("a", "c", "x/o", "x/t"), "x"), file(usual, oauth("a b", "c", "x/o", "x/t"), "x"), true, "", ""},
		"no OAuth2 before":          {file(`{"type": "basic"}`, none, "x"), file(usual, none, "x"), true, "a b", ""},
		"no OAuth2 any more":        {file(usual, none, "x"), file(`{"type": "basic"}`, none, "x"), false, "", "a b"},
		"written as in v2.0.0":      {file(usual, none, "x"), file(`{"type": "oauth2", "oauth2": {"scope": "a b", "clientId": "c", "authUrl": "x/o", "accessTokenUrl": "x/t"}}`, none, "x"), false, "", ""},
	} {
		d := compare(t, c.before, c.after)
		if d.Reauthorize() != c.want || names(d.ScopesAdded) != c.added || names(d.ScopesRemoved) != c.removed {
			t.Errorf("%s: %v, %q added, %q removed", name, d.Reasons, names(d.ScopesAdded), names(d.ScopesRemoved))
		}
	}
}

func TestNotComparable(t *testing.T) {
	whole, environment := testkit.Parse(t, request), testkit.Parse(t, `{"name": "E", "values": []}`)
	for _, text := range []string{`[]`, `1`, `{}`, `{"a": 1}`} {
		if _, err := diff.Documents(whole, testkit.Parse(t, text), diff.Options{}); err == nil {
			t.Errorf("%s is compared", text)
		}
	}
	if _, err := diff.Documents(whole, environment, diff.Options{}); err == nil {
		t.Error("a collection is compared with an environment")
	}
}

func TestAll(t *testing.T) {
	before := `{"info": {"name": "C", "_postman_id": "1"}, "item": []}`
	after := strings.Replace(before, `"1"`, `"2"`, 1)
	d, err := diff.Documents(testkit.Parse(t, before), testkit.Parse(t, after), diff.Options{All: true})
	if err != nil || len(d.Changes) != 1 || line(t, d.Changes[0]) != `changed collection "" info._postman_id: "1" -> "2"` {
		t.Errorf("%v, %+v", err, d.Changes)
	}
}

// FuzzDocuments: any two documents have a difference that can be written, and
// none with themselves.
func FuzzDocuments(f *testing.F) {
	for _, file := range testkit.CollectionsIfPresent() {
		if len(file.Text) < 4_000 {
			f.Add(file.Text, request)
		}
	}
	f.Fuzz(func(t *testing.T, before, after string) {
		a, err := jsontree.Parse(before)
		if err != nil {
			return
		}
		b, err := jsontree.Parse(after)
		if err != nil {
			return
		}
		if d, err := diff.Documents(a, a, diff.Options{}); err == nil && len(d.Changes) > 0 {
			t.Errorf("%q differs from itself: %s", before, line(t, d.Changes[0]))
		}
		if d, err := diff.Documents(a, b, diff.Options{All: true}); err == nil {
			for _, c := range d.Changes {
				line(t, c)
			}
			checkMirror(t, "fuzz", before, after)
		}
	})
}
