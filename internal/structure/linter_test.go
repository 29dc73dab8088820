package structure

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// beyondLinter are packages that a program does not have in it which only lints.
var beyondLinter = []string{
	module + "/templates", module + "/collection/template", module + "/collection/openapi",
	module + "/collection/requests", module + "/collection/generate", module + "/collection/report",
	"github.com/xeipuuv/gojsonschema", "github.com/rbretecher/go-postman-collection",
	"github.com/yuin/goldmark", "net/http",
}

// TestLinter: a program for a browser which only lints knows no API of its own. The
// rules ask one by an interface, whoever reads it.
func TestLinter(t *testing.T) {
	packages := depsInBrowser(t, "./collection/lint", "./collection/lint/rules")
	if !slices.Contains(packages, module+"/collection/lint/rule") || !slices.Contains(packages, module+"/collection/contract") {
		t.Fatalf("%d packages, without what a linter is made of", len(packages))
	}
	for _, name := range packages {
		if below(name, beyondLinter...) {
			t.Errorf("a linter has %s in it", name)
		}
	}
	// Whoever reads an API stands beside the linter.
	known := depsInBrowser(t, "./internal/testkit/clinicapi")
	for _, name := range beyondLinter[:3] {
		if !slices.Contains(known, name) {
			t.Errorf("no %s: the list above names what is not there", name)
		}
	}
}

// depsInBrowser are the packages that packages of ours are made of, in a build for a
// browser.
func depsInBrowser(t *testing.T, names ...string) []string {
	t.Helper()
	list := exec.CommandContext(t.Context(), "go", append([]string{"list", "-deps"}, names...)...)
	list.Dir = filepath.Join("..", "..")
	list.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	listed, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(listed))
}
