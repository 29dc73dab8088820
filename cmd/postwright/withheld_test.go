package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOutsideIsNotShown: a postwright.yaml makes no file outside its folder
// visible, by path, by a link, or by being a link itself. Nor does any
// command show the text of a file of an unexpected kind.
func TestOutsideIsNotShown(t *testing.T) {
	dir := t.TempDir()
	within := filepath.Join(dir, "repository")
	if err := os.Mkdir(within, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Chdir(within)
	write := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("a.postman_collection.json", `{"info": {"name": "A", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": []}`)
	hidden := []string{"qzveto", "wkjurn", "hxbolm"}
	for name, text := range map[string]string{
		"words": "qzveto wkjurn\nhxbolm\n", "quoted": `"qzveto wkjurn"`, "env": "qzveto=wkjurn\nhxbolm=2\n", "passwd": "qzveto:x:0:0:wkjurn:/hxbolm:/bin/sh\n",
		"keys.yaml": "qzveto: wkjurn\nhxbolm: 1\n", "template.yaml": "name: qzveto\ntitle: wkjurn\nhxbolm: 1\n", "openapi.yaml": "openapi: 3.0.0\nqzveto: wkjurn\npaths: hxbolm\n",
		"json": `{"qzveto": "wkjurn", "values": hxbolm}`, "list": "- qzveto\n- wkjurn: hxbolm\n", "broken": "qzveto: [wkjurn\n'hxbolm: }\n", "alias": "a: *qzveto\nb: !wkjurn hxbolm\n",
		"docker": `{"auths": {"qzveto": {"auth": "wkjurn"}}, "hxbolm": true}`, "environment": `{"values": [{"key": "qzveto", "value": "wkjurn"}], "hxbolm": 1`,
	} {
		target := filepath.Join("..", name)
		write(target, text)
		link := "link-" + name
		if err := os.Symlink(target, link); err != nil {
			t.Skip("no links here:", err)
		}
		look := func(what string, args ...string) {
			t.Helper()
			var out, complaints strings.Builder
			run(args, streams{strings.NewReader(""), &out, &complaints})
			for _, word := range hidden {
				if said := out.String() + complaints.String(); strings.Contains(said, word) {
					t.Errorf("%s, %s: %q shows %s:\n%s", name, what, args, word, said)
					return
				}
			}
		}
		paths := []string{filepath.ToSlash(target), "./" + link, filepath.ToSlash(filepath.Join(dir, name))}
		for _, key := range []string{"template", "openapi", "environment", "baseline"} {
			for i, path := range paths {
				if testing.Short() && (len(name)+len(key)+i)%len(paths) != 0 {
					continue // one of the paths for each file and key: all are among them
				}
				write("postwright.yaml", key+": "+path+"\n")
				for _, args := range [][]string{{"lint", "."}, {"lint", "--fix", "--diff", "."}, {"scopes", "a.postman_collection.json"}, {"generate", "-o", "-"}, {"docs", "a.postman_collection.json"}} {
					look(key+": "+path, args...)
				}
			}
		}
		if err := os.Remove("postwright.yaml"); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(target, "postwright.yaml"); err != nil {
			t.Fatal(err)
		}
		look("a link", "lint", ".")
		if err := os.Remove("postwright.yaml"); err != nil {
			t.Fatal(err)
		}
		if name == "template.yaml" || name == "openapi.yaml" {
			continue // whoever names the file on the command line may see its lines
		}
		for _, args := range [][]string{{"validate", target}, {"lint", target}, {"fmt", target}, {"diff", target, target}, {"merge", target, target, target}, {"scopes", target}, {"docs", target}, {"upgrade", target},
			{"generate", "./" + target}, {"generate", "--openapi", target}, {"import-template", target}, {"lint", "--environment", target, "a.postman_collection.json"}, {"lint", "--baseline", target, "a.postman_collection.json"}} {
			if name == "keys.yaml" && args[0] == "generate" || args[0] == "fmt" && (name == "quoted" || name == "docker") {
				continue // fmt prints any JSON
			}
			look("named", args...)
		}
	}
}

// TestForeignHelp: the help for a file that is not a collection names the
// expected field, even if the text contains that word.
func TestForeignHelp(t *testing.T) {
	t.Chdir(t.TempDir())
	const answer = `{"collection": {"info": {"name": "A", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": []}}`
	if err := os.WriteFile("a.json", []byte(answer), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, complaints strings.Builder
	run([]string{"lint", "a.json"}, streams{strings.NewReader(""), &out, &complaints})
	if want := `extract the value of "collection"`; !strings.Contains(out.String(), want) {
		t.Errorf("got %s, want %s", out.String(), want)
	}
}
