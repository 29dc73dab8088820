package output_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/internal/output"
)

func inspect(t *testing.T, files ...output.File) *output.Plan {
	t.Helper()
	p, err := output.Inspect(files)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func states(p *output.Plan) []output.State {
	var all []output.State
	for _, f := range p.Files {
		all = append(all, f.State)
	}
	return all
}

// TestStates follows two files in two folders through all states.
func TestStates(t *testing.T) {
	root := t.TempDir()
	one, two := filepath.Join(root, "one", "f"), filepath.Join(root, "two", "f")
	for _, path := range []string{one, two} {
		if err := os.Mkdir(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	check := func(p *output.Plan, first, second output.State) {
		t.Helper()
		if got := states(p); got[0] != first || got[1] != second {
			t.Fatalf("states %v, want %v and %v", got, first, second)
		}
	}
	write := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	v1 := []output.File{{Path: one, Content: "1"}, {Path: two, Content: "1"}}
	v2 := []output.File{{Path: one, Content: "2"}, {Path: two, Content: "2"}}

	p := inspect(t, v1...)
	check(p, output.Missing, output.Missing)
	if err := p.Write(); err != nil {
		t.Fatal(err)
	}
	check(inspect(t, v1...), output.Current, output.Current)
	check(inspect(t, v2...), output.Stale, output.Stale)

	write(two, "mine")
	p = inspect(t, v2...)
	check(p, output.Stale, output.Edited)
	if edited := p.In(output.Edited); len(edited) != 1 || edited[0].Path != two || edited[0].Old != "mine" {
		t.Errorf("%+v", edited)
	}
	if err := p.Write(); err != nil {
		t.Fatal(err)
	}
	check(inspect(t, v2...), output.Current, output.Current)

	// Restoring the content of an earlier generation is an edit, too.
	write(one, "1")
	check(inspect(t, v2...), output.Edited, output.Current)
	if err := os.Remove(filepath.Join(root, "two", generate.LockName)); err != nil {
		t.Fatal(err)
	}
	check(inspect(t, v1...), output.Current, output.Edited)
}

// TestNothingHalf: if the second file cannot be written, the first stays as
// it is.
func TestNothingHalf(t *testing.T) {
	root := t.TempDir()
	one, two := filepath.Join(root, "one"), filepath.Join(root, "absent", "two")
	if err := os.WriteFile(one, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	p := inspect(t, output.File{Path: one, Content: "new"}, output.File{Path: two, Content: "new"})
	if err := p.Write(); err == nil {
		t.Fatal("a file was written into a folder that does not exist")
	}
	text, err := os.ReadFile(one)
	if err != nil || string(text) != "old" {
		t.Errorf("%q, %v", text, err)
	}
	if entries, err := os.ReadDir(root); err != nil || len(entries) != 1 {
		t.Errorf("%d entries, %v", len(entries), err)
	}
}

// TestExclusive: a second run waits for the first, and gives up with a
// message about it.
func TestExclusive(t *testing.T) {
	folder := t.TempDir()
	files := []output.File{{Path: filepath.Join(folder, "a")}, {Path: filepath.Join(folder, "b")}}
	release, err := output.Exclusive(files, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := output.Exclusive(files, 50*time.Millisecond); err == nil || !strings.Contains(err.Error(), "another postwright is writing into") {
		t.Errorf("a second run got in: %v", err)
	}
	waited := make(chan error)
	go func() {
		release, err := output.Exclusive(files, time.Minute)
		if err == nil {
			release()
		}
		waited <- err
	}()
	release()
	if err := <-waited; err != nil {
		t.Error(err)
	}
	// A folder that does not exist cannot be locked.
	release, err = output.Exclusive([]output.File{{Path: filepath.Join(folder, "absent", "a")}}, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	release()
}

// TestMerge: edits are written together with the generated text; the lock
// remembers only the generated text.
func TestMerge(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c.json")
	generated := func(description string) []output.File {
		return []output.File{{Path: path, Content: `{"info": {"name": "C", "description": "` + description + `"}, "item": []}`}}
	}
	p := inspect(t, generated("one")...)
	if err := p.Write(); err != nil {
		t.Fatal(err)
	}
	const edited = `{"info": {"name": "mine", "description": "one"}, "item": []}`
	if err := os.WriteFile(path, []byte(edited), 0o644); err != nil {
		t.Fatal(err)
	}
	p = inspect(t, generated("two")...)
	if err := p.Merge(merge.Stop); err != nil || p.Conflicts() != 0 {
		t.Fatal(err, p.Files[0].Conflicts)
	}
	if err := p.Write(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if want := strings.Replace(edited, "one", "two", 1); err != nil || string(text) != want {
		t.Errorf("%s, %v", text, err)
	}
	lock, err := os.ReadFile(filepath.Join(filepath.Dir(path), generate.LockName))
	if err != nil {
		t.Fatal(err)
	}
	if l, err := generate.ParseLock(string(lock)); err != nil || !l.IsRecorded("c.json", generated("two")[0].Content) || l.Knows("c.json", string(text)) {
		t.Errorf("%v, %s", err, lock)
	}
	p = inspect(t, generated("two")...)
	if err := p.Merge(merge.Stop); err != nil || p.Files[0].Changes() {
		t.Errorf("%v, %+v", err, p.Files[0])
	}
	if err := os.WriteFile(path, []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := inspect(t, generated("two")...).Merge(merge.Stop); err == nil || !strings.Contains(err.Error(), "cannot merge "+path) {
		t.Error(err)
	}
}
