package v3

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/internal/testkit"
)

const kept = `$kind: http-request
url: https://e.x/a # the address
later: {a: 1, b: 2}
body:
  type: json
  content: "{}"
  schema: s
auth:
  - type: bearer
    credentials:
      token: one
  - type: basic
    credentials:
      username: two
settings:
  disabledSystemHeaders:
    - user-agent
    - accept # any
order: 1000
`

// TestSecretVariables: a variable that says that it is secret has v2.1's type for it in the
// document, and its file keeps its own word.
func TestSecretVariables(t *testing.T) {
	const definition = "$kind: collection\nvariables:\n  - key: a\n    value: one\n    disabled: false\n    secret: true\n  - key: b\n    value: two\n    type: secret\n  - key: c\n    value: three\n    secret: false\n"
	r := Read("folder", []File{{".resources/definition.yaml", definition}, {"R.request.yaml", "$kind: http-request\nurl: https://e.x/{{a}}\n"}})
	secret := map[string]bool{}
	for v := range collection.Of(r.Document).Variables() {
		secret[v.Key()] = v.IsSecret()
	}
	if !secret["a"] || !secret["b"] || secret["c"] {
		t.Errorf("%v", secret)
	}
	plain, losses, err := r.V21()
	if err != nil || strings.Count(plain.Text(), `"type":"secret"`) != 2 {
		t.Errorf("%v, %v, %s", losses, err, plain.Text())
	}
	w, err := Write(r, testkit.Parse(t, strings.ReplaceAll(plain.Text(), `"two"`, `"four"`)))
	if err != nil || len(w.Changes) != 1 || w.Changes[0].Text != strings.ReplaceAll(definition, "two", "four") {
		t.Errorf("%+v, %v", w, err)
	}
}

// TestWriteKept: what v2.1 has no place for stays where the document leaves it out, and
// is what the document says where that has it.
func TestWriteKept(t *testing.T) {
	r := Read("folder", []File{{"R.request.yaml", kept}})
	edit := func(pairs ...string) string {
		return strings.NewReplacer(pairs...).Replace(r.Document.Text())
	}
	plain, _, err := r.V21()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, document, want string }{
		{"nothing", r.Document.Text(), kept},
		{"in v2.1", plain.Text(), kept},
		{"in v2.1, another token", strings.ReplaceAll(plain.Text(), `"one"`, `"three"`), strings.ReplaceAll(kept, "token: one", "token: three")},
		{"in v2.1, another address", strings.ReplaceAll(plain.Text(), `https://e.x/a`, `https://e.x/b`), strings.ReplaceAll(kept, "e.x/a", "e.x/b")},
		{"in v2.1, other order", strings.Replace(plain.Text(), `{"user-agent":true,"accept":true}`, `{"accept":true,"host":true,"user-agent":true}`, 1), strings.ReplaceAll(kept, "# any\n", "# any\n    - host\n")},
		{"a member of its own", edit(`{"a":1,"b":2}`, `{"a":1,"b":3}`), strings.ReplaceAll(kept, "b: 2", "b: 3")},
		{"one of the body", edit(`"schema":"s"`, `"schema":"t"`), strings.ReplaceAll(kept, "schema: s", "schema: t")},
		{"one less", edit(`"later":{"a":1,"b":2},`, ``), strings.ReplaceAll(kept, "later: {a: 1, b: 2}\n", "")},
	} {
		w, err := Write(r, testkit.Parse(t, c.document))
		if err != nil {
			t.Fatal(err)
		}
		got := kept
		for _, change := range w.Changes {
			got = change.Text
		}
		if got != c.want {
			t.Errorf("%s:\n%s", c.name, testkit.Diff(c.want, got))
		}
	}
}

// TestWriteOrder: a new request goes between its neighbors, and nobody else moves.
func TestWriteOrder(t *testing.T) {
	file := func(name, order string) File {
		return File{name + ".request.yaml", "$kind: http-request\nurl: a\norder: " + order + "\n"}
	}
	item := func(names ...string) string {
		var items []string
		for _, name := range names {
			items = append(items, `{"name":"`+name+`","request":{"url":"a"}}`)
		}
		return `{"info":{"name":"folder"},"item":[` + strings.Join(items, ",") + `]}`
	}
	for _, c := range []struct {
		name  string
		files []File
		items []string
		want  map[string]string // the orders of the files that change
	}{
		{"between", []File{file("A", "1000"), file("B", "2000")}, []string{"A", "N", "B"}, map[string]string{"N": "1500"}},
		{"two between", []File{file("A", "1000"), file("B", "4000")}, []string{"A", "N", "M", "B"}, map[string]string{"N": "2000", "M": "3000"}},
		{"last", []File{file("A", "1000"), file("B", "1775859317461")}, []string{"A", "B", "N"}, map[string]string{"N": "1775859318461"}},
		{"first", []File{file("A", "1000")}, []string{"N", "A"}, map[string]string{"N": "500"}},
		{"before nothing", []File{file("A", "0")}, []string{"N", "A"}, map[string]string{"N": "-1000"}},
		{"no room", []File{file("A", "0"), file("B", "0")}, []string{"A", "N", "B"}, map[string]string{"N": "1000", "B": "2000"}},
		{"moved", []File{file("A", "1000"), file("B", "2000"), file("C", "3000")}, []string{"B", "C", "A"}, map[string]string{"A": "4000"}},
	} {
		w, err := Write(Read("folder", c.files), testkit.Parse(t, item(c.items...)))
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, change := range w.Changes {
			_, order, _ := strings.Cut(change.Text, "order: ")
			got[strings.TrimSuffix(change.Path, ".request.yaml")] = strings.TrimSpace(order)
		}
		for name, want := range c.want {
			if got[name] != want || len(got) != len(c.want) {
				t.Errorf("%s: got %v, want %v", c.name, got, c.want)
			}
		}
	}
}

// TestWriteNames: a file follows the name of its request only where that was its own.
func TestWriteNames(t *testing.T) {
	const example = "$kind: http-example\nresponse:\n  statusCode: 200\n  statusText: OK\n  body:\n    type: text\n    content: x\norder: 1\n"
	files := []File{
		{"Own.request.yaml", "$kind: http-request\nurl: a\nexamples: ./.resources/Own.resources/examples\norder: 1\n"},
		{".resources/Own.resources/examples/OK.example.yaml", example},
		{".resources/Own.resources/messages/M.message.yaml", "$kind: websocket-message\ncontent: x\n"},
		{"Named.request.yaml", "$kind: http-request\nname: Ping!\nurl: b\norder: 2\n"},
		{"F/.resources/definition.yaml", "order: 3\n"},
		{"F/In.request.yml", "$kind: http-request\nurl: c\n"},
	}
	text := Read("folder", files).Document.Text()
	for _, c := range []struct{ name, old, renamed, want string }{
		{"its own", `"name":"Own"`, `"name":"New"`,
			".resources/New.resources<.resources/Own.resources New.request.yaml<Own.request.yaml"},
		{"its case", `"name":"Own"`, `"name":"own"`, "Own.request.yaml"},
		{"another one", `"name":"Ping!"`, `"name":"Pong!"`, "Named.request.yaml"},
		{"taken", `"name":"Own"`, `"name":"Named"`, "Named 1.request.yaml"},
		{"a folder's", `"name":"F"`, `"name":"G"`, "G<F"},
		{"the other extension", `"name":"In"`, `"name":"Out"`, "F/Out.request.yml<F/In.request.yml"},
	} {
		w, err := Write(Read("folder", files), testkit.Parse(t, strings.Replace(text, c.old, c.renamed, 1)))
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, change := range w.Changes {
			switch {
			case change.Gone:
				all = append(all, "-"+change.Path)
			case change.From != "":
				all = append(all, change.Path+"<"+change.From)
			default:
				all = append(all, change.Path)
			}
		}
		if got := strings.Join(all, " "); got != c.want && !(c.name == "taken" && strings.Contains(got, c.want)) {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
		if c.name == "its own" && !strings.Contains(w.Changes[1].Text, "examples: ./.resources/New.resources/examples\n") {
			t.Errorf("the request names the examples as before:\n%s", w.Changes[1].Text)
		}
	}
}

// TestWriteUnsent: a request that v2.1 has no place for stays, unless a document that
// has such requests says otherwise.
func TestWriteUnsent(t *testing.T) {
	const call = "$kind: grpc-request # streamed\nurl: one\norder: 1\n"
	files := []File{
		{"A.request.yaml", call}, {"B.request.yaml", strings.ReplaceAll(call, "one", "two")}, {".resources/B.resources/messages/m.message.yaml", "content: x\n"},
		{"R.request.yaml", "$kind: http-request\nurl: a\n"},
	}
	r := Read("folder", files)
	plain, _, err := r.V21()
	if err != nil {
		t.Fatal(err)
	}
	text := r.Document.Text()
	for _, c := range []struct{ name, document, want string }{
		{"in v2.1", plain.Text(), ""},
		{"one less", strings.ReplaceAll(text, `,{"$kind":"grpc-request","url":"two","order":1}`, ""), "-.resources/B.resources/messages/m.message.yaml -B.request.yaml"},
		{"another order", strings.ReplaceAll(text, `"two","order":1`, `"two","order":5`), "B.request.yaml"},
	} {
		w, err := Write(Read("folder", files), testkit.Parse(t, c.document))
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, change := range w.Changes {
			if change.Gone {
				change.Path = "-" + change.Path
			} else if change.Text != strings.ReplaceAll(change.Before, "order: 1", "order: 5") {
				t.Errorf("%s: %s becomes\n%s", c.name, change.Path, change.Text)
			}
			all = append(all, change.Path)
		}
		if got := strings.Join(all, " "); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}
