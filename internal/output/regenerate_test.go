package output_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/requests"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/mutate"
	"github.com/postwright/postwright/internal/output"
	"github.com/postwright/postwright/internal/testkit"
)

// repository is a folder in which a collection is generated in format v3
// repeatedly, with edits in between.
type repository struct {
	*testing.T
	*rand.Rand
	where string
	root  string
	name  string // of the collection's folder, below the root
	count int    // of edits
	kept  int    // how many edits were preserved
	// comments are comments in files, by the file, or by the request whose
	// file has it.
	comments map[string]string
}

// TestRegenerate: a collection is generated from DrChrono's template, edited
// as a document or in its files, and generated again with other choices. The
// edits, all comments and other files are preserved, and generating once more
// changes no byte.
func TestRegenerate(t *testing.T) {
	tpl, err := template.Embedded("drchrono")
	if err == nil {
		err = template.EmbeddedAPI(tpl)
	}
	if err != nil {
		t.Fatal(err)
	}
	folders := 100
	if testing.Short() {
		folders = 10
	}
	kept := 0
	for seed := range folders {
		r := &repository{T: t, Rand: rand.New(rand.NewPCG(uint64(seed), 23)), root: t.TempDir(), comments: map[string]string{}}
		for step := range 11 {
			r.where = fmt.Sprintf("seed %d, step %d", seed, step)
			r.regenerate(r.choices(tpl), tpl)
			for range r.IntN(5) {
				r.edit()
			}
			if t.Failed() {
				return
			}
		}
		kept += r.kept
	}
	t.Logf("%d edits were kept in %d regenerations", kept, 10*folders)
	if kept < 10*folders {
		t.Error("too few edits were made, or seen")
	}
}

// choices returns random choices.
func (r *repository) choices(tpl *template.Template) generate.Choices {
	c := generate.Choices{
		AuthLevel:   []generate.AuthLevel{generate.AuthOnCollection, generate.AuthOnRequest}[r.IntN(5)/4],
		AutoRefresh: r.IntN(4) == 0, NoExamples: r.IntN(6) == 0,
		GroupBy: []requests.GroupBy{requests.ByTags, requests.ByPaths}[r.IntN(6)/5],
	}
	for _, name := range tpl.ScopeNames() {
		if len(c.Scopes) == 0 || r.IntN(3) > 0 {
			c.Scopes = append(c.Scopes, name)
		}
	}
	most := r.IntN(12)
	c.Operations = slices.DeleteFunc(slices.Clone(tpl.API.Operations), func(*api.Operation) bool { return r.IntN(len(tpl.API.Operations)) > most })
	return c
}

// write generates the collection and returns the generated document.
func (r *repository) write(choices generate.Choices, tpl *template.Template) *jsontree.Document {
	text, err := generate.Collection(tpl, choices)
	if err != nil {
		r.Fatal(err)
	}
	laid := v3.Lay(testkit.Parse(r, text))
	made := v3.Read(laid.Name, laid.Files).Document
	r.name = path.Join("collections", laid.Name)
	f := output.File{Path: filepath.Join(r.root, filepath.FromSlash(r.name)), Content: made.Text(), V3: &output.V3{Root: r.root, Name: r.name, Laid: laid.Files}}
	if _, err := os.Stat(f.Path); err == nil {
		f.V3.There = r.read()
	}
	plan, err := output.Inspect([]output.File{f})
	if err == nil {
		err = plan.Merge(merge.Ours)
	}
	if err == nil {
		err = plan.Write()
	}
	if err != nil {
		r.Fatalf("%s: %v", r.where, err)
	}
	return made
}

func (r *repository) read() *v3.Result {
	c, err := inputs.ReadV3(filepath.Join(r.root, filepath.FromSlash(r.name)))
	if err != nil {
		r.Fatal(err)
	}
	result := c.Read()
	for _, d := range result.Findings {
		if d.Severity == diagnostic.Error && v3.Verdict(d.Rule) {
			r.Fatalf("%s: %s:%d: %s", r.where, d.Path, d.Line, d.Message)
		}
	}
	return result
}

// all returns the texts of all files.
func (r *repository) all() map[string]string {
	texts := map[string]string{}
	for _, f := range testkit.Below(r, r.root) {
		texts[f.Name] = f.Text
	}
	return texts
}

var mark = regexp.MustCompile(`hand-[a-z0-9-]+\.`)

// marks returns the marks in the files, and the file of each.
func marks(files map[string]string) map[string]string {
	found := map[string]string{}
	for name, text := range files {
		for _, m := range mark.FindAllString(name+"\n"+text, -1) {
			found[m] = name
		}
	}
	return found
}

// regenerate generates the collection and checks that the edits are
// preserved.
func (r *repository) regenerate(choices generate.Choices, tpl *template.Template) {
	before := marks(r.all())
	made := r.write(choices, tpl)
	names := map[string]bool{}
	for item := range collection.Of(made).Requests() {
		names[item.Name()] = true
	}
	files := r.all()
	after := marks(files)
	for m, file := range before {
		of, comment := r.comments[m]
		if _, kept := after[m]; kept {
			r.kept++
		}
		if _, kept := after[m]; !kept && (!comment || of == "" || names[of]) {
			r.Errorf("%s: %s is lost, which was in %s", r.where, m, file)
		}
	}
	r.write(choices, tpl)
	for name, text := range r.all() {
		if files[name] != text {
			r.Errorf("%s: a second time %s changes:\n%s", r.where, name, testkit.Diff(files[name], text))
		}
	}
}

// edit makes one edit, in the document or in the text of a file.
func (r *repository) edit() {
	if r.IntN(2) == 0 {
		r.editDocument()
		return
	}
	r.count++
	files := r.all()
	var of []string
	for _, name := range sortedNames(files) {
		if strings.HasSuffix(name, ".request.yaml") {
			of = append(of, name)
		}
	}
	name := of[r.IntN(len(of))]
	m := func(kind string) string { return fmt.Sprintf("hand-%s-%d.", kind, r.count) }
	request := strings.TrimSuffix(path.Base(name), ".request.yaml")
	text := files[name]
	if given := regexp.MustCompile(`(?m)^name: "?([^"\n]*)`).FindStringSubmatch(text); given != nil {
		request = given[1]
	}
	comment := m("comment")
	switch r.IntN(8) {
	case 0:
		text = "# " + comment + "\n" + text
	case 1:
		text += "# " + comment + "\n"
	case 2:
		text = regexp.MustCompile(`(?m)^(url|method|order): `).ReplaceAllString(text, "# "+comment+"\n$1: ")
	case 3:
		text = regexp.MustCompile(`(?m)^(method: .*)`).ReplaceAllString(text, "$1 # "+comment)
	case 4:
		r.put(path.Join(path.Dir(name), m("request")+"request.yaml"), fmt.Sprintf("# %s\n$kind: http-request\nurl: '{{base_url}}/%s'\n\nmethod:   GET\norder: 1500\n", m("comment"), m("url")))
		return
	case 5:
		r.comments[m("note")] = ""
		r.put(path.Join(path.Dir(name), m("note")+"txt"), m("note"))
		return
	case 6:
		comment = m("header")
		if !strings.Contains(text, "\nheaders:") {
			text += "headers:\n  # the header\n  X-Hand: " + comment + "\n"
		}
		r.put(name, text)
		return
	case 7:
		name = path.Join(r.name, ".resources/definition.yaml")
		request, text = "", regexp.MustCompile(`(?m)^(name|variables|auth|description|scripts):`).ReplaceAllString(files[name], "# "+comment+"\n$1:")
	}
	r.comments[comment] = request
	r.put(name, text)
}

func sortedNames(files map[string]string) []string {
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (r *repository) put(name, text string) {
	if err := os.WriteFile(filepath.Join(r.root, filepath.FromSlash(name)), []byte(text), 0o644); err != nil {
		r.Fatal(err)
	}
}

// editDocument makes an edit as Postman's app does, which knows no files.
func (r *repository) editDocument() {
	r.count++
	read := r.read()
	value := mutate.Parse(read.Document.Text())
	kinds := slices.DeleteFunc(mutate.Kinds(), func(kind string) bool { return kind == "stray" }) // no file has a place for it
	editor := &mutate.Editor{Name: fmt.Sprintf("hand-%d", r.count), Random: r.Rand}
	editor.Do(kinds[r.IntN(len(kinds))], value)
	w, err := read.WriteTo(testkit.Parse(r, value.Print("\t")))
	if err == nil {
		_, err = output.Folder(filepath.Join(r.root, filepath.FromSlash(r.name)), w)
	}
	if err != nil {
		r.Fatalf("%s: %v", r.where, err)
	}
}
