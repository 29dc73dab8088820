package clients

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/testkit"
)

// TestV3Verdicts compares the verdict on files in format v3 with that of the Postman
// CLI's linter: on every file of the reference collections, with each value in turn
// removed, replaced by one of another type and renamed.
func TestV3Verdicts(t *testing.T) {
	requireNode(t)
	folder := t.TempDir()
	mutants := map[string]string{} // what each file is, by its path below the folder
	seen := map[string]bool{}
	for _, collection := range testkit.V3Folders(t) {
		for _, f := range testkit.Below(t, collection) {
			plant(t, folder, f, mutants, seen)
		}
	}
	for kind, text := range v3Kinds {
		plant(t, folder, testkit.File{Name: kind + ".request.yaml", Text: text}, mutants, seen)
	}
	refused := map[string]string{}
	for _, d := range lintLarge(t, folder) {
		name := strings.TrimPrefix(fmt.Sprint(d["filePath"]), folder+string(filepath.Separator))
		refused[filepath.ToSlash(name)] = fmt.Sprint(d["ruleId"], " ", d["message"])
	}
	files, err := inputs.ReadV3(folder)
	if err != nil {
		t.Fatal(err)
	}
	ours := map[string]string{}
	for _, d := range files.Read().Findings {
		if d.Severity == diagnostic.Error && v3.Verdict(d.Rule) && d.Rule != v3.RuleUnloadable {
			ours[d.Path] = d.Message
		}
	}
	agree, both := 0, 0
	for _, name := range slices.Sorted(maps.Keys(mutants)) {
		they, we := refused[name], ours[name]
		if (they == "") == (we == "") {
			agree++
			if they != "" {
				both++
			}
			continue
		}
		if they == "" && slices.ContainsFunc(unread, func(what string) bool { return strings.HasSuffix(mutants[name], what) }) && !strings.Contains(name, "definition") {
			continue // TestV3Unread shows that it is not run
		}
		t.Errorf("%s (%s): Postman says %q, we say %q", name, mutants[name], they, we)
	}
	if agree < 1000 || both < 300 {
		t.Errorf("only %d files, %d of them refused", agree, both)
	}
	proven(t, fmt.Sprintf("the verdict on %d files in format v3 is that of Postman's linter, which refuses %d of them", agree, both))
}

// unread are the mutants of requests that Postman's linter accepts and its runner does
// not run.
var unread = []string{"/scripts/ is text", "/queryParams/*/key/ is gone", "/queryParams/*/value/ is gone", "/queryParams/*/ is map[]"}

// TestV3Unread: what the linter of the Postman CLI accepts and we refuse, its runner
// leaves out or cannot load.
func TestV3Unread(t *testing.T) {
	requireNode(t)
	const head = "$kind: http-request\nurl: http://127.0.0.1:9/sent\n"
	const logs = "scripts:\n  - type: http:beforeRequest\n    code: console.log(\"def\" + \"ined\")\n"
	for name, c := range map[string]struct{ request, definition, says string }{
		"right":              {head, "", "127.0.0.1:9/sent"},
		"scripts":            {head + "scripts: text\n", "", "0 requests"},
		"key":                {head + "queryParams:\n  - value: a\n", "", "Failed to load V3 collection"},
		"value":              {head + "queryParams:\n  - key: a\n", "", "Failed to load V3 collection"},
		"authorizations":     {head + "auth:\n  - {id: a, name: A, type: noauth}\n", "", "Failed to load V3 collection"},
		"no authorization":   {head + "auth: []\n", "", "Failed to load V3 collection"},
		"infinity":           {head + "queryParams:\n  a: .inf\n", "", "0 requests"},
		"date for a map":     {head + "headers: 2026-05-01\n", "", "0 requests"},
		"script type":        {head + "scripts:\n  - type: test\n    code: a()\n", "", "Failed to load V3 collection"},
		"type in definition": {head, "scripts:\n  - type: beforeRequest\n    code: a()\n", "Failed to load V3 collection"},
		"inherit":            {head, "auth:\n  type: inherit\n", "Failed to load V3 collection"},
		"YAML":               {head + "name: {{x}}y\n", "", "0 requests"},
		"date":               {head + "headers:\n  A: 2026-05-01\n", "", "0 requests"},
		"digits":             {head + "headers:\n  A: 1_000\n", "", "0 requests"},
		"control character":  {head + "headers:\n  A: b\x07\n", "", "0 requests"},
		"tag":                {head + "x: !y z\n", "", "0 requests"},
		"tag of a number":    {head + "x: !!int y\n", "", "0 requests"},
		"right tag":          {head + "x: !!int 0x10\n", "", "127.0.0.1:9/sent"},
		"right directive":    {"%YAML 1.2\n---\n" + head, "", "127.0.0.1:9/sent"},
		"right brackets":     {head + "x: [a: b]\ny: c\n", "", "127.0.0.1:9/sent"},
		"indentation":        {head + "headers:\n  A: \"b\n  c\"\n", "", "0 requests"},
		"bracket":            {head + "headers: [\n{key: A, value: b}\n]\n", "", "0 requests"},
		"carriage return":    {head + "headers:\r  A: b\r", "", "0 requests"},
		"variable":           {head, "variables:\n  v: 5\n" + logs, "!defined"},
		"variable's field":   {head, "variables:\n  - key: v\n    value: a\n    x: b\n" + logs, "!defined"},
		"variable's value":   {head, "variables:\n  - key: v\n" + logs, "!defined"},
		"name":               {head, "name: 2026-05-01\n" + logs, "!defined"},
		"right too":          {head, "variables:\n  v: \"5\"\n" + logs, "defined"},
	} {
		folder := mkdir(t, t.TempDir(), "C")
		write(t, filepath.Join(folder, "R.request.yaml"), c.request)
		write(t, filepath.Join(mkdir(t, folder, ".resources"), "definition.yaml"), "$kind: collection\n"+c.definition)
		ran := postman(t, "collection", "run", folder, "--color", "off")
		text := plain(ran.stdout + ran.stderr)
		if not, ok := strings.CutPrefix(c.says, "!"); ok && !strings.Contains(text, not) {
			c.says = ""
		}
		if !strings.Contains(text, c.says) && !(c.says == "0 requests" && !strings.Contains(text, "127.0.0.1:9/sent") && ran.code == 0) {
			t.Errorf("%s: Postman does not say %q: exit code %d, %s", name, c.says, ran.code, text)
		}
		files, err := inputs.ReadV3(folder)
		if err != nil {
			t.Fatal(err)
		}
		valid := !slices.ContainsFunc(files.Read().Findings, func(d diagnostic.Diagnostic) bool {
			return v3.Verdict(d.Rule) && d.Severity == diagnostic.Error
		})
		if valid != strings.HasPrefix(name, "right") {
			t.Errorf("%s: valid is %v", name, valid)
		}
	}
}

// lintLarge returns the vendor's linter on a folder with many findings. Of more than a pipe
// holds it drops the rest, so it writes to a file.
func lintLarge(t *testing.T, folder string) []map[string]any {
	t.Helper()
	to, err := os.Create(filepath.Join(t.TempDir(), "report.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	ran := executePrepared(t, 2*time.Minute, func(process *exec.Cmd) { process.Stdout = to }, postmanProgram(t), "collection", "lint", folder, "-r", "json")
	var report lintReport
	if err := json.Unmarshal(read(t, to.Name()), &report); err != nil {
		t.Fatalf("lint: exit code %d: %v\n%s", ran.code, err, ran.stderr)
	}
	return report.Diagnostics
}

// plant writes the mutants of a file below a folder, each as a request, or as the
// definition of a folder.
func plant(t *testing.T, folder string, f testkit.File, mutants map[string]string, seen map[string]bool) {
	t.Helper()
	isDefinition := strings.HasSuffix(f.Name, ".resources/definition.yaml")
	if !isDefinition && !strings.HasSuffix(f.Name, ".request.yaml") {
		return
	}
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(f.Text), &root); err != nil || root.Kind == 0 {
		return
	}
	var shape func(n *yaml.Node) any
	shape = func(n *yaml.Node) any {
		switch n.Kind {
		case yaml.DocumentNode:
			return shape(n.Content[0])
		case yaml.MappingNode:
			m := map[string]any{}
			for i := 0; i+1 < len(n.Content); i += 2 {
				m[n.Content[i].Value] = shape(n.Content[i+1])
			}
			return m
		case yaml.SequenceNode:
			list := []any{}
			for _, item := range n.Content {
				list = append(list, shape(item))
			}
			return list
		}
		var value any = n.Value
		if tag := n.ShortTag(); tag != "!!str" && tag != "!!timestamp" {
			if err := n.Decode(&value); err != nil {
				t.Fatal(err)
			}
		}
		return value
	}
	whole := shape(&root)
	add := func(what string) {
		text, err := json.Marshal(whole)
		if err != nil || seen[what+kindsIn(whole)] {
			return
		}
		seen[what+kindsIn(whole)] = true
		name := fmt.Sprintf("m%05d", len(mutants))
		if isDefinition {
			write(t, filepath.Join(mkdir(t, folder, name), "r.request.yaml"), "$kind: http-request\nurl: a\n")
			name += "/.resources/definition.yaml"
		} else {
			name += ".request.yaml"
		}
		mkdir(t, folder, path.Dir(name))
		write(t, filepath.Join(folder, filepath.FromSlash(name)), string(text))
		mutants[name] = what
	}
	add("as it is")
	var walk func(at string, value any, set func(any), remove func())
	walk = func(at string, value any, set func(any), remove func()) {
		for _, other := range []any{"text", 7, true, nil, []any{}, map[string]any{}, []any{"x"}, map[string]any{"k": "v"}} {
			set(other)
			add(fmt.Sprintf("%s is %v", at, other))
		}
		set(value)
		if remove != nil {
			remove()
			add(at + " is gone")
			set(value)
		}
		switch value := value.(type) {
		case map[string]any:
			if at != "/" {
				value["extra"] = "x"
				add(at + " has more")
				delete(value, "extra")
			}
			for _, key := range slices.Sorted(maps.Keys(value)) {
				walk(at+key+"/", value[key], func(v any) { value[key] = v }, func() { delete(value, key) })
			}
		case []any:
			for i := range min(len(value), 2) {
				walk(at+"*/", value[i], func(v any) { value[i] = v }, nil)
			}
		}
	}
	walk("/", whole, func(v any) { whole = v }, nil)
}

// kindsIn returns a value without its texts: what the linter judges by.
func kindsIn(value any) string {
	switch value := value.(type) {
	case map[string]any:
		var parts []string
		for _, key := range slices.Sorted(maps.Keys(value)) {
			part := kindsIn(value[key])
			if text, ok := value[key].(string); ok && (key == "$kind" || key == "type") {
				part = text
			}
			parts = append(parts, key+":"+part)
		}
		return "{" + strings.Join(parts, ",") + "}"
	case []any:
		var parts []string
		for _, item := range value {
			if part := kindsIn(item); !slices.Contains(parts, part) {
				parts = append(parts, part)
			}
		}
		return "[" + strings.Join(parts, ",") + "]"
	}
	return fmt.Sprintf("%T", value)
}

func mkdir(t *testing.T, folder, name string) string {
	t.Helper()
	made := filepath.Join(folder, filepath.FromSlash(name))
	if err := os.MkdirAll(made, 0o755); err != nil {
		t.Fatal(err)
	}
	return made
}
