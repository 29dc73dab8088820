package clients

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/internal/testkit"
	"github.com/postwright/postwright/schemas"
)

// TestSpectral checks that the docs-* rules find, in well-formed collections, exactly
// what Spectral finds with testdata/spectral-docs.mjs: the same rules, at the same
// elements.
func TestSpectral(t *testing.T) {
	requireNode(t)
	files := wellFormed(t)
	theirs := spectral(t, files)
	linter := documentation(t)
	fired := map[string]int{}
	for file, d := range files {
		ours := map[finding]bool{}
		for _, found := range linter.Document(d) {
			ours[finding{found.Rule, element(t, found.Rule, found.Pointer)}] = true
			fired[found.Rule]++
		}
		for _, f := range missing(ours, theirs[file]) {
			t.Errorf("%s: Spectral alone finds %s at %s", file, f.rule, f.element)
		}
		for _, f := range missing(theirs[file], ours) {
			t.Errorf("%s: Postwright alone finds %s at %s", file, f.rule, f.element)
		}
	}
	total := 0
	for name := range ruleElements {
		if fired[name] == 0 {
			t.Errorf("no file has a finding of %s; the comparison does not show anything", name)
		}
		total += fired[name]
	}
	proven(t, fmt.Sprintf("Spectral and the docs profile agree on all %d findings in %d collections", total, len(files)))
}

// finding is a rule and the element that it is about.
type finding struct{ rule, element string }

// missing returns those of want that got has not, in order.
func missing(got, want map[finding]bool) []finding {
	var list []finding
	for f := range want {
		if !got[f] {
			list = append(list, f)
		}
	}
	slices.SortFunc(list, func(a, b finding) int { return strings.Compare(a.rule+a.element, b.rule+b.element) })
	return list
}

var (
	ofInfo      = regexp.MustCompile(`^/info`)
	ofItem      = regexp.MustCompile(`^.*/item/\d+`)
	ofResponse  = regexp.MustCompile(`^.*/response/\d+`)
	ofParameter = regexp.MustCompile(`^.*/(query|variable)/\d+`)
)

// ruleElements are the elements that rules are about. Postwright points to the name by
// which people know that element, Spectral to the part where it missed something.
var ruleElements = map[string]*regexp.Regexp{
	"docs-collection-description":    ofInfo,
	"docs-folder-description":        ofItem,
	"docs-request-description":       ofItem,
	"docs-query-description":         ofParameter,
	"docs-path-variable-description": ofParameter,
	"docs-example-success":           ofItem,
	"docs-example-unauthorized":      ofItem,
	"docs-example-not-found":         ofItem,
	"docs-example-status-missing":    ofResponse,
	"docs-example-delete-status":     ofResponse,
	"docs-example-json":              ofResponse,
	"docs-patch-body":                ofItem,
}

// element returns the pointer to the element that a finding is about.
func element(t *testing.T, rule, pointer string) string {
	t.Helper()
	of, ok := ruleElements[rule]
	if !ok || !of.MatchString(pointer) {
		t.Fatalf("a finding of %s at %q", rule, pointer)
	}
	return of.FindString(pointer)
}

// spectral returns what Spectral finds, by file.
func spectral(t *testing.T, files map[string]*jsontree.Document) map[string]map[finding]bool {
	t.Helper()
	ran := execute(t, "node", append([]string{"testdata/spectral.mjs"}, slices.Sorted(maps.Keys(files))...)...)
	var said map[string][]struct{ Rule, Pointer string }
	if err := json.Unmarshal([]byte(ran.stdout), &said); ran.code != 0 || err != nil {
		t.Fatalf("Spectral: exit code %d, %v\n%s", ran.code, err, ran.stderr)
	}
	found := map[string]map[finding]bool{}
	for file, list := range said {
		found[file] = map[finding]bool{}
		for _, f := range list {
			found[file][finding{f.Rule, element(t, f.Rule, f.Pointer)}] = true
		}
	}
	return found
}

// documentation returns a linter with the rules that the profile docs adds.
func documentation(t *testing.T) *lint.Linter {
	t.Helper()
	var o lint.Options
	for _, r := range rules.All() {
		if r.Category == rule.Documentation {
			o.Rules = append(o.Rules, r)
		}
	}
	if len(o.Rules) != len(ruleElements) {
		t.Fatalf("there are %d rules on documentation, want %d", len(o.Rules), len(ruleElements))
	}
	return lint.New(o)
}

// wellFormed returns the reference collections of format v2.1.0 that the schema
// accepts, and one with every shape that it allows, by their paths.
func wellFormed(t *testing.T) map[string]*jsontree.Document {
	t.Helper()
	schema, err := validate.Profile(schemas.Postman)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]*jsontree.Document{}
	add := func(path, text string) bool {
		d, err := jsontree.Parse(text)
		if err != nil {
			return false
		}
		found, err := validate.Collection(d, schema, validate.Native)
		if err != nil {
			t.Fatal(err)
		}
		if len(found) > 0 {
			return false
		}
		files[path] = d
		return true
	}
	for _, f := range testkit.Collections(t) {
		add(f.Path, f.Text)
	}
	shapes := filepath.Join(t.TempDir(), "shapes.json")
	write(t, shapes, everyShape(t))
	if !add(shapes, everyShape(t)) {
		t.Fatal("the schema does not accept the collection with every shape")
	}
	return files
}
