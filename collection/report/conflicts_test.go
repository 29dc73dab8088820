package report_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/testkit"
)

// TestConflictsInWords: what a conflict shows of places and orders can be read, and
// is masked.
func TestConflictsInWords(t *testing.T) {
	const key = "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc"
	file := func(headers string, folders ...string) string {
		text := `{"info": {"name": "C"}, "item": [`
		for i, folder := range folders {
			if i > 0 {
				text += ", "
			}
			text += `{"name": "` + string(rune('A'+i)) + " " + key + `", "item": [` + folder + `]}`
		}
		return text + `, {"name": "H", "request": {"url": "https://x", "header": [` + headers + `]}}]}`
	}
	const request = `{"name": "R", "request": "https://x/r"}`
	header := func(names ...string) string {
		for i, name := range names {
			names[i] = `{"key": "` + name + `", "value": "1"}`
		}
		return strings.Join(names, ", ")
	}
	r, err := merge.Documents(
		testkit.Parse(t, file(header("X", "Y", key), request, "", "")),
		testkit.Parse(t, file(header("Y", "X", key), "", request, "")),
		testkit.Parse(t, file(header("X", key, "Y"), "", "", request)), merge.Stop)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := report.Conflicts(&b, r.Conflicts, "ours", "theirs", report.Options{}); err != nil {
		t.Fatal(err)
	}
	const masked = "sk****************************dc"
	const want = "conflict: request B " + masked + " / R: moved to different folders\n" +
		"    ours:   B " + masked + ", place 1\n" +
		"    theirs: C " + masked + ", place 1\n" +
		"conflict: request H, header: put into another order on both sides\n" +
		"    ours:   Y, X, " + masked + "\n" +
		"    theirs: X, " + masked + ", Y\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
