package main

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/testkit"
)

// plantTokens puts a unique token into every string of a text that contains
// V, and returns the text and the unique parts. The tokens of each side end
// differently, so that they also differ when masked.
func plantTokens(t *testing.T, text string, first, side int) (string, []string) {
	t.Helper()
	d := testkit.Parse(t, text)
	var cores []string
	var edits []jsontree.Edit
	for n := range d.Root().Descendants() {
		if n.Kind() != jsontree.String || n.IsKey() || !strings.Contains(n.Text(), "V") {
			continue
		}
		core := fmt.Sprintf("%04dZq7xK9Rw2hV", first+len(cores))
		cores = append(cores, core)
		edits = append(edits, n.Replace(jsontree.Quote(strings.Replace(n.Text(), "V", fmt.Sprint("ghp_Mb", core, "5tY8uJ3mN6bX1cQ4zW", side), 1))))
	}
	text, err := d.Apply(edits...)
	if err != nil {
		t.Fatal(err)
	}
	return text, cores
}

// keysWithTokens has tokens in keys and names that no schema knows, and in a
// URL that is one string.
const keysWithTokens = `{"info": {"name": "K", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json", "ghp_KEYinfo": "old"}, "ghp_KEYroot": {"ghp_KEYinner": ["old"]},
 "auth": {"type": "oauth2", "oauth2": {"ghp_KEYauth": "old", "scope": "old {{hidden}} {{token}}"}}, "variable": [{"key": "hidden", "value": "ghp_KEYscope", "type": "secret"}, {"key": "token", "value": "ghp_KEYone ghp_KEYtwo"}],
 "item": [{"name": "ghp_KEYname", "request": {"method": "GHP_ghp_KEYverb", "url": {"raw": "https://u:ghp_KEYuser@x/old?ghp_KEYquery=ghp_KEYvalue&b=old"}, "header": "ghp_KEYhead: old\nX-Token: ghp_KEYline\n// ghp_KEYcomment old", "ghp_KEYrequest": "old"},
  "response": [{"name": "ghp_KEYexample", "status": "old", "ghp_KEYresponse": "old"}]},
  {"name": "F ghp_KEYfolder", "ghp_KEYmember": "old", "item": [{"name": "inner ghp_KEYinneritem", "request": "https://x/{{token}}/ghp_KEYpath/old"}]}]}`

// sidesOf returns the three sides that one kind of private values is planted
// in, and those values. Each side has its own.
func sidesOf(t *testing.T, seed uint64) map[string]func() (sides [3]string, private []string) {
	return map[string]func() ([3]string, []string){
		"tokens": func() (sides [3]string, private []string) {
			for i := range sides {
				text, cores := plantTokens(t, testkit.Hostile("V"), len(private), i)
				sides[i], private = text, append(private, cores...)
			}
			return sides, private
		},
		"keys": func() (sides [3]string, private []string) {
			for i := range sides {
				text := strings.ReplaceAll(keysWithTokens, "old", fmt.Sprint("new", i))
				for strings.Contains(text, "ghp_KEY") {
					core := fmt.Sprintf("%04dZq7xK9Rw2hV", strings.Count(text, "ghp_KEY"))
					private = append(private, core)
					text = strings.Replace(text, "ghp_KEY", fmt.Sprint("ghp_Mb", core, "5tY8uJ3mN6bX1cQ4zW", i, "."), 1)
				}
				sides[i] = text
			}
			return sides, private
		},
		"secrets": func() (sides [3]string, private []string) {
			p := &planter{rand.New(rand.NewPCG(seed, 21)), map[string]string{}}
			// Format v3 has no variable type for secrets.
			places := strings.ReplaceAll(plantedPlaces, `"x", "value": "SECRET", "type": "secret"`, `"x_token", "value": "SECRET"`)
			places = strings.Replace(places, `"item": [`, `"item": [{"name": "block", "request": {"method": "GET", "url": "https://api.acme.io/b", "header": "X-Api-Token: SECRET\nAccept: a"}},`, 1)
			for i := range sides {
				sides[i] = p.plant(t, places)
			}
			for value := range p.planted {
				private = append(private, forms(value)...)
			}
			return sides, private
		},
		"moved": func() (sides [3]string, private []string) {
			// Folders and headers have tokens as names, the same on all
			// sides; a request moves to another folder, and the headers are
			// reordered.
			const core = "0000Zq7xK9Rw2hV"
			token := func(i int) string { return fmt.Sprint("ghp_Mb", core, "5tY8uJ3mN6bX1cQ4zW", i) }
			const moved = `{"name": "R", "request": "https://x/r"}`
			for i, order := range [3][3]int{{0, 1, 2}, {1, 0, 2}, {0, 2, 1}} {
				var folders, headers []string
				for n := range 3 {
					inside := ""
					if n == i {
						inside = moved
					}
					folders = append(folders, `{"name": "`+token(n)+`", "item": [`+inside+`]}`)
					headers = append(headers, `{"key": "`+token(order[n])+`", "value": "1"}`)
				}
				sides[i] = `{"info": {"name": "M", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [` + strings.Join(folders, ", ") +
					`, {"name": "H", "request": {"url": "https://x/h", "header": [` + strings.Join(headers, ", ") + `]}}]}`
			}
			return sides, []string{core}
		},
		"repeated": func() (sides [3]string, private []string) {
			// A name repeats a secret that is in a place for secrets.
			for i := range sides {
				secret := fmt.Sprintf("Zt7-%d-qTz0pW4k", i)
				private = append(private, secret)
				sides[i] = strings.ReplaceAll(`{"info": {"name": "S"}, "variable": [{"key": "password", "value": "SECRET"}], "item": [
					{"name": "Log in with SECRET", "item": [{"id": "1", "name": "R SECRET", "request": {"url": "https://x/r", "header": [{"key": "X", "value": "1"}, {"key": "SECRET", "value": "2"}]}}]}]}`, "SECRET", secret)
			}
			return sides, private
		},
		"people": func() (sides [3]string, private []string) {
			sides = [3]string{
				strings.ReplaceAll(personalPlaces, "Okonkwo", "Nwosu"), personalPlaces,
				strings.NewReplacer("Okonkwo", "Adeyemi", "OKONKWO", "ADEYEMI", "okonkwo", "adeyemi", "1984", "1971", "4127", "4132", "3948", "3957").Replace(personalPlaces),
			}
			for i := range sides {
				sides[i] = strings.Replace(sides[i], `"name": "parts"`, `"name": "mail rosalind.okonkwo84@gmail.com, SSN 219-56-4127"`, 1)
			}
			return sides, []string{"219-56", "219564127", "okonkwo", "Okonkwo", "OKONKWO", "Adeyemi", "adeyemi", "ADEYEMI", "Nwosu", "867-39", "7/23/19", "1984-07", "1971-07", "19840723", "19710723", "48291377"}
		},
	}
}

// TestChangesShowNothingPrivate compares and merges collections with secrets
// and personal data in every place, as JSON and as folders of YAML files, in
// every format of change reports: none of the values is shown.
func TestChangesShowNothingPrivate(t *testing.T) {
	kinds := sidesOf(t, 0)
	for seed := uint64(1); seed < 5; seed++ {
		kinds[fmt.Sprint("secrets ", seed)] = sidesOf(t, seed)["secrets"]
	}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		sides, private := kinds[kind]()
		t.Chdir(t.TempDir())
		for i, name := range []string{"o", "a", "b"} {
			writeTo(t, name+".json", sides[i])
			runs(t, "convert --to v3 "+name+".json -o v"+name)
		}
		writeTo(t, "none.json", `{"info": {"name": "none", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": []}`)
		writeTo(t, "empty.json", "")

		masked, conflicts := 0, 0
		check := func(args string) {
			code, said := runs(t, args)
			if code == exitFailed {
				t.Errorf("%s: %s: %.500s", kind, args, said)
			}
			for _, value := range private {
				if at := strings.Index(said, value); at >= 0 {
					t.Errorf("%s: %s shows %q: …%s…", kind, args, value, said[max(0, at-160):min(len(said), at+80)])
					return
				}
			}
			masked += strings.Count(said, "**")
			conflicts += strings.Count(said, "conflict: ")
		}
		for _, format := range report.ChangeFormats() {
			for _, pair := range []string{"a.json b.json", "none.json a.json", "a.json none.json", "va vb", "vb va", "vo a.json"} {
				check("diff --format " + format + " " + pair)
				check("diff --all --format " + format + " " + pair)
			}
		}
		inJSON := masked
		check("merge o.json a.json b.json -o written.json")
		check("merge empty.json a.json b.json -o written.json")
		check("merge vo va vb")
		for _, file := range filesBelow(t, "va") {
			if isThere("vo/"+file) && isThere("vb/"+file) {
				check("merge vo/" + file + " va/" + file + " vb/" + file + " -o written.yaml --path merged.request.yaml")
			}
		}
		if inJSON < 100 || conflicts < 5 || masked == inJSON {
			t.Errorf("%s: %d masked characters in changes, %d in all; %d conflicts: the test does not see much", kind, inJSON, masked, conflicts)
		}
	}
}

// runs runs a command line and returns its exit code and output.
func runs(t *testing.T, args string) (int, string) {
	t.Helper()
	var out, complaints strings.Builder
	code := run(strings.Fields(args), streams{strings.NewReader(""), &out, &complaints})
	return code, out.String() + complaints.String()
}

func writeTo(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// filesBelow returns the YAML files in a folder whose names have no spaces.
func filesBelow(t *testing.T, folder string) []string {
	t.Helper()
	var files []string
	err := fs.WalkDir(os.DirFS(folder), ".", func(path string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".yaml") && !strings.Contains(path, " ") {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func isThere(name string) bool {
	_, err := os.Stat(filepath.FromSlash(name))
	return err == nil
}

// TestKeysShowNothingPrivate: no command shows a token that is a key.
func TestKeysShowNothingPrivate(t *testing.T) {
	sides, private := sidesOf(t, 0)["keys"]()
	files := map[string]string{"o.json": sides[0], "a.json": sides[1], "b.json": sides[2], "e.json": environment, "schema.json": `{"properties": {"info": {"type": "string"}}}`}
	tellOf(t, files, func(args, said string) {
		for _, value := range private {
			if at := strings.Index(said, value); at >= 0 {
				t.Errorf("%s shows %q: …%s…", args, value, said[max(0, at-160):min(len(said), at+80)])
				return
			}
		}
	})
}
