package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

type hook struct {
	ID, Name, Entry, Language, Files string
	Args                             []string
	PassFilenames                    *bool `yaml:"pass_filenames"`
}

func readHooks(t *testing.T) []hook {
	t.Helper()
	var hooks []hook
	text, err := os.ReadFile("../../.pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, &hooks); err != nil {
		t.Fatal(err)
	}
	return hooks
}

// TestPreCommitHooks: each hook passes valid files, and fails on or changes
// others.
func TestPreCommitHooks(t *testing.T) {
	takesLong(t)
	base := newWorkplace(t)
	for _, h := range readHooks(t) {
		t.Run(h.ID, func(t *testing.T) {
			w := base.copy(t)
			w.file(faulty, strings.Replace(soundText, `"item": []`, `"item": 7`, 1))
			w.must("postwright generate -o stale/ --scopes user:read 2>&1")
			if h.PassFilenames != nil && !*h.PassFilenames {
				w.must(h.Entry + " -o dist/ 2>&1")
				if ran := w.shell(posix, h.Entry+" -o stale/"); ran.code != exitProblems {
					t.Errorf("a stale folder gives %d", ran.code)
				}
				return
			}
			files := regexp.MustCompile(h.Files)
			if !files.MatchString(sound) || files.MatchString("postwright.lock") || h.Language != "golang" {
				t.Errorf("it takes other files: %+v", h)
			}
			for _, name := range []string{"postman/collections/A/R.request.yaml", ".resources/definition.yaml", "a/.resources/definition.yml", "e.environment.yaml"} {
				if h.ID != "postwright-fmt" && !files.MatchString(name) {
					t.Errorf("it leaves out %s", name)
				}
			}
			// As pre-commit does: the entry, its arguments, the files.
			h.Entry = strings.Join(append([]string{h.Entry}, h.Args...), " ")
			w.must(h.Entry + " " + sound + " 2>&1 && git diff --exit-code")
			w.must("cp " + sound + " ./--output=x.postman_collection.json && " + h.Entry + " --output=x.postman_collection.json 2>&1 && rm ./--output=x.postman_collection.json")
			w.file(sound, strings.ReplaceAll(soundText, "\t", ""))
			ran := w.shell(posix, "git add -A; "+h.Entry+" "+sound+" "+faulty+" && git diff --exit-code")
			if ran.code != exitProblems {
				t.Errorf("files that are not right give %d", ran.code)
			}
		})
	}
}
