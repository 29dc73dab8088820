package match_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/match"
	"github.com/postwright/postwright/collection/normalize"
)

// pairs returns the pairs of two lists of items, as "A=B basis confidence", and what
// is left over of both.
func pairs(t *testing.T, before, after string) []string {
	t.Helper()
	r := match.Items(outlineOf(t, `{"item": [`+before+`]}`), outlineOf(t, `{"item": [`+after+`]}`))
	var all []string
	for _, p := range r.Pairs[1:] {
		all = append(all, fmt.Sprintf("%s=%s %s %s", p.A.Identity.Name, p.B.Identity.Name, p.Basis, p.Confidence))
	}
	for _, e := range r.OnlyA {
		all = append(all, "-"+e.Identity.Name)
	}
	for _, e := range r.OnlyB {
		all = append(all, "+"+e.Identity.Name)
	}
	return all
}

// TestWeakEvidence: what many elements may share by chance does not outdo better
// evidence, and is no more than a guess.
func TestWeakEvidence(t *testing.T) {
	request := func(id, name, path string) string {
		return `{"id": "` + id + `", "name": "` + name + `", "request": "https://x/` + path + `"}`
	}
	folder := func(id, name string, items ...string) string {
		return `{"id": "` + id + `", "name": "` + name + `", "item": [` + strings.Join(items, ", ") + `]}`
	}
	call := func(id, name, body string) string {
		return `{"id": "` + id + `", "name": "` + name + `", "request": {"method": "POST", "url": "https://x/graphql", "body": {"mode": "raw", "raw": "` + body + `"}}}`
	}
	post := func(id, name, body string) string {
		return strings.Replace(call(id, name, body), "/graphql", "/things", 1)
	}
	for name, c := range map[string]struct {
		before, after []string
		want          []string
	}{
		"numbered requests": {
			[]string{request("1", "A", "a"), request("2", "B", "b")},
			[]string{request("1", "N", "n"), request("2", "A", "a"), request("3", "B", "b")},
			[]string{"A=A place certain", "B=B place certain", "+N"},
		},
		"numbered requests to one address": {
			[]string{call("1", "Login", "login"), call("2", "Users", "users")},
			[]string{call("1", "New", "new"), call("2", "Login", "login"), call("3", "Users", "users")},
			[]string{"Login=Login place certain", "Users=Users place certain", "+New"},
		},
		"numbered folders": {
			[]string{folder("1", "F", request("", "A", "a")), folder("2", "G")},
			[]string{folder("1", "N"), folder("2", "F", request("", "A", "a")), folder("3", "G")},
			[]string{"F=F place certain", "A=A place certain", "G=G place certain", "+N"},
		},
		"a numbered folder renamed": {
			[]string{folder("1", "F", request("", "A", "a"), request("", "B", "b")), folder("2", "G", request("", "C", "c"))},
			[]string{folder("1", "N", request("", "D", "d")), folder("2", "H", request("", "A", "a"), request("", "B", "b2"))},
			[]string{"F=H items likely", "A=A content certain", "B=B name guess", "-G", "-C", "+N", "+D"},
		},
		"an id alone": {
			[]string{request("7", "A", "a")}, []string{request("7", "B", "b")},
			[]string{"A=B id likely"},
		},
		"a folder by its id alone": {
			[]string{folder("7", "F", request("", "A", "a"))}, []string{folder("7", "G"), request("", "A", "a")},
			[]string{"F=G id likely", "A=A content certain"},
		},
		"a folder renamed, with folders that changed": {
			[]string{folder("7", "F", folder("", "I", request("", "A", "a"), request("", "B", "b")))},
			[]string{folder("7", "G", folder("", "I", request("", "A", "a"), request("", "B", "b2")))},
			[]string{"F=G id certain", "I=I items likely", "A=A content certain", "B=B name guess"},
		},
		"another call to one address": {
			[]string{call("i1", "Login", "login")}, []string{call("i2", "Users", "users")},
			[]string{"Login=Users address guess"},
		},
		"a call renamed": {
			[]string{call("i1", "Login", "login")}, []string{call("i2", "Log in", "login")},
			[]string{"Login=Log in address likely"},
		},
		"a call with another body": {
			[]string{call("i1", "Login", "login")}, []string{folder("f", "F", call("i2", "Login", "login v2"))},
			[]string{"Login=Login address certain", "+F"},
		},
		"a request renamed, with another body": {
			[]string{post("i1", "Create pet", "{}")}, []string{post("i2", "Create my pet", `{\"name\": \"Rex\"}`)},
			[]string{"Create pet=Create my pet address likely"},
		},
		"another call by its body": {
			[]string{post("i1", "Login", `{\"jsonrpc\": \"2.0\", \"method\": \"login\"}`)}, []string{post("i2", "Users", `{\"jsonrpc\": \"2.0\", \"method\": \"users\"}`)},
			[]string{"Login=Users address guess"},
		},
		"a request beside its copy": {
			[]string{request("", "A", "a"), request("", "X", "x")}, []string{request("", "A", "a"), request("", "A", "a"), request("", "X", "x")},
			[]string{"+A", "A=A name likely", "X=X place certain"},
		},
		"a changed request beside two copies of what it was": {
			[]string{post("", "A", "one")}, []string{post("", "A", "two"), post("", "A", "two")},
			[]string{"+A", "A=A name likely"},
		},
		"one of two of a kind": {
			[]string{call("", "Call", "one"), call("", "Call", "two")}, []string{call("", "Call", "three")},
			[]string{"Call=Call name guess", "-Call"},
		},
		"the one that is left of two of a kind": {
			[]string{call("", "Call", "one"), call("", "Call", "two")}, []string{call("", "Call", "one"), call("", "Call", "three"), call("", "Call", "four")},
			[]string{"Call=Call place certain", "Call=Call name guess", "+Call"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := pairs(t, strings.Join(c.before, ", "), strings.Join(c.after, ", "))
			slices.Sort(got)
			slices.Sort(c.want)
			if !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestNumberedExamples: in lists, too, an id alone tells less than a name.
func TestNumberedExamples(t *testing.T) {
	examples := func(names ...string) []*normalize.Element {
		for i, name := range names {
			names[i] = fmt.Sprintf(`{"id": "%d", "name": "%s"}`, i, name)
		}
		return outlineOf(t, `{"item": [{"request": "https://x", "response": [`+strings.Join(names, ", ")+`]}]}`).Items[0].List("response").Elements
	}
	for _, c := range []struct {
		before, after []*normalize.Element
		want          string
	}{
		{examples("A", "B"), examples("N", "A", "B"), "A=A B=B"},
		{examples("A", "B"), examples("A", "C"), "A=A B=C"},
		{examples("E", "E"), examples("E", "E"), "E=E E=E"},
	} {
		var got []string
		for _, p := range match.Elements(c.before, c.after).Pairs {
			got = append(got, p.A.Identity.Name+"="+p.B.Identity.Name)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%v, want %s", got, c.want)
		}
	}
}
