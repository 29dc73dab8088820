package yamltree

import "testing"

// TestMerged: merge keys are read as js-yaml reads them, which is what runs collections.
func TestMerged(t *testing.T) {
	for text, want := range map[string]string{
		"h:\n  <<: {a: 1, b: 2}\n  b: 3\n":                          "h:\n  a: 1\n  b: 3\n",
		"x: &x {a: 1}\nh:\n  b: 3\n  <<: *x\n":                      "x:\n  a: 1\nh:\n  b: 3\n  a: 1\n",
		"h:\n  <<: [{a: 1}, {a: 2, c: 3}]\n":                        "h:\n  a: 1\n  c: 3\n",
		"h:\n  <<: {<<: {a: 1}, b: 2}\n":                            "h:\n  a: 1\n  b: 2\n",
		"h:\n  \"<<\": {a: 1}\n":                                    "h:\n  \"<<\":\n    a: 1\n",
		"- <<: {a: {<<: {b: 1}}}\n":                                 "- a:\n    b: 1\n",
		"a: 1\n":                                                    "a: 1\n",
		"x: &x {k: &y {a: 1}}\nh:\n  <<: *x\n  l: {<<: *y, b: 2}\n": "x:\n  k:\n    a: 1\nh:\n  k:\n    a: 1\n  l:\n    a: 1\n    b: 2\n",
	} {
		tree, err := Parse(text)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		merged, err := tree.Merged()
		if err != nil {
			t.Errorf("%q: %v", text, err)
		} else if got := Print(merged); got != want {
			t.Errorf("%q is merged to\n%s\nwant\n%s", text, got, want)
		}
	}
	for _, text := range []string{"h:\n  <<: text\n", "h:\n  <<:\n", "h:\n  <<: [{a: 1}, 2]\n"} {
		tree, _ := Parse(text)
		if _, err := tree.Merged(); err == nil {
			t.Errorf("%q is merged", text)
		}
	}
}
