package v3merge

import (
	"testing"

	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/collection/yamltree"
)

// FuzzMergedTexts: any texts of a file can be merged, and comments do not change its value.
func FuzzMergedTexts(f *testing.F) {
	f.Add("$kind: http-request\nurl: a # b\norder: 1\n", "# c\n$kind: http-request\nurl: a\norder: 2000\n", "url: 'a'\n# d\norder: 1000 # e\n")
	f.Add("a: &b {c: d}\ne: *b\n", "- a\n# b\n- c\n", "a: |\n  b\n # c\n")
	f.Add("order: 1\n", "# a\n", "# b\n")
	f.Add("# a\n", "{b: c}\n", "# d\n")
	f.Add("order: .inf\n", "order: [1]\r\n", "\"order\": 1e3\n---\n")
	f.Fuzz(func(t *testing.T, one, two, three string) {
		if len(one)+len(two)+len(three) > 3000 {
			return
		}
		before, err := yamltree.Parse(one)
		for _, merged := range []string{keepComments(one, two, three, two), keepComments(one, one, two, three)} {
			after, failed := yamltree.Parse(merged)
			if err == nil && (failed != nil || !yamltree.Equal(before.Root, after.Root)) {
				t.Fatalf("%q with the comments of %q and %q is %q", one, two, three, merged)
			}
		}
		keepSpelling(one, two)
		v3.MergeMembers(one, two, three, one, true, true)
		v3.MergeMembers(one, one, two, three, false, false)
	})
}
