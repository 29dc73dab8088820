package v3_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/testkit"
)

// TestCache: after random changes of files, a collection that is read again is the one
// that is read for the first time: the document, the findings, and where each value is.
func TestCache(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, folder := range testkit.V3Folders(t) {
		var files []v3.File
		for _, f := range testkit.Below(t, folder) {
			files = append(files, v3.File{Path: f.Name, Text: f.Text})
		}
		var cache v3.Cache
		for range 30 {
			i := random.IntN(len(files))
			switch f := &files[i]; random.IntN(4) {
			case 0:
				f.Text += "\n# more"
			case 1:
				at := random.IntN(len(f.Text) + 1)
				f.Text = f.Text[:at] + "x" + f.Text[at:]
			case 2:
				f.Path = "Other/" + f.Path
			case 3:
				if len(files) > 2 {
					files = slices.Delete(files, i, i+1)
				}
			}
			again, first := cache.Read("C", files), v3.Read("C", files)
			if again.Document.Text() != first.Document.Text() || !reflect.DeepEqual(again.Findings, first.Findings) || !reflect.DeepEqual(again.Kept, first.Kept) {
				t.Fatalf("%s: another document, finding or kept part", folder)
			}
			var found []diagnostic.Diagnostic
			for n := range first.Document.Root().Descendants() {
				found = append(found, diagnostic.On(n, "", diagnostic.Info, ""))
			}
			if !reflect.DeepEqual(again.Locate(found), first.Locate(found)) {
				t.Fatalf("%s: other places", folder)
			}
		}
	}
}
