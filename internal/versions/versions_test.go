package versions_test

import (
	"fmt"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/testkit"
	"github.com/postwright/postwright/internal/versions"
)

// TestOpen: a version in git is what the same version on disk is.
func TestOpen(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	t.Chdir(t.TempDir())
	t.Setenv("HOME", t.TempDir())
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	const get = "$kind: http-request\nurl: https://api.example.com\n"
	for name, text := range map[string]string{
		"postman/collections/A/Get.request.yaml":                  get,
		"postman/collections/A/F/G/Get.request.yaml":              get,
		"postman/collections/B.environment.yaml/Get.request.yaml": get, // a folder
		"postman/collections/C/D/Get.request.yaml":                get,
		"postman/environments/E.environment.yaml":                 "name: E\nvalues: []\n",
		"postman/globals/workspace.globals.yaml":                  "name: G\nvalues: []\n",
		"json":                                                    "{}",
		"empty":                                                   "",
		"yaml":                                                    get,
	} {
		testkit.WriteBelow(t, ".", name, text)
	}
	for _, arguments := range [][]string{{"init", "-q"}, {"add", "."}, {"-c", "user.name=s", "-c", "user.email=s@example.com", "commit", "-qm", "x"}} {
		if out, err := exec.CommandContext(t.Context(), "git", arguments...).CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", arguments, err, out)
		}
	}
	for _, name := range []string{"postman", "postman/collections", "postman/collections/A", "postman/collections/C", "postman/collections/A/Get.request.yaml",
		"postman/environments/E.environment.yaml", "json", "empty", "yaml"} {
		var seen [2]string
		for i, as := range []string{name, "HEAD:" + name} {
			v, err := versions.Open(as)
			if err != nil {
				t.Fatal(err)
			}
			seen[i] = strings.ReplaceAll(described(t, v), as, name)
			if place, err := v.WorkPath(); err != nil || place != filepath.FromSlash(name) && place != name || v.InGit() != (i == 1) {
				t.Errorf("%s is at %s, in git: %v; %v", as, place, v.InGit(), err)
			}
		}
		if seen[0] != seen[1] {
			t.Errorf("%s is\n%s\non disk, and\n%s\nin git", name, seen[0], seen[1])
		}
	}
}

// described returns what a version says about itself.
func described(t *testing.T, v *versions.Version) string {
	t.Helper()
	var b strings.Builder
	line := func(words ...string) { b.WriteString(strings.Join(words, " ") + "\n") }
	line(fmt.Sprintf("folder: %v, empty: %v, v3: %v", v.IsFolder(), v.IsEmpty(), v.IsV3()))
	postman, err := v.Postman()
	if err != nil {
		t.Fatal(err)
	}
	if postman != nil {
		for _, at := range slices.Sorted(maps.Keys(postman.Parts)) {
			p := postman.Parts[at]
			line(at, p.Name, p.Read().Document.Text(), listed(p.Files))
			if versions.IsFile(at) != (p.Files.Only != "") {
				t.Errorf("%s: %v", at, versions.IsFile(at))
			}
		}
		return b.String()
	}
	if v.IsV3() && v.IsFolder() {
		c, err := v.Files()
		if err != nil {
			t.Fatal(err)
		}
		line(v.FolderName(), c.Folder, listed(c))
		return b.String()
	}
	text, kind, err := v.YAML()
	if !v.IsFolder() {
		line(kind)
		if kind != "" {
			line(text)
		}
	}
	if kind == "" && err == nil {
		text, err := v.Text(nil)
		line(text)
		if err != nil {
			cannot, _, _ := strings.Cut(err.Error(), ";") // on disk, it names a collection in a folder
			line(cannot)
		}
	}
	return b.String()
}

// listed returns the paths of the files of a collection, sorted.
func listed(c *inputs.V3) string {
	var names []string
	for _, f := range c.Files {
		if f.Path != "./" {
			names = append(names, f.Path)
		}
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}
