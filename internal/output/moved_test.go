package output_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/merge"
	v3 "github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/output"
	"github.com/postwright/postwright/internal/testkit"
)

// movedCollection returns a collection with the given items, as JSON.
func movedCollection(t *testing.T, items string) *jsontree.Document {
	t.Helper()
	return testkit.Parse(t, `{"info": {"name": "C", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [`+items+`]}`)
}

func movedRequest(name, answers string) string {
	return `{"name": "` + name + `", "request": {"method": "GET", "header": [], "url": {"raw": "https://e.x/` + name + `"}}, "response": [` + answers + `]}`
}

const movedAnswer = `{"name": "OK", "status": "OK", "code": 200, "_postman_previewlanguage": "text", "header": [], "body": "x"}`

// movedCases are items before and after moves. Folders are renamed, moved
// into one another, and into a new one; requests move, with another text and
// with another name; two swap their names; one takes the name of another that
// is renamed or removed.
var movedCases = [][2]string{
	{`{"name": "A", "item": [` + movedRequest("a", movedAnswer) + `, {"name": "Inner", "item": [` + movedRequest("i", "") + `]}]}`,
		`{"name": "B", "item": [` + movedRequest("a", movedAnswer) + `, {"name": "Outer", "item": [` + movedRequest("i", "") + `, ` + movedRequest("new", movedAnswer) + `]}]}`},
	{`{"name": "A", "item": [` + movedRequest("a", movedAnswer) + `]}, ` + movedRequest("b", ""),
		`{"name": "Group", "item": [{"name": "A", "item": [` + movedRequest("a", movedAnswer+`,`+strings.Replace(movedAnswer, `"OK"`, `"More"`, 1)) + `]}, ` + movedRequest("b", "") + `]}`},
	{`{"name": "A", "item": [` + movedRequest("a", movedAnswer) + `, ` + movedRequest("b", "") + `]}, {"name": "B", "item": [` + movedRequest("c", "") + `]}`,
		`{"name": "A", "item": [` + movedRequest("b", "") + `]}, {"name": "B", "item": [` + movedRequest("c", "") + `, ` + strings.Replace(movedRequest("a", movedAnswer), `"GET"`, `"GET", "description": "D"`, 1) + `]}`},
	{movedRequest("a", movedAnswer) + `, ` + movedRequest("b", ""), renamedRequest("b", movedRequest("a", movedAnswer)) + `, ` + renamedRequest("a", movedRequest("b", ""))},
	{movedRequest("a", movedAnswer) + `, ` + movedRequest("b", ""), renamedRequest("b", movedRequest("a", movedAnswer)) + `, ` + renamedRequest("c", movedRequest("b", ""))},
	{movedRequest("a", movedAnswer) + `, ` + movedRequest("b", ""), renamedRequest("b", movedRequest("a", movedAnswer))},
	{`{"name": "A", "item": [` + movedRequest("a", "") + `]}, {"name": "B", "item": [` + movedRequest("b", movedAnswer) + `]}`,
		`{"name": "B", "item": [` + movedRequest("a", "") + `]}, {"name": "A", "item": [` + movedRequest("b", movedAnswer) + `]}`},
	{movedRequest("a", movedAnswer) + `, ` + movedRequest("b", ""), strings.Replace(movedRequest("a", movedAnswer), `"a"`, `"z"`, 1) + `, ` + movedRequest("b", "")},
}

// renamedRequest returns a request that differs only in its name.
func renamedRequest(name, request string) string {
	_, rest, _ := strings.Cut(request, `", "request"`)
	return `{"name": "` + name + `", "request"` + rest
}

// TestInterruptedMove: wherever a run is interrupted, each request exists
// exactly once, and merging again completes the move.
func TestInterruptedMove(t *testing.T) {
	for i, c := range movedCases {
		base, theirs := movedCollection(t, c[0]), movedCollection(t, c[1])
		files := v3.Lay(base).Files
		r := v3.Read("C", files)
		w, err := v3.Write(r, theirs)
		if err != nil {
			t.Fatal(err)
		}
		for k := range len(w.Changes) + 1 {
			if k > 0 && w.Changes[k-1].Gone && !w.Changes[k-1].First {
				t.Errorf("%d: %s goes, and does not move", i, w.Changes[k-1].Path)
			}
			half := v3.Read("C", v3.FilesAfter(files, w.Changes[:k]))
			seen := map[string]int{}
			for item := range collection.Of(half.Document).Requests() {
				seen[item.Request().URL().Raw()]++
			}
			for item := range collection.Of(theirs).Requests() {
				if n := seen[item.Request().URL().Raw()]; n != 1 && item.Name() != "new" {
					t.Errorf("%d: after %d changes, %s is there %d times", i, k, item.Name(), n)
				}
			}
			merged, err := merge.Documents(r.Document, half.Document, theirs, merge.Stop)
			if err != nil || len(merged.Conflicts) > 0 {
				t.Errorf("%d: after %d changes: %v, %v", i, k, err, merged)
				continue
			}
			rest, err := v3.Write(half, merged.Document)
			if err != nil {
				t.Fatal(err)
			}
			is := v3.Read("C", v3.FilesAfter(v3.FilesAfter(files, w.Changes[:k]), rest.Changes))
			if d, err := diff.Documents(theirs, is.Document, diff.Options{}); err != nil || len(d.Changes) > 0 {
				t.Errorf("%d: what was begun with %d changes ends otherwise: %+v, %v", i, k, d, err)
			}
		}
	}
}

// TestMoved: other files in a folder move with it.
func TestMoved(t *testing.T) {
	for i, c := range movedCases {
		base, theirs := movedCollection(t, c[0]), movedCollection(t, c[1])
		texts := map[string]string{}
		for _, f := range v3.Lay(base).Files {
			texts[f.Path] = f.Text
			texts[filepath.ToSlash(filepath.Join(filepath.Dir(f.Path), "note.txt"))] = "of " + f.Path
		}
		folder := tree(t, texts)
		var files []v3.File
		for _, f := range testkit.Below(t, folder) {
			files = append(files, v3.File{Path: f.Name, Text: f.Text})
		}
		w, err := v3.Write(v3.Read("C", files), theirs)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := output.Folder(folder, w); err != nil {
			t.Errorf("%d: %v", i, err)
			continue
		}
		want := map[string]string{}
		for _, f := range v3.FilesAfter(files, w.Changes) {
			want[f.Path] = f.Text
		}
		holds(t, folder, want)
		if i == 0 && want["B/note.txt"] == "" || i == 1 && want["Group/A/note.txt"] == "" {
			t.Errorf("%d: a note stays behind: %v", i, want)
		}
	}
}

// TestMoveRefused: nothing is written if a folder cannot be moved.
func TestMoveRefused(t *testing.T) {
	files := map[string]string{"A/a.request.yaml": "1", "b.request.yaml": "2"}
	folder := tree(t, files)
	there := filepath.Join(folder, "B")
	if err := os.Mkdir(there, 0o755); err != nil {
		t.Fatal(err)
	}
	_, err := output.Folder(folder, &v3.Written{Changes: []v3.Change{
		{Path: "b.request.yaml", Before: "2", Text: "3"}, {Path: "B", From: "A", Folder: true}, {Path: "B/a.request.yaml", Before: "1", Text: "4"},
	}})
	if err == nil || !strings.Contains(err.Error(), "there is something already") {
		t.Errorf("error %v", err)
	}
	holds(t, folder, files)
}
