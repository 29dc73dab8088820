package v3_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/v3"
)

// TestPlacesInLongText: every character of a long text is at its place, whatever
// characters are before it and in whatever order the places are asked for.
func TestPlacesInLongText(t *testing.T) {
	var lines []string
	for i := range 300 {
		lines = append(lines, fmt.Sprintf(`<%d> "quoted" \back é 漢 😀	tab`, i))
	}
	for style, text := range map[string]string{
		"literal": "|-\n  " + strings.Join(lines, "\n  ") + "\n",
		"double":  strconv.Quote(strings.Join(lines, "\n")+"\x01") + "\n",
	} {
		file := "$kind: http-request\nmethod: GET\nurl: https://a.example\ndescription: " + text
		r := v3.Read("Clinic", []v3.File{{Path: "Ping.request.yaml", Text: file}})
		json := r.Document.Text()
		var found []diagnostic.Diagnostic
		var want []string
		add := func(part string) {
			at := strings.Index(json, part)
			if at < 0 {
				t.Fatalf("%s: no %s in the document", style, part)
			}
			found = append(found, diagnostic.Diagnostic{Start: at, End: at + len(part)})
			want = append(want, part)
		}
		for i := range lines {
			add(fmt.Sprintf("<%d>", i))
			add(fmt.Sprintf("<%d>", i*7%len(lines)))
		}
		for i, d := range r.Locate(found) {
			if got := file[d.Start:d.End]; got != want[i] {
				t.Fatalf("%s: %s is reported at %q", style, want[i], got)
			}
		}
	}
}
