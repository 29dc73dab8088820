package yamltree

import (
	"slices"
	"testing"
)

// TestComments: comments are what is in no scalar and stands behind a blank.
func TestComments(t *testing.T) {
	for source, want := range map[string][]string{
		"# a\nb: c # d\n":                    {"# a", "# d"},
		"a: \"# b\" # c":                     {"# c"},
		"a: b#c\nd: [e, # f\n  g] # h\n":     {"# f", "# h"},
		"a: |\n  # b\n# c\n":                 {"# c"},
		"\uFEFF#a\r\nb: &x #c\r\n  d: e\r\n": {"#a", "#c"},
		"a: &x b # c\nd: *x # e\n":           {"# c", "# e"},
		"a: 'b\n  # c'\n# d":                 {"# d"},
		"# only":                             {"# only"},
	} {
		tree, err := Parse(source)
		if err != nil {
			t.Errorf("%q: %v", source, err)
			continue
		}
		var got []string
		for _, c := range tree.Comments() {
			got = append(got, tree.Source()[c.Start:c.End])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", source, got, want)
		}
	}
}
