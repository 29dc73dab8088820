package v3

import (
	"math/rand/v2"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
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
