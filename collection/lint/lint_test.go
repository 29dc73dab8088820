package lint_test

import (
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/testkit"
)

// everything returns a linter with all rules, a template and an environment.
func everything(t testing.TB) *lint.Linter {
	t.Helper()
	o := lint.Options{Environment: emptyEnvironment(t)}
	var err error
	if o.Rules, err = lint.Select(rules.All(), lint.Docs, nil, nil); err != nil {
		t.Fatal(err)
	}
	known, err := template.Embedded("drchrono")
	if err != nil {
		t.Fatal(err)
	}
	if err := template.EmbeddedAPI(known); err != nil {
		t.Fatal(err)
	}
	o.API = known
	return lint.New(o)
}

func emptyEnvironment(t testing.TB) *analysis.Environment {
	t.Helper()
	d, err := jsontree.Parse(`{"name": "E", "values": []}`)
	if err != nil {
		t.Fatal(err)
	}
	return analysis.NewEnvironment(d)
}

// TestFixOnRealCollections: repairs come to an end, are not needed twice, leave
// JSON, touch only the places that they name, and what they repaired is gone.
func TestFixOnRealCollections(t *testing.T) {
	l := everything(t)
	for _, f := range testkit.Collections(t) {
		d, err := jsontree.Parse(f.Text)
		if err != nil {
			continue
		}
		fixed, err := l.Fix(d)
		if err != nil {
			t.Errorf("%s: %v", f.Name, err)
			continue
		}
		for _, left := range fixed.Left {
			if left.Fixable {
				t.Errorf("%s: %s is still there: %s", f.Name, left.Rule, left.Message)
			}
		}
		if len(fixed.Applied) == 0 && fixed.Document.Text() != f.Text {
			t.Errorf("%s changes without a repair", f.Name)
		}
		if before, after := invalid(l.Document(d)), invalid(fixed.Left); after > before {
			t.Errorf("%s: %d violations of the schema become %d", f.Name, before, after)
		}
	}
}

func invalid(found []diagnostic.Diagnostic) int {
	n := 0
	for _, d := range found {
		if d.Rule == "schema" || d.Rule == "json-syntax" || d.Rule == "duplicate-key" {
			n++
		}
	}
	return n
}

// TestFixKeepsTheRest: with one repair at a time, everything before and behind
// its edits stays byte for byte.
func TestFixKeepsTheRest(t *testing.T) {
	l := everything(t)
	for _, f := range testkit.Collections(t) {
		if len(f.Text) > 200_000 {
			continue
		}
		d, err := jsontree.Parse(f.Text)
		if err != nil {
			continue
		}
		for _, found := range l.Document(d) {
			if len(found.Fix) == 0 {
				continue
			}
			text, err := d.Apply(found.Fix...)
			if err != nil {
				t.Errorf("%s: %s: %v", f.Name, found.Rule, err)
				continue
			}
			first, last := len(f.Text), 0
			for _, e := range found.Fix {
				first, last = min(first, e.Start), max(last, e.End)
			}
			if !strings.HasPrefix(text, f.Text[:first]) || !strings.HasSuffix(text, f.Text[last:]) {
				t.Errorf("%s: %s touches more than its place", f.Name, found.Rule)
			}
		}
	}
}

// TestManyAtATime: a linter serves many goroutines, and always finds the same.
func TestManyAtATime(t *testing.T) {
	l := everything(t)
	for _, f := range testkit.Collections(t) {
		if len(f.Text) > 100_000 {
			continue
		}
		want, _, err := l.Text(f.Text)
		if err != nil {
			t.Fatal(err)
		}
		var running sync.WaitGroup
		for range 4 {
			running.Go(func() {
				got, _, err := l.Text(f.Text)
				if err != nil || !reflect.DeepEqual(places(got), places(want)) {
					t.Errorf("%s: found %d, then %d (%v)", f.Name, len(want), len(got), err)
				}
			})
		}
		running.Wait()
	}
}

type place struct {
	rule, message    string
	start, end       int
	line, column     int
	fixable, isError bool
}

func places(found []diagnostic.Diagnostic) []place {
	var list []place
	for _, d := range found {
		list = append(list, place{d.Rule, d.Message, d.Start, d.End, d.Line, d.Column, d.Fixable, d.Severity == diagnostic.Error})
	}
	return list
}

// longestFuzzed limits the texts of fuzz targets. Go ends an execution after ten seconds, and
// a busy machine may need that for the many rounds of a fix.
const longestFuzzed = 6_000

func seeds(f *testing.F) {
	for _, r := range rules.All() {
		f.Add(r.Bad.Text())
		f.Add(r.Good.Text())
	}
	for _, file := range testkit.CollectionsIfPresent() {
		if len(file.Text) < 4_000 {
			f.Add(file.Text)
		}
	}
}

// FuzzLint: any bytes end in findings whose places are in the text.
func FuzzLint(f *testing.F) {
	seeds(f)
	l := everything(f)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > longestFuzzed {
			return
		}
		found, _, err := l.Text(text)
		if err != nil {
			return
		}
		for _, d := range found {
			if d.Start < 0 || d.End < d.Start || d.End > len(text) || d.Line < 1 || d.Column < 1 || d.Message == "" {
				t.Fatalf("%q: %+v", text, d)
			}
		}
	})
}

// FuzzFix: repairs leave JSON, come to an end, and are not needed twice.
func FuzzFix(f *testing.F) {
	seeds(f)
	l := everything(f)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > longestFuzzed {
			return
		}
		d, err := jsontree.Parse(text)
		if err != nil {
			return
		}
		fixed, err := l.Fix(d)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		for _, left := range fixed.Left {
			if left.Fixable {
				t.Fatalf("%q becomes %q, which still has %s: %s", text, fixed.Document.Text(), left.Rule, left.Message)
			}
		}
	})
}
