package lint_test

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/collection/redact"
	v3 "github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/testkit"
)

// migrated are the reference collections that were migrated, by the folders they became.
var migrated = map[string]string{
	"syn-all3": "v3/made/syn-all3.json", "syn-folders": "v3/made/syn-folders.json", "syn-yaml": "v3/made/syn-yaml.json", "syn-names": "v3/made/syn-names.json",
	"disabled-and-duplicates": "corpus/newman/disabled-and-duplicates.postman_collection.json",
	"formdata-body":           "postman/examples/formdata-body.json", "reqBodyGraphQL": "postman/examples/reqBodyGraphQL.json",
}

// lost are the findings that migrating changes, because of what it drops: folders'
// and items' variables, parts that contradict the raw address, an item's own
// description, blanks around names, and the folder named .resources. It adds the query
// of an address written as a string, names for what has none, and types bodies.
var lost = map[string][2][]string{
	"syn-all3": {
		{"docs-request-description in item descr", "url-raw-mismatch in url mismatch", "variable-unused in item vars"},
		{"docs-example-json in responses", "docs-query-description in url string"},
	},
	"syn-folders": {{"variable-unused in F1"}, nil},
	"formdata-body": {
		{"docs-example-success in ", "docs-request-description in ", "missing-name in ", "url-raw-mismatch in "},
		{"docs-example-success in New Request", "docs-request-description in New Request", "leftover-name in New Request"},
	},
	"syn-names": {
		{
			"docs-example-success in  lead", "docs-example-success in .resources / r", "docs-example-success in trail ",
			"docs-folder-description in .resources", "docs-request-description in  lead", "docs-request-description in .resources / r",
			"docs-request-description in trail ",
		},
		{"docs-example-success in lead", "docs-example-success in trail", "docs-request-description in lead", "docs-request-description in trail"},
	},
}

// TestMigrated: collections that Postman's CLI migrated to format v3 have the findings
// of their JSON, of the same rules in the same elements, but for what migrating drops.
func TestMigrated(t *testing.T) {
	var all []*rule.Rule
	for _, r := range rules.All() {
		if !r.JSON && r.Category != rule.V3 {
			all = append(all, r)
		}
	}
	linter := lint.New(lint.Options{Rules: all})
	compared, seen := 0, 0
	for _, folder := range testkit.V3Folders(t) {
		name := filepath.Base(folder)
		source, expected := migrated[name], lost[name]
		if source == "" {
			continue // no migrated one
		}
		seen++
		d, err := jsontree.Parse(testkit.Read(t, source))
		if err != nil {
			t.Fatal(err)
		}
		var files []v3.File
		for _, f := range testkit.Below(t, folder) {
			files = append(files, v3.File{Path: f.Name, Text: f.Text})
		}
		before := namesOf(linter.Document(d))
		after := namesOf(linter.Files(v3.Read(name, files)))
		compared += len(after)
		if gone := without(before, after); !slices.Equal(gone, expected[0]) {
			t.Errorf("%s: only the JSON has %q", name, gone)
		}
		if added := without(after, before); !slices.Equal(added, expected[1]) {
			t.Errorf("%s: only v3 has %q", name, added)
		}
	}
	if compared < 400 || seen < len(migrated) {
		t.Errorf("only %d findings of %d collections compared", compared, seen)
	}
}

// namesOf returns the rules and elements of findings, sorted.
func namesOf(found []diagnostic.Diagnostic) []string {
	var names []string
	for _, d := range found {
		names = append(names, d.Rule+" in "+redact.PathOf(d.Around))
	}
	slices.Sort(names)
	return names
}

// without returns what of a list is not in another, as often as there.
func without(list, other []string) []string {
	var left []string
	other = slices.Clone(other)
	for _, name := range list {
		if i := slices.Index(other, name); i >= 0 {
			other = slices.Delete(other, i, i+1)
		} else {
			left = append(left, name)
		}
	}
	return left
}
