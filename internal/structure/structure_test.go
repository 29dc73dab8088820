// Package structure tests that the code keeps to the layout that
// CONTRIBUTING.md describes.
package structure

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/postwright/postwright"

// source is one of our packages, as go list describes it. Imports does not
// include those of tests.
type source struct {
	ImportPath, Dir string
	GoFiles         []string
	IgnoredGoFiles  []string // for other systems
	Imports         []string
}

// name returns the package's path below the module: collection/lint.
func (s source) name() string { return strings.TrimPrefix(s.ImportPath, module+"/") }

// ours returns the packages of this module that it imports, by name.
func (s source) ours() []string {
	var names []string
	for _, i := range s.Imports {
		if name, ok := strings.CutPrefix(i, module+"/"); ok {
			names = append(names, name)
		}
	}
	return names
}

func sources(t *testing.T) []source {
	t.Helper()
	listed, err := goCommand(t, "list", "-json=ImportPath,Dir,GoFiles,IgnoredGoFiles,Imports", "./...").Output()
	if err != nil {
		var failed *exec.ExitError
		if errors.As(err, &failed) {
			t.Fatalf("go list: %v\n%s", err, failed.Stderr)
		}
		t.Fatalf("go list: %v", err)
	}
	var all []source
	for d := json.NewDecoder(bytes.NewReader(listed)); ; {
		var s source
		switch err := d.Decode(&s); {
		case errors.Is(err, io.EOF):
			return all
		case err != nil:
			t.Fatal(err)
		}
		all = append(all, s)
	}
}

// goCommand returns the go command, to be run at the root of this module. It makes the
// test's result depend on all files in it: go test caches results, and sees only which
// files the test itself reads.
func goCommand(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	root := filepath.Join("..", "..")
	for _, folder := range []string{"cmd", "collection", "internal", "schemas", "templates"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(_ string, _ fs.DirEntry, err error) error { return err })
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), "go", args...)
	c.Dir = root
	return c
}

// below reports whether a package is one of the folders or in one.
func below(name string, folders ...string) bool {
	return slices.ContainsFunc(folders, func(folder string) bool {
		return name == folder || strings.HasPrefix(name, folder+"/")
	})
}

// layer is a part of the tree, with what it may import of this module.
type layer struct {
	folder string
	may    []string
}

// layers are all packages; the first that matches counts.
var layers = []layer{
	{"cmd", []string{"internal", "collection", "templates", "schemas"}},
	{"collection/lazy", nil},
	// Texts of files know nothing of Postman.
	{"collection/jsontree", []string{"collection/lazy"}},
	{"collection/yamltext", []string{"collection/lazy"}},
	// A rule knows the file and what several rules share, but not what runs
	// it.
	{"collection/lint/rules", []string{"collection", "schemas", "internal/suggest"}},
	{"collection", []string{"collection", "schemas", "templates", "internal/suggest", "internal/yamlfile"}},
	{"internal/suggest", nil},
	{"internal/yamlfile", []string{"collection", "schemas", "internal/suggest"}},
	{"internal", []string{"internal", "collection", "templates", "schemas"}},
	{"templates", nil},
	{"schemas", nil},
}

// strangers are packages that must not import each other, although their
// layer would allow it.
var strangers = map[string][]string{
	"collection/lint/rule":    {"collection/lint", "collection/lint/rules"},
	"collection/lint/rules":   {"collection/lint"},
	"collection/report":       {"collection/lint", "collection/lint/rules", "collection/lint/rule"},
	"collection/diagnostic":   {"collection/lint", "collection/report", "collection/validate"},
	"collection/analysis":     {"collection/lint", "collection/lint/rules"},
	"collection/lint/ruledoc": {"collection/lint"},
}

// TestImports: imports run in one direction.
func TestImports(t *testing.T) {
	all := sources(t)
	if len(all) < 30 {
		t.Fatalf("only %d packages found", len(all))
	}
	for _, s := range all {
		i := slices.IndexFunc(layers, func(l layer) bool { return below(s.name(), l.folder) })
		if i < 0 {
			t.Errorf("%s is in no layer: say here what it may import", s.name())
			continue
		}
		for _, imported := range s.ours() {
			if !below(imported, layers[i].may...) {
				t.Errorf("%s imports %s; what is in %s may import only %q", s.name(), imported, layers[i].folder, layers[i].may)
			}
			if slices.Contains(strangers[s.name()], imported) {
				t.Errorf("%s imports %s, which it must not know", s.name(), imported)
			}
		}
		// Other packages build on the model, which builds only on the text.
		if s.name() == "collection" && !slices.Equal(s.ours(), []string{"collection/jsontree", "collection/lazy"}) {
			t.Errorf("collection imports %q", s.ours())
		}
	}
}

// TestNames: DrChrono is one template of many. Only listed files may name it.
func TestNames(t *testing.T) {
	reasons := map[string]string{
		"cmd/postwright":                     "the default template's name, and examples in the help",
		"internal/tools/bench":               "what is measured is the shipped template",
		"internal/clients/doc.go":            "what is tried is the shipped template",
		"internal/configuration/sample.yaml": "the default template's name, in an example",
	}
	root := filepath.Join("..", "..")
	used := map[string]bool{}
	looked := 0
	for _, folder := range []string{"cmd", "collection", "internal", "schemas", "templates"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(file string, entry os.DirEntry, err error) error {
			if err != nil {
				return err
			}
			name, err := filepath.Rel(root, file)
			if err != nil {
				return err
			}
			name = filepath.ToSlash(name)
			if entry.IsDir() {
				if entry.Name() == "testdata" || name == "templates/drchrono" {
					return filepath.SkipDir
				}
				return nil
			}
			if strings.HasSuffix(name, "_test.go") {
				return nil
			}
			looked++
			text, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			if !bytes.Contains(bytes.ToLower(text), []byte("drchrono")) {
				return nil
			}
			for _, reason := range []string{name, path.Dir(name)} {
				if reasons[reason] != "" {
					used[reason] = true
					return nil
				}
			}
			t.Errorf("%s names DrChrono, which only templates/drchrono should know", name)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if looked < 100 {
		t.Errorf("only %d files found", looked)
	}
	for name := range reasons {
		if !used[name] {
			t.Errorf("%s no longer names DrChrono: take it out of the list", name)
		}
	}
}
