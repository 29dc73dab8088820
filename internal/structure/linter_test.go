package structure

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// beyondLinter are packages that a program which only lints must not contain.
var beyondLinter = []string{
	module + "/templates", module + "/collection/template", module + "/collection/openapi",
	module + "/collection/requests", module + "/collection/generate", module + "/collection/report",
	module + "/collection/synthetic", module + "/collection/scopes", module + "/collection/snippet",
	module + "/collection/docs", module + "/collection/diff", module + "/collection/merge",
	"github.com/xeipuuv/gojsonschema", "github.com/rbretecher/go-postman-collection",
	"github.com/yuin/goldmark", "net/http",
}

// TestLinter: a linter for browsers contains no reader of APIs. The rules get
// an API through an interface, and judge values by its schemas with package
// contract, which knows only the model in package api.
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
	// The list must name packages that exist and read APIs.
	known := depsInBrowser(t, "./internal/testkit/clinicapi")
	for _, name := range beyondLinter[:3] {
		if !slices.Contains(known, name) {
			t.Errorf("no %s: the list above names what is not there", name)
		}
	}
}

// depsInBrowser returns the dependencies of our packages in a build for
// browsers.
func depsInBrowser(t *testing.T, names ...string) []string {
	t.Helper()
	list := goCommand(t, append([]string{"list", "-deps"}, names...)...)
	list.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	listed, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(listed))
}
