package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

const ciPage = "docs/ci.md"

// part is a shell part of docs/ci.md.
type part struct {
	shell []string
	text  string
	env   map[string]string
}

// parts returns the shell parts of the page by name: its sh blocks by number,
// the steps of its workflows and the scripts of its GitLab jobs by job.
func parts(t *testing.T, w *workplace) map[string]part {
	t.Helper()
	all := map[string]part{}
	add := func(name string, p part) {
		if _, twice := all[name]; twice {
			t.Errorf("two parts are called %s", name)
		}
		all[name] = p
	}
	for i, block := range blocks(t, ciPage, "sh") {
		add(fmt.Sprint("sh ", i+1), part{shell: posix, text: block})
	}
	for _, block := range blocks(t, ciPage, "yaml") {
		file := strings.TrimPrefix(strings.SplitN(block, "\n", 2)[0], "# ")
		var whole map[string]yaml.Node
		if err := yaml.Unmarshal([]byte(block), &whole); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		switch file {
		case ".gitlab-ci.yml":
			gitlabParts(t, whole, add)
		case ".pre-commit-config.yaml":
			knownHooks(t, block)
		default:
			workflowParts(t, w, block, add)
		}
	}
	return all
}

func workflowParts(t *testing.T, w *workplace, block string, add func(string, part)) {
	t.Helper()
	var workflow struct {
		Jobs map[string]struct{ Steps []step }
	}
	if err := yaml.Unmarshal([]byte(block), &workflow); err != nil {
		t.Fatal(err)
	}
	inputs := readAction(t).Inputs
	for job, j := range workflow.Jobs {
		for _, s := range j.Steps {
			for name := range s.With {
				if _, ok := inputs[name]; !ok && strings.HasPrefix(s.Uses, "postwright/") {
					t.Errorf("%s: the action has no input %s", job, name)
				}
			}
			if s.Run == "" {
				continue
			}
			if anExpression.MatchString(s.Run) {
				t.Errorf("%s pastes an expression into a script", job)
			}
			env := map[string]string{}
			for key, value := range s.Env {
				env[key] = w.evaluate(value, func(expression string) (string, bool) {
					text, ok := map[string]string{"matrix.part": "2", "strategy.job-total": "4"}[expression]
					return text, ok
				})
			}
			add("github "+job, part{shell: githubShell, text: s.Run, env: env})
		}
	}
}

func gitlabParts(t *testing.T, whole map[string]yaml.Node, add func(string, part)) {
	t.Helper()
	var before []string
	for _, job := range append([]string{"default"}, slices.Sorted(maps.Keys(whole))...) {
		node := whole[job]
		var j struct {
			Script       []string
			BeforeScript []string `yaml:"before_script"`
		}
		if err := node.Decode(&j); err != nil {
			t.Fatalf("%s: %v", job, err)
		}
		if job == "default" {
			before = j.BeforeScript
			continue
		}
		if j.BeforeScript == nil {
			j.BeforeScript = before
		}
		add("gitlab "+job, part{shell: gitlabShell, text: strings.Join(slices.Concat(j.BeforeScript, j.Script), "\n"), env: map[string]string{
			"CI_NODE_INDEX": "2", "CI_NODE_TOTAL": "4",
			"CI_SERVER_HOST": "gitlab.example.com", "CI_PROJECT_PATH": "clinic/api", "CI_DEFAULT_BRANCH": "main",
			"POSTWRIGHT_TOKEN": "a-token",
			// The project's URL leads to the bare repository.
			"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "url.../origin.git.insteadOf",
			"GIT_CONFIG_VALUE_0": "https://postwright:a-token@gitlab.example.com/clinic/api.git",
		}})
	}
}

func knownHooks(t *testing.T, block string) {
	t.Helper()
	var config struct {
		Repos []struct{ Hooks []hook }
	}
	if err := yaml.Unmarshal([]byte(block), &config); err != nil {
		t.Fatal(err)
	}
	for _, used := range config.Repos[0].Hooks {
		if !slices.ContainsFunc(readHooks(t), func(h hook) bool { return h.ID == used.ID }) {
			t.Errorf("there is no hook %s", used.ID)
		}
	}
}

// expectation is the setup of a part and its expected result.
type expectation struct {
	prepare string // in the clone, before
	code    int
	output  []string // in its output
	check   func(t *testing.T, w *workplace)
}

const (
	// stale makes dist/ the output of an earlier run with fewer scopes.
	stale = "rm -r dist && postwright generate -o dist/ --scopes user:read && git add -A && git commit -qm stale && git push -q origin HEAD:main && git switch -qC main"
	// unsound adds an invalid collection.
	unsound = `printf '{"info": 7}' > ` + faulty + " && git add -A && git commit -qm unsound"
)

// expectations lists for each part how it succeeds, and how it reports
// problems.
var expectations = map[string][]expectation{
	"sh 1": { // the commands, one by one
		{output: []string{"1 file: valid", "1 file: nothing found"}},
		{prepare: unsound, code: exitProblems, output: []string{faulty + ":1:"}},
		{prepare: "printf ' ' >> " + sound, code: exitProblems, output: []string{sound}},
		{prepare: stale, code: exitProblems, output: []string{"labs:read"}},
	},
	"sh 2": { // what changed on this branch
		{},
		{prepare: unsound, code: 123, output: []string{faulty + ":1:", "1 file: "}}, // xargs's exit code
	},
	"sh 3": { // a part of the files
		{check: func(t *testing.T, w *workplace) {
			if !strings.Contains(w.read("clone/lint.sarif"), "sarif-schema-2.1.0.json") {
				t.Error("no SARIF")
			}
		}},
	},
	"sh 4": { // the parts joined
		{prepare: manyFiles + lintParts("sarif") + lintParts("json"), check: joinedEqualsWhole("sarif", "json")},
		{prepare: lintParts("sarif") + lintParts("json"), check: joinedEqualsWhole("sarif", "json")}, // most parts are empty
	},
	"github part": {
		{prepare: manyFiles, code: exitProblems, check: isPart("2", "sarif")},
		{check: isPart("2", "sarif")},
	},
	"github join": {
		{prepare: manyFiles + lintParts("sarif"), check: joinedEqualsWhole("sarif")},
	},
	"gitlab part": {
		{prepare: manyFiles, code: exitProblems, check: isPart("2", "json")},
		{check: isPart("2", "json")},
	},
	"gitlab join": {
		{prepare: manyFiles + lintParts("json"), check: joinedEqualsWhole("json")},
	},
	"sh 5": { // git's own hook
		{prepare: "git add -A"},
		{prepare: `printf '{"info": 7}' > ` + faulty + " && git add -A", code: 123, output: []string{faulty + ":1:"}},
	},
	"sh 6": { // the merge driver
		{check: mergesRequests},
	},
	"github stale": {
		{},
		{prepare: stale, code: exitProblems},
	},
	"github regenerate": {
		{output: []string{"Nothing changed."}, check: nothingPushed},
		{prepare: stale, output: []string{"gh pr create"}, check: func(t *testing.T, w *workplace) {
			regenerated(t, w)
			if body := w.read("body"); !strings.Contains(body, "labs:read") {
				t.Errorf("the pull request says\n%s", body)
			}
		}},
		{prepare: stale + " && touch ../there", output: []string{"gh pr create", "gh pr edit"}, check: regenerated},
	},
	"gitlab collections": {
		{check: func(t *testing.T, w *workplace) {
			if !strings.Contains(w.read("clone/postwright.xml"), "<testsuites") {
				t.Error("no JUnit report")
			}
		}},
		{prepare: unsound, code: exitProblems},
	},
	"gitlab stale": {
		{},
		{prepare: stale, code: exitProblems},
	},
	"gitlab regenerate": {
		{output: []string{"Nothing changed."}, check: nothingPushed},
		{prepare: stale, check: func(t *testing.T, w *workplace) {
			regenerated(t, w)
			pushed := w.read("origin.git/pushed.log")
			for _, want := range []string{"=merge_request.create\n", "=merge_request.target=main\n"} {
				if !strings.Contains(pushed, want) {
					t.Errorf("no %q in\n%s", want, pushed)
				}
			}
			if message := w.must("git log -1 --format=%B"); !strings.HasPrefix(message, "Regenerate the collection\n\n") || !strings.Contains(message, "labs:read") {
				t.Errorf("the commit says\n%s", message)
			}
		}},
	},
}

// TestCIPage runs the shell parts of docs/ci.md, each with and without
// problems.
func TestCIPage(t *testing.T) {
	takesLong(t)
	needJQ(t)
	base := newWorkplace(t)
	base.script("stubs/gh", `test -n "$GH_TOKEN"
echo "gh $1 $2"
verb=$2
while [ "$1" != --body-file ]; do shift; done
cp "$2" ../body
test "$verb" != create -o ! -e ../there`)
	base.script("stubs/apt-get", `test "$1 $2" = "-qq update" || test "$*" = "-qq install jq"`)
	base.script("stubs/go", `test "$*" = "install github.com/postwright/postwright/cmd/postwright@v0.1.0"`)
	found := parts(t, base)
	for name := range expectations {
		if _, ok := found[name]; !ok {
			t.Errorf("%s has no part %s", ciPage, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		p := found[name]
		if len(expectations[name]) == 0 {
			t.Errorf("nobody says what comes of %s:\n%s", name, p.text)
		}
		for _, e := range expectations[name] {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				w := base.copy(t)
				if e.prepare != "" {
					w.must(e.prepare)
				}
				var env []string
				for _, key := range slices.Sorted(maps.Keys(p.env)) {
					env = append(env, key+"="+p.env[key])
				}
				ran := w.shell(p.shell, p.text, env...)
				if ran.code != e.code {
					t.Errorf("exit code %d, want %d", ran.code, e.code)
				}
				for _, want := range e.output {
					if !strings.Contains(ran.output, want) {
						t.Errorf("no %q", want)
					}
				}
				if e.check != nil {
					e.check(t, w)
				}
			})
		}
	}
}

func nothingPushed(t *testing.T, w *workplace) {
	t.Helper()
	if pushed := w.read("origin.git/pushed.log"); pushed != "" {
		t.Errorf("pushed:\n%s", pushed)
	}
}

// regenerated checks that the branch is at the origin, with the output of
// generate.
func regenerated(t *testing.T, w *workplace) {
	t.Helper()
	w.must("git -C ../origin.git show postwright/regenerate:" + stock + " > ../pushed.json && postwright generate -o - > ../new.json && cmp ../pushed.json ../new.json")
}

// mergesRequests checks that git, as configured, merges branches that changed
// neighboring requests, and leaves a conflict if both changed the same one.
func mergesRequests(t *testing.T, w *workplace) {
	t.Helper()
	w.file(".gitattributes", blocks(t, ciPage, "gitattributes")[0])
	of := func(first, second string) string {
		return strings.Replace(soundText, `"item": []`, `"item": [
		{"id": "1", "name": "a", "request": "`+first+`"},
		{"id": "2", "name": "b", "request": "`+second+`"}
	]`, 1)
	}
	commit := func(branch, text string) {
		w.must("git switch -q " + branch)
		w.file(sound, text)
		w.must("git add -A && git commit -qm change")
	}
	commit("-C base", of("one", "two"))
	w.must("git branch theirs")
	commit("-c ours", of("one!", "two"))
	commit("theirs", of("one", "two!"))
	w.must("git switch -q ours && git merge -q --no-edit theirs")
	merged := w.read("clone/" + sound)
	if !strings.Contains(merged, "one!") || !strings.Contains(merged, "two!") {
		t.Errorf("merged is\n%s", merged)
	}
	commit("theirs", of("one!!", "two!"))
	if ran := w.shell(posix, "git switch -q ours && git merge -q --no-edit theirs"); ran.code != exitProblems {
		t.Errorf("a conflict gives %d", ran.code)
	}
}
