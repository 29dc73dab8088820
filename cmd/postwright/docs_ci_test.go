package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// workplace is where the shell parts of docs/ci.md and action.yml run: a
// clone of a repository with collections, on branch work, and its own home
// folder. The bare repository is in origin.git; what is pushed there is in
// its pushed.log.
type workplace struct {
	t    *testing.T
	root string
	dir  string // the clone
	env  []string
}

// shellRun is the result of a shell part.
type shellRun struct {
	code   int
	output string // of both streams
}

const (
	sound  = "collections/sound.postman_collection.json"
	faulty = "collections/faulty.postman_collection.json"
	stock  = "dist/drchrono.postman_collection.json"
)

const soundText = `{
	"info": {
		"name": "Clinic",
		"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
	},
	"item": []
}
`

func newWorkplace(t *testing.T) *workplace {
	t.Helper()
	requirePrograms(t, "bash", "git")
	w := emptyWorkplace(t)
	w.write("home/.gitconfig", "[user]\n\tname = Test\n\temail = test@example.com\n")
	w.write("github.path", "")
	w.write("github.output", "")
	w.write("origin.git/.keep", "")
	w.file(sound, soundText)
	w.must(`git init -q --bare -b main ../origin.git
git -C ../origin.git config receive.advertisePushOptions true
git init -q -b main
git remote add origin ../origin.git
postwright generate -o dist/
git add -A
git commit -qm base
git push -q -u origin main
git switch -qc work`)
	w.script("origin.git/hooks/pre-receive", `cat >> pushed.log; env | grep '^GIT_PUSH_OPTION_[0-9]' | sort >> pushed.log`)
	return w
}

// requirePrograms skips the test if one of the programs is missing.
func requirePrograms(t *testing.T, programs ...string) {
	t.Helper()
	for _, program := range programs {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("there is no %s", program)
		}
	}
}

// copy returns a separate copy of the workplace.
func (w *workplace) copy(t *testing.T) *workplace {
	t.Helper()
	c := emptyWorkplace(t)
	if err := os.CopyFS(c.root, os.DirFS(w.root)); err != nil {
		t.Fatal(err)
	}
	return c
}

func emptyWorkplace(t *testing.T) *workplace {
	root := t.TempDir()
	at := func(name string) string { return filepath.Join(root, name) }
	return &workplace{t: t, root: root, dir: at("clone"), env: []string{
		"PATH=" + at("stubs") + string(filepath.ListSeparator) + os.Getenv("PATH"),
		"HOME=" + at("home"), "TMPDIR=" + root, "RUNNER_TEMP=" + root, "GIT_CONFIG_NOSYSTEM=1",
		"GITHUB_PATH=" + at("github.path"), "GITHUB_OUTPUT=" + at("github.output"),
	}}
}

// write writes a file below the root.
func (w *workplace) write(name, text string) {
	w.t.Helper()
	path := filepath.Join(w.root, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		w.t.Fatal(err)
	}
}

// file writes a file in the clone.
func (w *workplace) file(name, text string) {
	w.t.Helper()
	w.write(filepath.Join("clone", name), text)
}

// script writes a program below the root.
func (w *workplace) script(name, text string) {
	w.t.Helper()
	w.write(name, "#!/bin/sh\n"+text+"\n")
	if err := os.Chmod(filepath.Join(w.root, name), 0o755); err != nil {
		w.t.Fatal(err)
	}
}

// read returns a file below the root; "" if there is none.
func (w *workplace) read(name string) string {
	text, _ := os.ReadFile(filepath.Join(w.root, name))
	return string(text)
}

// shell runs a shell part in the clone, as a file, as CI systems do.
func (w *workplace) shell(shell []string, part string, env ...string) shellRun {
	w.t.Helper()
	w.write("part.sh", part)
	c := exec.CommandContext(w.t.Context(), shell[0], append(shell[1:], filepath.Join(w.root, "part.sh"))...)
	c.Dir, c.Env = w.dir, slices.Concat(w.env, env)
	output, _ := c.CombinedOutput()
	w.t.Logf("%s\n%s", part, output)
	return shellRun{c.ProcessState.ExitCode(), string(output)}
}

// How CI systems call their shells.
var (
	posix        = []string{"sh", "-e"}
	githubShell  = []string{"bash", "-e"}                                            // of a workflow's step
	githubBash   = []string{"bash", "--noprofile", "--norc", "-e", "-o", "pipefail"} // of an action's, "shell: bash"
	gitlabShell  = []string{"bash", "-e", "-o", "pipefail"}
	anExpression = regexp.MustCompile(`\$\{\{\s*(.*?)\s*\}\}`)
)

func (w *workplace) must(part string) string {
	w.t.Helper()
	ran := w.shell(posix, part)
	if ran.code != 0 {
		w.t.Fatalf("%s: exit code %d\n%s", part, ran.code, ran.output)
	}
	return ran.output
}

// step is a step of a workflow or an action.
type step struct {
	ID, Name, Uses, Run, Shell string
	If                         string
	Env, With                  map[string]string
}

type action struct {
	Inputs map[string]struct {
		Description string
		Default     string
	}
	Outputs map[string]struct{ Value string }
	Runs    struct {
		Using string
		Steps []step
	}
}

func readAction(t *testing.T) action {
	t.Helper()
	var a action
	text, err := os.ReadFile("../../action.yml")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// run runs the action's steps of a name, with a workflow's inputs.
func (a action) run(w *workplace, name string, inputs map[string]string) shellRun {
	w.t.Helper()
	for name := range inputs {
		if _, ok := a.Inputs[name]; !ok {
			w.t.Fatalf("the action has no input %s", name)
		}
	}
	for _, s := range a.Runs.Steps {
		if s.Name != name {
			continue
		}
		var env []string
		for key, value := range s.Env {
			env = append(env, key+"="+w.evaluate(value, func(expression string) (string, bool) {
				input, ok := strings.CutPrefix(expression, "inputs.")
				if _, known := a.Inputs[input]; !ok || !known {
					return "", false
				}
				if given, ok := inputs[input]; ok {
					return given, true
				}
				return a.Inputs[input].Default, true
			}))
		}
		return w.shell(githubBash, s.Run, env...)
	}
	w.t.Fatalf("the action has no step %s", name)
	return shellRun{}
}

// evaluate replaces the expressions in a value as GitHub does.
func (w *workplace) evaluate(value string, more func(expression string) (string, bool)) string {
	w.t.Helper()
	return anExpression.ReplaceAllStringFunc(value, func(found string) string {
		expression := anExpression.FindStringSubmatch(found)[1]
		switch expression {
		case "github.token":
			return "a-token"
		case "github.base_ref":
			return "main"
		case "github.action_ref":
			return "v1.2.3"
		}
		if text, ok := more(expression); ok {
			return text
		}
		w.t.Errorf("what is %s?", found)
		return ""
	})
}

// TestAction runs the shell parts of action.yml.
func TestAction(t *testing.T) {
	a := readAction(t)
	if a.Runs.Using != "composite" || a.Outputs["sarif"].Value != "${{ steps.lint.outputs.sarif }}" {
		t.Errorf("the action is %+v", a)
	}
	for _, s := range a.Runs.Steps {
		if (s.Run == "") == (s.Uses == "") || s.Run != "" && s.Shell != "bash" || anExpression.MatchString(s.Run) {
			t.Errorf("a step is not right, or pastes an expression into a script: %+v", s)
		}
		if s.Name == "Lint" && (s.ID != "lint" || s.If != "inputs.lint != ''") {
			t.Errorf("the step that lints is %+v", s)
		}
	}
	const bad = `{"info": {"name": "F", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [{"name": "r", "request": {"url": "u", "auth": {"type": "oath2"}}}]}`
	const annotation = "::error file=" + faulty + ",line=1,"

	base := newWorkplace(t)
	t.Run("build", func(t *testing.T) {
		if testing.Short() {
			t.Skip("building takes seconds; not with -short")
		}
		w := base.copy(t)
		here, err := filepath.Abs("../..")
		if err != nil {
			t.Fatal(err)
		}
		cache := strings.TrimSpace(string(printed(t, "go", "env", "GOCACHE")))
		modules := strings.TrimSpace(string(printed(t, "go", "env", "GOMODCACHE")))
		w.env = append(w.env, "GITHUB_ACTION_PATH="+here, "GOCACHE="+cache, "GOMODCACHE="+modules)
		if ran := a.run(w, "Build postwright", nil); ran.code != 0 {
			t.Fatal(ran.output)
		}
		folder := strings.TrimSpace(w.read("github.path"))
		if version := string(printed(t, filepath.Join(folder, "postwright"), "version")); !strings.HasPrefix(version, "postwright v1.2.3 ") {
			t.Errorf("what was built says %q", version)
		}
	})

	for _, c := range []struct {
		name    string
		prepare string // in the clone, on a branch of main
		inputs  map[string]string
		code    int
		want    []string // in the output
		not     []string
		sarif   string // in the report; "" for none
	}{
		{name: "nothing to find", inputs: map[string]string{"lint": "collections\ndist/"}, want: []string{"2 files: nothing found"}},
		{name: "a finding", prepare: "cp bad " + faulty, inputs: map[string]string{"lint": "collections\n", "sarif": "out.sarif"},
			code: 1, want: []string{annotation}, sarif: `"uri":"` + faulty},
		{name: "arguments", prepare: "cp bad " + faulty, inputs: map[string]string{"lint": "collections", "arguments": "--disable=schema\n--disable=missing-name"},
			want: []string{"2 files: "}, not: []string{annotation}},
		{name: "only what changed", prepare: "cp bad " + faulty + " && git add -A && git commit -qm faulty && git rm -q " + sound + " && cp bad elsewhere.json && git add -A && git commit -qm more",
			inputs: map[string]string{"lint": ".", "changed-since": "origin/main", "sarif": "out.sarif"},
			code:   1, want: []string{annotation, "1 file: "}, sarif: `"uri":"` + faulty},
		{name: "the v3 collections that changed", prepare: "for c in A B; do mkdir -p api/postman/collections/$c/.resources; printf '$kind: http-request\\nurl: {{a}}\\n' > api/postman/collections/$c/R.request.yaml; done && git add -A && git commit -qm v3 && git switch -qc more && printf '$kind: collection\\n' > api/postman/collections/B/.resources/definition.yaml && git add -A && git commit -qm more",
			inputs: map[string]string{"lint": "api", "changed-since": "HEAD~1"},
			code:   1, want: []string{"::error file=api/postman/collections/B/R.request.yaml,line=2,", "2 files: "}, not: []string{"collections/A"}},
		{name: "a pattern", prepare: "cp bad elsewhere.json && git add -A && git commit -qm more",
			inputs: map[string]string{"lint": "collections/\n*.json", "changed-since": "main"},
			code:   1, want: []string{"::error file=elsewhere.json,", "1 file: "}},
		{name: "a pattern with braces", prepare: "mkdir -p a/b c && cp bad a/b/x.json && cp bad c/x.json && cp bad d.json && git add -A && git commit -qm more",
			inputs: map[string]string{"lint": "{a/{b,z}/,}*.json\n{c/x,q}.json", "changed-since": "main"},
			code:   1, want: []string{"::error file=a/b/x.json,", "::error file=c/x.json,", "::error file=d.json,", "3 files: "}},
		{name: "braces that did not change", inputs: map[string]string{"lint": "{collections,dist}/*.json", "changed-since": "main"}, want: []string{"No collection changed since main."}},
		{name: "a pattern that names nothing", inputs: map[string]string{"lint": "collections\ncolections/**/*.json", "changed-since": "main"},
			code: 2, want: []string{"::error::no file matches colections/**/*.json"}},
		{name: "braces that name nothing", inputs: map[string]string{"lint": "{x,y}/*.json", "changed-since": "main"}, code: 2, want: []string{"::error::no file matches {x,y}/*.json"}},
		{name: "a file that is not there", inputs: map[string]string{"lint": "absent.json", "changed-since": "main"}, code: 2, want: []string{"::error::no file matches absent.json"}},
		{name: "a folder without collections", prepare: "mkdir empty", inputs: map[string]string{"lint": "empty", "changed-since": "main"}, code: 2, want: []string{"::error::no file matches empty"}},
		{name: "outside of the repository", prepare: "mkdir ../outside", inputs: map[string]string{"lint": "../outside", "changed-since": "main"}, code: 2, want: []string{"::error::no file matches ../outside"}},
		{name: "names of nothing", inputs: map[string]string{"lint": "\n\n", "changed-since": "main"}, code: 2, want: []string{"::error::the input lint names no file"}},
		{name: "a name with braces", prepare: "cp bad '{a}.json' && git add -A && git commit -qm braces",
			inputs: map[string]string{"lint": "{a}.json", "changed-since": "main"}, code: 1, want: []string{"::error file={a}.json,"}},
		{name: "what the branch did not change", prepare: "git switch -q main && cp bad " + faulty + " && git add -A && git commit -qm theirs && git switch -q work && echo > note && git add -A && git commit -qm ours",
			inputs: map[string]string{"lint": ".", "changed-since": "main", "sarif": "out.sarif"}, want: []string{"No collection changed since main."}},
		{name: "another configuration", prepare: "echo 'rules: {schema: warning}' > collections/postwright.yaml && git add -A && git commit -qm rules",
			inputs: map[string]string{"lint": ".", "changed-since": "main"}, want: []string{"2 files: nothing found"}},
		{name: "another document", prepare: "printf 'openapi: 3.0.3\\ninfo: {title: T, version: \"1\"}\\npaths: {}\\n' > api.yaml && git add -A && git commit -qm api",
			inputs: map[string]string{"lint": ".", "changed-since": "main", "arguments": "--openapi=api.yaml"}, want: []string{"2 files: nothing found"}},
		{name: "another document that an argument of two lines names", prepare: "printf 'openapi: 3.0.3\\ninfo: {title: T, version: \"1\"}\\npaths: {}\\n' > api.yaml && git add -A && git commit -qm api",
			inputs: map[string]string{"lint": ".", "changed-since": "main", "arguments": "--openapi\napi.yaml"}, want: []string{"2 files: nothing found"}},
		{name: "another document that a configuration names", prepare: "mkdir api; printf 'profile: recommended\\nopenapi: \"../api/the api.yaml\" # ours\\n' > collections/postwright.yaml; printf 'openapi: 3.0.3\\ninfo: {title: T, version: \"1\"}\\npaths: {}\\n' > 'api/the api.yaml'; git add -A && git commit -qm api && git switch -qc more && echo >> 'api/the api.yaml' && git commit -qam more",
			inputs: map[string]string{"lint": ".", "changed-since": "HEAD~1"}, want: []string{"2 files: nothing found"}},
		{name: "another environment that a configuration names", prepare: "echo '{\"name\": \"E\", \"values\": []}' > e.json; printf \"'environment': e.json\\r\\n\" > postwright.yaml; git add -A && git commit -qm api && git switch -qc more && echo >> e.json && git commit -qam more",
			inputs: map[string]string{"lint": ".", "changed-since": "HEAD~1"}, want: []string{"2 files: nothing found"}},
		{name: "a document that another configuration names", prepare: "printf '# openapi: note\\nprofile: recommended\\n' > postwright.yaml; echo > note; git add -A && git commit -qm api && git switch -qc more && echo >> note && git commit -qam more",
			inputs: map[string]string{"lint": ".", "changed-since": "HEAD~1"}, want: []string{"No collection changed since HEAD~1."}},
		{name: "no common history", inputs: map[string]string{"lint": ".", "changed-since": "origin/nowhere"},
			code: 2, want: []string{"::error::origin/nowhere has no history in common with this checkout"}},
		{name: "a name that looks like a flag", prepare: "mkdir more && cp bad more/--fix.postman_collection.json && cp bad -- --fix.json && git add -A && git commit -qm flags",
			inputs: map[string]string{"lint": "*.json\nmore", "changed-since": "main"}, code: 1, want: []string{"file=--fix.json,", "file=more/--fix.postman_collection.json,"}},
		{name: "unreadable", inputs: map[string]string{"lint": "absent", "sarif": "out.sarif"}, code: 2, want: []string{"there is no such file"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := base.copy(t)
			w.file("bad", bad)
			w.must("echo bad > .git/info/exclude; " + c.prepare)
			ran := a.run(w, "Lint", c.inputs)
			if ran.code != c.code {
				t.Errorf("exit code %d, want %d", ran.code, c.code)
			}
			for _, want := range c.want {
				if !strings.Contains(ran.output, want) {
					t.Errorf("no %q", want)
				}
			}
			for _, not := range c.not {
				if strings.Contains(ran.output, not) {
					t.Errorf("there is %q", not)
				}
			}
			report, outputs := strings.ReplaceAll(w.read("clone/out.sarif"), `": "`, `":"`), w.read("github.output")
			if (c.sarif != "") != (outputs == "sarif=out.sarif\n") || !strings.Contains(report, c.sarif) {
				t.Errorf("the outputs are %q, the report\n%.500s", outputs, report)
			}
		})
	}
}

func printed(t *testing.T, program string, args ...string) []byte {
	t.Helper()
	text, err := exec.CommandContext(t.Context(), program, args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	return text
}
