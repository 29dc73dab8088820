package clients

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/inputs"
)

// TestV3FolderDefinitions: the definitions of folders that the Postman CLI's runner
// ignores, and the scripts that it leaves out, are those that we report.
func TestV3FolderDefinitions(t *testing.T) {
	requireNode(t)
	const kind = "$kind: collection\n"
	definitions := map[string]string{
		"right": kind, "no kind": "", "order": kind + "order: \"5\"\n", "no order": kind + "order: null\n", "date": kind + "order: 2026-05-01\n",
		"variable": kind + "variables:\n  a: 5\n", "no variables": kind + "variables: text\n", "summary": kind + "summary: []\n",
		"integer": kind + "x: !!int abc\n", "binary": kind + "x: !!binary YQ==\n", "directive": "%YAML 1.2\n---\n" + kind, "brackets": kind + "x: [a: b]\ny: c\n",
	}
	folder := mkdir(t, t.TempDir(), "C")
	write(t, filepath.Join(mkdir(t, folder, ".resources"), "definition.yaml"), kind)
	for name, definition := range definitions {
		code := func(i int) string {
			return fmt.Sprintf("  - type: http:beforeRequest\n    code: console.log(\"<%s %d\" + \">\")\n", name, i)
		}
		write(t, filepath.Join(mkdir(t, mkdir(t, folder, name), ".resources"), "definition.yaml"), definition+"scripts:\n"+code(1)+code(2))
		write(t, filepath.Join(folder, name, "R.request.yaml"), "$kind: http-request\nurl: http://127.0.0.1:9/sent\n")
	}
	ran := postman(t, "collection", "run", folder, "--color", "off")
	said := plain(ran.stdout + ran.stderr)
	files, err := inputs.ReadV3(folder)
	if err != nil {
		t.Fatal(err)
	}
	found := files.Read().Findings
	for name := range definitions {
		of := func(d diagnostic.Diagnostic) bool {
			return strings.Contains(filepath.ToSlash(d.Path), name+"/.resources/")
		}
		valid := !slices.ContainsFunc(found, func(d diagnostic.Diagnostic) bool {
			return of(d) && v3.Verdict(d.Rule) && d.Severity == diagnostic.Error
		})
		if read := strings.Contains(said, "<"+name+" 1>"); read != valid {
			t.Errorf("%s: read by Postman is %v, valid is %v", name, read, valid)
		}
		if strings.Contains(said, "<"+name+" 2>") {
			t.Errorf("%s: Postman runs the second script", name)
		}
		if !slices.ContainsFunc(found, func(d diagnostic.Diagnostic) bool { return of(d) && strings.HasPrefix(d.Message, "only the first") }) && name != "integer" {
			t.Errorf("%s: no word of the second script", name)
		}
	}
}
