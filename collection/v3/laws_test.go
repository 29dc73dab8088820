package v3

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/collection/yamltree"
	"github.com/postwright/postwright/internal/mutate"
	"github.com/postwright/postwright/internal/testkit"
	"github.com/postwright/postwright/schemas"
)

// The laws of format v3 <-> v2.1, each on real files and on random ones.

// told returns what a document says in format v3, as text.
func told(d *jsontree.Document) string {
	root, _ := lay(d)
	var b strings.Builder
	root.tell(&b, "")
	return b.String()
}

func (p *part) tell(b *strings.Builder, indent string) {
	fmt.Fprintf(b, "%s%q\n", indent, p.name)
	for line := range strings.Lines(yamltree.Print(plain(p.content))) {
		b.WriteString(indent + "| " + line)
	}
	for _, q := range append(slices.Clone(p.answers), p.parts...) {
		q.tell(b, indent+"  ")
	}
}

// plain returns a value without what says nothing: a query that the address has, too, an
// empty body, and "disabled: false".
func plain(n *yamltree.Node) *yamltree.Node {
	made := &yamltree.Node{Kind: n.Kind, Text: n.Text}
	for _, p := range n.Pairs {
		switch {
		case p.Key.Text == "language": // JavaScript, which is what scripts are in
		case p.Key.Text == "$later": // v2.1 has no place for it, so nobody asked for it to go
		case p.Key.Text == "queryParams" && yamltree.Equal(p.Value, queryOf(n.Get("url").String())):
		case p.Key.Text == "body" && sendsNothing(p.Value):
		case p.Key.Text == "variables" && p.Value.Kind == yamltree.Sequence:
			made.Set("variables", &yamltree.Node{Kind: yamltree.Sequence, Items: bare(entriesOf(p.Value))})
		default:
			made.Set(p.Key.Text, plain(p.Value))
		}
	}
	for _, item := range n.Items {
		made.Items = append(made.Items, plain(item))
	}
	return made
}

// carriedOut returns the files after changes.
func carriedOut(files []File, w *Written) []File {
	texts := map[string]string{}
	for _, f := range files {
		texts[f.Path] = f.Text
	}
	for _, c := range w.Changes {
		if c.Folder {
			for name, text := range maps.Clone(texts) {
				if strings.HasPrefix(name, c.Path+"/") {
					panic("there is something at " + c.Path)
				}
				if inside, ok := strings.CutPrefix(name, c.From+"/"); ok {
					delete(texts, name)
					texts[c.Path+"/"+inside] = text
				}
			}
			continue
		}
		if c.From != "" {
			delete(texts, c.From)
		}
		if delete(texts, c.Path); !c.Gone {
			texts[c.Path] = c.Text
		}
	}
	var all []File
	for name, text := range texts {
		all = append(all, File{name, text})
	}
	// A folder that nothing is in any more goes.
	return slices.DeleteFunc(all, func(f File) bool {
		return strings.HasSuffix(f.Path, "/") && slices.ContainsFunc(w.Folders, func(folder string) bool { return strings.HasPrefix(f.Path, folder+"/") })
	})
}

// writeLaw checks that files into which a document was written say that document, that
// writing it again changes nothing, and that files of elements that are the same keep
// their text.
func writeLaw(t *testing.T, about string, files []File, d *jsontree.Document) []File {
	t.Helper()
	before := Read("folder", files)
	w, err := Write(before, d)
	if err != nil {
		t.Fatalf("%s: %v", about, err)
	}
	again, err := Write(Read("folder", files), d)
	if err != nil || fmt.Sprint(again.Changes) != fmt.Sprint(w.Changes) {
		t.Fatalf("%s: writing twice gives two results", about)
	}
	after := carriedOut(files, w)
	r := Read("folder", after)
	if want, got := told(d), told(r.Document); got != want {
		t.Fatalf("%s: what is written says something else:\n%s", about, testkit.Diff(want, got))
	}
	rest, err := Write(r, d)
	if err != nil || len(rest.Changes) > 0 {
		t.Fatalf("%s: writing again changes %v %v", about, rest.Changes, err)
	}
	return after
}

func folderFiles(t testing.TB, folder string) []File {
	t.Helper()
	var all []File
	for _, f := range testkit.Below(t, folder) {
		if IsFile(f.Name) {
			all = append(all, File{f.Name, f.Text})
		}
		if dir := path.Dir(f.Name); dir != "." && !strings.Contains(dir, resources) {
			all = append(all, File{dir + "/", ""})
		}
	}
	return all
}

// TestWriteNothing: writing back what was read changes no byte.
func TestWriteNothing(t *testing.T) {
	for _, folder := range testkit.V3Folders(t) {
		r := Read(filepath.Base(folder), folderFiles(t, folder))
		w, err := Write(r, r.Document)
		if err != nil {
			t.Errorf("%s: %v", folder, err)
			continue
		}
		for _, c := range w.Changes {
			t.Errorf("%s: %s changes:\n%s", folder, c.Path, testkit.Diff(c.Before, c.Text))
		}
		for _, l := range w.Losses {
			t.Errorf("%s: %s is lost: %s", folder, l.Pointer, l.Message)
		}
	}
}

// TestWriteEdits: files into which an edited document is written say that document.
func TestWriteEdits(t *testing.T) {
	rounds := 4
	if testing.Short() {
		rounds = 1
	}
	random := rand.New(rand.NewPCG(1, 2))
	for _, folder := range testkit.V3Folders(t) {
		files := folderFiles(t, folder)
		for range rounds {
			now := files
			for step := range 4 {
				tree := mutate.Parse(Read("folder", now).Document.Text())
				editor := mutate.Editor{Name: "hand", Random: random}
				var done []string
				for range 1 + random.IntN(4) {
					kind := mutate.Kinds()[random.IntN(len(mutate.Kinds()))]
					if _, ok := editor.Do(kind, tree); ok {
						done = append(done, kind)
					}
				}
				now = writeLaw(t, fmt.Sprintf("%s, step %d, %v", filepath.Base(folder), step, done), now, testkit.Parse(t, tree.Print("  ")))
			}
		}
	}
}

// TestLay: the files of a real collection say that collection, and Postman reads them.
func TestLay(t *testing.T) {
	for _, f := range append(testkit.Collections(t), testkit.V200(t)...) {
		for _, finding := range layLaw(t, f.Name, testkit.Parse(t, f.Text)).Findings {
			if Verdict(finding.Rule) {
				t.Errorf("%s: %s:%d: %s", f.Name, finding.Path, finding.Line, finding.Message)
			}
		}
	}
}

// layLaw checks that the files of a document say what it says, and are in Postman's
// form, and that writing the document over them changes nothing.
func layLaw(t *testing.T, about string, d *jsontree.Document) *Result {
	t.Helper()
	made := Lay(d)
	r := Read("folder", made.Files)
	if want, got := told(d), told(r.Document); got != want {
		t.Fatalf("%s: the files say something else:\n%s", about, testkit.Diff(want, got))
	}
	for _, f := range r.Files {
		if text, ok := Canonical(f.Path, f.Tree()); !ok || text != f.Text() {
			t.Fatalf("%s: %s is not in Postman's form:\n%s", about, f.Path, testkit.Diff(text, f.Text()))
		}
	}
	if w, err := Write(r, d); err != nil || len(w.Changes) > 0 {
		t.Fatalf("%s: writing it over its own files changes %v: %v", about, w.Changes, err)
	}
	return r
}

// TestLaidIsCanonical: members are written in the order that the canonical form has.
func TestLaidIsCanonical(t *testing.T) {
	const entry = `"disabled": true, "description": "why", "value": "v", "key": "k"`
	layLaw(t, "orders", testkit.Parse(t, `{"info": {"name": "C"},
		"auth": {"type": "oauth2", "oauth2": [{"key": "tokenRequestParams", "value": [{"send_as": "body", `+entry+`, "body": {"value": "v", "type": "t"}}]}]},
		"variable": [{`+entry+`}],
		"item": [
			{"name": "form", "request": {"method": "POST", "url": "https://e.x/:k", "header": [{`+entry+`}],
				"body": {"mode": "formdata", "formdata": [{`+entry+`, "contentType": "text/plain", "type": "text"}, {"src": "/f", "type": "file", "key": "f", "description": "why", "disabled": true}]}},
				"response": [{"name": "ok", "code": 200, "status": "OK", "body": "", "header": [{`+entry+`}],
					"originalRequest": {"method": "POST", "url": "https://e.x/", "body": {"mode": "formdata", "formdata": [{`+entry+`, "type": "text"}]}}}]},
			{"name": "encoded", "request": {"method": "POST", "url": {"raw": "https://e.x/:k?k=v", "path": [":k"], "query": [{`+entry+`}], "variable": [{"value": "v", "description": "why", "key": "k"}]},
				"body": {"mode": "urlencoded", "urlencoded": [{`+entry+`}]}}}]}`))
}

// TestWriteOther: one collection written over the files of another one says the other.
func TestWriteOther(t *testing.T) {
	var all []testkit.File
	for _, f := range append(testkit.Collections(t), testkit.V200(t)...) {
		if len(f.Text) < 60_000 {
			all = append(all, f)
		}
	}
	rounds := 150
	if testing.Short() {
		rounds = 30
	}
	random := rand.New(rand.NewPCG(3, 4))
	for range rounds {
		a, b := all[random.IntN(len(all))], all[random.IntN(len(all))]
		writeLaw(t, a.Name+" becomes "+b.Name, Lay(testkit.Parse(t, a.Text)).Files, testkit.Parse(t, b.Text))
	}
}

// TestV21: a folder in format v2.1 is a valid collection, and written over its own
// folder it changes nothing.
func TestV21(t *testing.T) {
	schema, err := validate.Profile(schemas.Postman)
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range testkit.V3Folders(t) {
		r := Read(filepath.Base(folder), folderFiles(t, folder))
		d, _, err := r.V21()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(d.Text(), extension) {
			t.Errorf("%s: what v2.1 has no place for is in the document", folder)
		}
		found, err := validate.Document(d, schema, validate.Native)
		for _, f := range found {
			t.Errorf("%s: %s: %s", folder, f.Pointer, f.Message)
		}
		if err != nil {
			t.Error(err)
		}
		if w, err := Write(r, d); err != nil || len(w.Changes) > 0 {
			t.Errorf("%s: writing the document over its files changes %v: %v", folder, w.Changes, err)
		}
	}
}
