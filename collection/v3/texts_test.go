package v3

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/internal/testkit"
)

// given gives the texts of files. It implements [Texts] and [TextReader].
type given struct {
	texts map[string]string
	again func(file string) (string, error)
}

func (g *given) Open() TextReader { return g }

func (g *given) Close() {}

func (g *given) Text(file string) (string, error) {
	text, ok := g.texts[file]
	if !ok {
		return "", errors.New(file + " is not there")
	}
	return text, nil
}

func (g *given) Again(file string) (string, error) { return g.again(file) }

// texts returns the files without their texts, and what gives them.
func texts(files []File) ([]File, *given) {
	g := &given{texts: map[string]string{}}
	g.again = g.Text
	bare := slices.Clone(files)
	for i, f := range files {
		if bare[i].Text = ""; !strings.HasSuffix(f.Path, "/") {
			g.texts[f.Path] = f.Text
		}
	}
	return bare, g
}

// everywhere returns a finding at each value of a collection.
func everywhere(r *Result) []diagnostic.Diagnostic {
	var found []diagnostic.Diagnostic
	for n := range r.Document.Root().Descendants() {
		found = append(found, diagnostic.On(n, "r", diagnostic.Info, ""))
	}
	return found
}

// TestReadFrom: what is read is the same whether or not the texts are kept, and most are
// not.
func TestReadFrom(t *testing.T) {
	random := chance{rand.New(rand.NewPCG(3, 4)), 5}
	folders := map[string][]File{}
	for i := range 60 {
		folders[strings.Repeat("r", 1+i)] = random.byHand(Lay(testkit.Parse(t, random.document())).Files)
	}
	for _, folder := range testkit.V3Folders(t) {
		folders[folder] = folderFiles(t, folder)
	}
	folders["stray"] = []File{{"definition.yaml", "$kind: collection\n"}, {"collection.yaml", "$kind: collection\n"}, {"F/x.example.yaml", "a: b\n"}, {"r.request.yaml/", ""}}
	forgotten, all := 0, 0
	for name, files := range folders {
		want := Read("C", files)
		bare, g := texts(files)
		got, err := ReadFrom("C", bare, g)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got.Document.Text() != want.Document.Text() || !reflect.DeepEqual(got.Findings, want.Findings) || len(got.Files) != len(want.Files) {
			t.Fatalf("%s: what is read differs", name)
		}
		for i, s := range got.Files {
			if all++; s.texts != nil {
				forgotten++
			}
			if comments := want.Files[i].Comments(); !slices.Equal(s.Comments(), comments) {
				t.Errorf("%s: %s has the comments %v, want %v", name, s.Path, s.Comments(), comments)
			}
		}
		if located, wanted := got.Locate(everywhere(got)), want.Locate(everywhere(want)); !slices.EqualFunc(located, wanted, samePlace) {
			t.Errorf("%s: places differ", name)
		}
		for i, s := range got.Files {
			if s.Text() != want.Files[i].Text() {
				t.Errorf("%s: the text of %s differs", name, s.Path)
			}
		}
		if err := got.Err(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if 2*forgotten < all {
		t.Errorf("%d texts of %d files were kept", all-forgotten, all)
	}
}

func samePlace(a, b diagnostic.Diagnostic) bool {
	return a.Path == b.Path && a.Start == b.Start && a.End == b.End && a.Line == b.Line && a.Column == b.Column && a.Pointer == b.Pointer
}

// TestReadFromChanged: a file that changes or goes while a report is made is an error, and
// nothing else happens.
func TestReadFromChanged(t *testing.T) {
	files := []File{
		{"a.request.yaml", "$kind: http-request\nurl: https://a.example/{{x}}\nexamples: ./.resources/a.resources/examples\nbody:\n  type: text\n  content: |-\n    a\n    b\n"},
		{".resources/a.resources/examples/e.example.yaml", "$kind: http-example\nresponse:\n  statusCode: 200\n"},
	}
	changed, gone := &ChangedError{}, errors.New("gone")
	for _, again := range []func(string) (string, error){
		func(string) (string, error) { return "", nil },
		func(string) (string, error) { return "- [", nil },
		func(string) (string, error) { return "$kind: http-request\n", nil },
		func(string) (string, error) { return "", gone },
	} {
		bare, g := texts(files)
		g.again = again
		r, err := ReadFrom("C", bare, g)
		if err != nil || r.Err() != nil {
			t.Fatal(err, r.Err())
		}
		at := slices.IndexFunc(r.Files, func(s *Source) bool { return s.texts != nil })
		if at < 0 {
			t.Fatal("all texts were kept")
		}
		first := r.Files[at].Path
		for _, d := range r.Locate(everywhere(r)) {
			if d.Line < 1 || d.Column < 1 {
				t.Errorf("line %d, column %d", d.Line, d.Column)
			}
		}
		for _, s := range r.Files {
			r.Masked(s)
		}
		if err := r.Err(); !errors.Is(err, gone) && (!errors.As(err, &changed) || changed.File != first) {
			t.Errorf("the error is %v", err)
		}
	}
}

// TestReadFromUnread: the first file that cannot be read is the error.
func TestReadFromUnread(t *testing.T) {
	_, g := texts(nil)
	_, err := ReadFrom("C", []File{{Path: "b.request.yaml"}, {Path: "a.request.yaml"}, {Path: "definition.yaml"}}, g)
	if err == nil || err.Error() != "a.request.yaml is not there" {
		t.Errorf("the error is %v", err)
	}
}
