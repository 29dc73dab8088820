package v3

import (
	"fmt"
	"path"
	"testing"

	"github.com/postwright/postwright/internal/testkit"
)

// TestTwins: elements whose names some file systems do not tell apart get files of
// different names, and files that are there stay.
func TestTwins(t *testing.T) {
	for _, twins := range [][2]string{{"Ping", "ping"}, {"Caf\u00e9", "Cafe\u0301"}, {"\uac00", "\u1100\u1161"}, {"caf\u00e9", "CAFE\u0301"}, {"dot", "dot."}, {"blank", "blank. ."}} {
		const item = `{"name": %q, "item": [{"name": "R", "request": {"url": "https://a.example"}}]}`
		made := Lay(testkit.Parse(t, fmt.Sprintf(`{"info": {"name": "C"}, "item": [`+item+`, `+item+`]}`, twins[0], twins[1])))
		var folders []string
		for _, f := range made.Files {
			if path.Base(f.Path) == "R.request.yaml" {
				folders = append(folders, path.Dir(f.Path))
			}
		}
		if len(folders) != 2 || folded(folders[0]) == folded(folders[1]) {
			t.Errorf("%+q get the folders %+q", twins, folders)
		}

		// Where a file system tells them apart, both may be there.
		r := Read("C", []File{{twins[0] + "/R.request.yaml", "$kind: http-request\nurl: a\n"}, {twins[1] + "/R.request.yaml", "$kind: http-request\nurl: b\n"}})
		if len(r.Findings) == 0 {
			t.Errorf("%+q: nothing is reported", twins)
		}
		w, err := Write(r, r.Document)
		if err != nil || len(w.Changes) > 0 {
			t.Errorf("%+q: writing what was read changes %v: %v", twins, w.Changes, err)
		}
	}
}
