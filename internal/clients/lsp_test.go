package clients

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/postwright/postwright/internal/testkit"
)

// edited are the files that the editors work on.
var edited = map[string]string{
	"c.postman_collection.json": `{
	"info": {"name": "Clinic 😀", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
	"item": [
		{"name": "Get 😀", "request": {"method": "GET", "url": {"raw": "https://{{host}}/patients/{id}", "protocol": "https", "host": ["{{host}}"], "path": ["patients", "{id}"]}}},
		{"name": "Get a visit", "request": {"method": "GET", "url": {"raw": "https://{{host}}/visits/{key}", "protocol": "https", "host": ["{{host}}"], "path": ["visits", "{key}"]}}}
	]
}
`,
	"e.postman_environment.json": `{"name": "E", "values": [{"key": "host", "value": "api.example.com", "enabled": true}]}`,
	"postwright.yaml":            "environment: e.postman_environment.json\n",
}

// workspace returns a folder with the files.
func workspace(t *testing.T) string {
	t.Helper()
	folder, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range edited {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// formatted checks the collection after the fixes, the rename and formatting.
func formatted(t *testing.T, text string) {
	t.Helper()
	d := testkit.Parse(t, text)
	for pointer, want := range map[string]string{
		"/item/0/request/url/raw": "https://{{server}}/patients/:id", "/item/0/request/url/path/1": ":id", "/item/0/request/url/variable/0/key": "id",
		"/item/1/request/url/host/0": "{{server}}",
	} {
		if got := d.Lookup(pointer); !got.Is(want) {
			t.Errorf("%s is %s, want %q", pointer, got.Raw(), want)
		}
	}
	if !strings.HasPrefix(text, "{\n\t\"info\": {\n\t\t\"name\": \"Clinic 😀\",\n") {
		t.Errorf("the text is not formatted: %.80q", text)
	}
}

// TestLanguageClient has the library of VS Code's client play a session: it refuses what
// is not of the protocol's types.
func TestLanguageClient(t *testing.T) {
	t.Parallel()
	requireNode(t)
	ran := execute(t, "node", "testdata/lsp.mjs", build(t), workspace(t))
	var seen struct {
		Errors, Watches, Found, Fixed, FixedAll, Completion, Symbols, Definition, Actions []string
		Server, Hover, Environment, Text                                                  string
		Code                                                                              *int
	}
	if err := json.Unmarshal([]byte(ran.stdout), &seen); err != nil {
		t.Fatalf("%v\n%s%s", err, ran.stdout, ran.stderr)
	}
	if len(seen.Errors) > 0 || ran.stderr != "" || seen.Server != "postwright" || seen.Code == nil || *seen.Code != 0 {
		t.Errorf("%+v %s", seen, ran.stderr)
	}
	for what, lists := range map[string][2][]string{
		"watches":    {seen.Watches, {"workspace/didChangeWatchedFiles"}},
		"found":      {seen.Found, {"path-variable-braces", "path-variable-braces"}},
		"fixed":      {seen.Fixed, {"path-variable-braces"}},
		"fixed all":  {seen.FixedAll, {}},
		"completion": {seen.Completion, {"host", "$guid"}},
		"symbols":    {seen.Symbols, {"Get 😀", "Get a visit"}},
		"definition": {seen.Definition, {"e.postman_environment.json"}},
	} {
		if !slices.Equal(lists[0], lists[1]) {
			t.Errorf("%s: %q, want %q", what, lists[0], lists[1])
		}
	}
	if len(seen.Actions) < 4 || !strings.HasPrefix(seen.Actions[0], "quickfix Fix path-variable-braces: ") {
		t.Errorf("actions: %q", seen.Actions)
	}
	if !strings.Contains(seen.Hover, "`api.example.com`") || !strings.Contains(seen.Environment, `"server"`) {
		t.Errorf("hover %q, environment %q", seen.Hover, seen.Environment)
	}
	formatted(t, seen.Text)
	proven(t, "vscode-languageserver-protocol opens, completes, fixes, renames and formats, and takes every answer for what it should be")
}

// TestNeovim plays a session in Neovim, with the configuration that docs/editors.md has.
func TestNeovim(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("the real clients are not run with -short; run `make clients`")
	}
	neovim, err := exec.LookPath("nvim")
	if err != nil {
		const missing = "there is no Neovim here; on Debian: apt-get install neovim"
		if os.Getenv("CI") != "" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	page, err := os.ReadFile("../../docs/editors.md")
	if err != nil {
		t.Fatal(err)
	}
	_, config, _ := strings.Cut(string(page), "\n```lua\n")
	config, _, ok := strings.Cut(config, "\n```\n")
	if !ok {
		t.Fatal("docs/editors.md has no configuration for Neovim")
	}
	session, err := filepath.Abs("testdata/lsp.lua")
	if err != nil {
		t.Fatal(err)
	}
	init := filepath.Join(t.TempDir(), "init.lua")
	if err := os.WriteFile(init, []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	folder, program := workspace(t), build(t)
	ran := executePrepared(t, 2*time.Minute, func(c *exec.Cmd) {
		c.Dir = folder
		c.Env = append(c.Env, "PATH="+filepath.Dir(program)+string(os.PathListSeparator)+os.Getenv("PATH"))
	}, neovim, "--headless", "--clean", "-n", "-u", init, "-c", "luafile "+session)
	text, err := os.ReadFile(filepath.Join(folder, "seen.json"))
	if err != nil {
		t.Fatalf("%v\n%s%s", err, ran.stdout, ran.stderr)
	}
	var seen struct {
		Errors, Found, Fixed []string
		Action, Hover        string
	}
	if err := json.Unmarshal(text, &seen); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if len(seen.Errors) > 0 || len(seen.Found) != 2 || len(seen.Fixed) != 1 || !strings.HasPrefix(seen.Action, "Fix path-variable-braces: ") || !strings.Contains(seen.Hover, "path-variable-braces") {
		t.Errorf("%s\n%s%s", text, ran.stdout, ran.stderr)
	}
	after, err := os.ReadFile(filepath.Join(folder, "c.postman_collection.json"))
	if err != nil {
		t.Fatal(err)
	}
	formatted(t, string(after))
	environment, err := os.ReadFile(filepath.Join(folder, "e.postman_environment.json"))
	if err != nil || !strings.Contains(string(environment), `"server"`) {
		t.Errorf("%v, %s", err, environment)
	}
	proven(t, "Neovim opens, fixes, renames and formats with the configuration of docs/editors.md")
}
