//go:build unix

package main

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/testkit"
)

// isFolder reports whether the writer writes a folder of files.
func (w writer) isFolder() bool { return !strings.Contains(w.writes, ".") }

// holdsAny reports whether files has one below a folder.
func holdsAny(files map[string]string, folder string) bool {
	for name := range files {
		if strings.HasPrefix(name, folder) {
			return true
		}
	}
	return false
}

// clinicOf returns a collection with folders of requests, each with a script
// and an example.
func clinicOf(folders ...string) string {
	var items []string
	for _, folder := range folders {
		var requests []string
		for i := range 4 {
			requests = append(requests, fmt.Sprintf(`{"name": "%[1]s %[2]d", "event": [{"listen": "test", "script": {"exec": ["pm.test('ok', () => {});"]}}],
				"request": {"method": "GET", "header": [{"key": "Accept", "value": "application/json"}], "url": "{{base}}/%[1]s/%[2]d"},
				"response": [{"name": "ok", "code": 200, "status": "OK", "header": [], "body": "{}"}]}`, folder, i))
		}
		items = append(items, fmt.Sprintf(`{"name": %q, "item": [%s]}`, folder, strings.Join(requests, ",")))
	}
	return `{"info": {"name": "Clinic", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
		"variable": [{"key": "base", "value": "https://api.example.com"}], "item": [` + strings.Join(items, ",") + `]}`
}

// movable returns a collection of requests, each with an example, at some places: a folder
// and a name for each.
func movable(places ...[2]string) string {
	folders := map[string][]string{}
	for i, at := range places {
		folders[at[0]] = append(folders[at[0]], fmt.Sprintf(`{"id": "r%[2]d", "name": %[1]q, "request": {"method": "GET", "header": [], "url": "https://api.example.com/%[2]d"},
			"response": [{"id": "e%[2]d", "name": "ok", "code": 200, "status": "OK", "header": [], "body": "{\"of\": %[2]d}"}]}`, at[1], i))
	}
	var items []string
	for _, name := range slices.Sorted(maps.Keys(folders)) {
		id, _, _ := strings.Cut(name, "=")
		items = append(items, fmt.Sprintf(`{"id": %q, "name": %q, "item": [%s]}`, id, name[len(id)+1:], strings.Join(folders[name], ",")))
	}
	return `{"info": {"name": "Clinic", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [` + strings.Join(items, ",") + `]}`
}

// moved returns collections before and after moves: requests of one name that change
// places, two or three at a time, and folders that take the place of others that go.
func moved() (swaps, swapped, onto, ontoed string) {
	folders := []string{"a=Doctors", "b=Notes", "c=Patients"}
	var before, after [][2]string
	for i := range 60 {
		name := fmt.Sprintf("Get %d", i/3)
		next := [3]int{1, 2, 0}
		if i/3%2 == 0 {
			next = [3]int{1, 0, 2}
		}
		before = append(before, [2]string{folders[i%3], name})
		after = append(after, [2]string{folders[next[i%3]], name})
	}
	swaps, swapped = movable(before...), movable(after...)
	before, after = nil, nil
	for i := range 20 { // those of Doctors are last
		name := fmt.Sprintf("Get %d", i)
		before = append(before, [2]string{"b=Notes", name}, [2]string{"c=Patients", name})
		after = append(after, [2]string{"b=Doctors", name}, [2]string{"c=Notes", name})
	}
	for i := range 20 {
		before = append(before, [2]string{"a=Doctors", fmt.Sprintf("Get %d", i+10)})
	}
	return swaps, swapped, movable(before...), movable(after...)
}

// v3Inputs are inputs in format v3, and JSON that is converted to it.
var v3Inputs = sync.OnceValue(func() map[string]string {
	base := clinicOf("Patients", "Doctors", "Notes")
	files := map[string]string{}
	lay := func(folder, text string, edit *strings.Replacer) {
		d, err := jsontree.Parse(text)
		if err != nil {
			panic(err)
		}
		for _, f := range v3.Lay(d).Files {
			files[folder+"/"+f.Path] = edit.Replace(f.Text)
		}
	}
	mine := strings.NewReplacer("method: GET", "method: GET # as always", "name: Clinic", "# ours\nname: Clinic", "url: \"", "url:   \"",
		"/Notes/2", "/Notes/:note", "Accept: application/json", "Accept: application/json\n  X-Mine: \"1\"")
	lay("v3", base, mine)
	lay("v3-base", base, strings.NewReplacer())
	files["v3/README.md"] = "Ours.\n"
	// Theirs renames a request and a folder, removes some, adds some, and edits some.
	theirs := strings.NewReplacer(`"name": "Patients 1"`, `"name": "A patient"`, `"name": "Notes"`, `"name": "All notes"`, `"method": "GET", "header": []`, `"method": "GET"`,
		"/Doctors/2", "/Doctors/all", `"name": "Doctors 3"`, `"name": "DOCTORS 3"`).Replace(clinicOf("Patients", "Doctors", "Notes", "Tasks"))
	theirs = strings.Replace(theirs, `"name": "Patients 2"`, `"description": "New.", "name": "Patients 2"`, 1)
	files["theirs-v3.json"] = theirs
	lay("v3-theirs", theirs, strings.NewReplacer())
	swaps, swapped, onto, ontoed := moved()
	lay("swaps", swaps, mine)
	lay("swaps-base", swaps, strings.NewReplacer())
	lay("swaps-theirs", swapped, strings.NewReplacer())
	lay("onto", onto, mine)
	lay("onto-base", onto, strings.NewReplacer())
	lay("onto-theirs", ontoed, strings.NewReplacer())
	files["swapped.json"], files["onto.json"] = swapped, ontoed
	for _, name := range []string{"swaps/Doctors", "onto/Doctors", "onto/Notes"} {
		files[name+"/README.md"] = name + "\n"
	}
	files["exported/Clinic.postman_collection.json"] = base
	files["exported/Clinic.postman_environment.json"] = `{"name": "Clinic", "values": [{"key": "a", "value": "b", "enabled": true}], "_postman_variable_scope": "environment"}`
	return files
})

// generatedInputs returns files of generate --to v3, with edits.
func generatedInputs(t *testing.T) map[string]string {
	t.Helper()
	folder := t.TempDir()
	if code, said := finish(t, process(t, folder, "generate", "--to", "v3", "-o", "generated", "--include", "patients,doctors")); code != exitFine {
		t.Fatal(said)
	}
	files := map[string]string{}
	for _, f := range testkit.Below(t, folder) {
		files[f.Name] = f.Text
		if strings.HasSuffix(f.Name, ".request.yaml") {
			files[f.Name] = "# checked\n" + f.Text
		}
	}
	return files
}

// loads checks that every collection in format v3 in a folder can be read.
func loads(t *testing.T, folder string) {
	t.Helper()
	for name := range filesIn(t, folder) {
		if collection, ok := strings.CutSuffix(name, "/.resources/definition.yaml"); ok && !temporary.MatchString(name) {
			if _, err := os.Stat(filepath.Join(folder, filepath.Dir(collection), ".resources")); err == nil {
				continue // a folder inside a collection
			}
			if code, said := finish(t, process(t, folder, "validate", collection)); code != exitFine {
				t.Errorf("%s does not load: exit code %d\n%s", collection, code, said)
			}
		}
	}
}

// TestFewDescriptors: the limit on open files may be lower than the number of
// files in a collection.
func TestFewDescriptors(t *testing.T) {
	files := map[string]string{"v3/.resources/definition.yaml": "$kind: collection\nname: Clinic\n"}
	for i := range 300 {
		files[fmt.Sprintf("v3/%d.request.yaml", i)] = fmt.Sprintf("$kind:   http-request\nurl: https://api.example.com/%d\nmethod: GET\norder: %d\n", i, i)
	}
	folder := folderOf(t, files)
	program := process(t, folder, "fmt", "-w", "v3")
	c := exec.CommandContext(t.Context(), "bash", append([]string{"-c", `ulimit -n 64; exec -a postwright "$@"`, "bash", program.Path}, program.Args[1:]...)...)
	c.Dir = folder
	if code, said := finish(t, c); code != exitFine {
		t.Errorf("exit code %d\n%s", code, said)
	}
	for name, text := range filesIn(t, folder) {
		if strings.Contains(text, "   ") {
			t.Errorf("%s is not formatted", name)
		}
	}
}
