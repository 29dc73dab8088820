package v3

import (
	"math/rand/v2"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/yamltree"
	"github.com/postwright/postwright/internal/testkit"
)

// FuzzLay: the files of any document say what it says, they are in Postman's form, and
// writing the document over them changes nothing.
func FuzzLay(f *testing.F) {
	for _, c := range testkit.CollectionsIfPresent() {
		if len(c.Text) < 10_000 {
			f.Add(c.Text)
		}
	}
	f.Add(testkit.Hostile("x"))
	f.Add(`{"item": [{"event":[{"script":{"exec":["",""]}}]}]}`)
	f.Add(`{"info":{"name":"a"},"item":[{"name":"x","request":{"url":{"raw":" "},"body":{"mode":"raw","raw":[1]}},"response":[{}]},{"item":[1]}]}`)
	f.Add(`{"item":[{"name":"a","request":{"url":{"raw":"one","host":["zero"]}}},{"name":"b","request":{"url":{"raw":"two","host":["one"]}}}]}`)
	f.Add(`{"item":[{"request":{"url":{"raw":"one","host":["zero"]}}},{"request":{"url":{"raw":"two","host":["one"]}}}]}`)
	f.Add(`{"item":[{"name":"x","request":{"url":"https://a.example","auth":{"type":"oauth1","oauth1":{"timestamp":1e61319769,"nonce":-1e400}}}}]}`)
	f.Add(`{"item":[{"name":"x","request":{"url":"https://a.example","auth":{"type":"oauth1","oauth1":{"timestamp":1.50,"nonce":-100e4}}}}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 10_000 {
			return // Go ends an execution after ten seconds
		}
		d, err := jsontree.Parse(text)
		if err != nil {
			return
		}
		layLaw(t, "", d)
	})
}

// FuzzWrite: the law of writing, on small collections by chance, so that there are many.
func FuzzWrite(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(seed, byte(seed))
	}
	f.Fuzz(func(t *testing.T, seed uint64, size byte) {
		randomLaw(t, chance{rand.New(rand.NewPCG(seed, 5)), 1 + int(size%3)}, 1)
	})
}

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
		for _, merged := range []string{KeepComments(one, two, three, two), KeepComments(one, one, two, three)} {
			after, failed := yamltree.Parse(merged)
			if err == nil && (failed != nil || !yamltree.Equal(before.Root, after.Root)) {
				t.Fatalf("%q with the comments of %q and %q is %q", one, two, three, merged)
			}
		}
		KeepSpelling(one, two)
		MergeMembers(one, two, three, one, true, true)
		MergeMembers(one, one, two, three, false, false)
	})
}
