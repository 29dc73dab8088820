package clients

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/postwright/postwright/internal/testkit"
)

// TestDocumentedRuns does what README.md and docs/getting-started.md show, from
// the first command to Newman's run against the sandbox, as they write it.
// TestHeadless is for docs/headless.md, TestShellParts for the rest, with docs/git.md,
// which uploads to an account and compares two checkouts.
func TestDocumentedRuns(t *testing.T) {
	requireNode(t)
	pages := map[string][]testkit.ShellPart{}
	for _, p := range testkit.ShellParts(t) {
		pages[p.Page] = append(pages[p.Page], p)
	}
	for page, parts := range pages {
		if page == "docs/headless.md" || page == "docs/git.md" {
			continue
		}
		last := -1
		for i, p := range parts {
			if p.NeedsClient() {
				last = i
			}
		}
		if last < 0 {
			continue
		}
		t.Run(page, func(t *testing.T) {
			follow(t, parts[:last+1])
		})
	}
	for _, page := range []string{"README.md", "docs/getting-started.md"} {
		if len(pages[page]) == 0 {
			t.Errorf("%s shows no commands", page)
		}
	}
}

// follow runs shell parts one after the other. A sandbox goes on serving to the
// end, as in a terminal of its own.
func follow(t *testing.T, parts []testkit.ShellPart) {
	folder := t.TempDir()
	programs := filepath.Join(folder, "bin")
	if err := os.Mkdir(programs, 0o755); err != nil {
		t.Fatal(err)
	}
	modules, err := filepath.Abs("testdata/node_modules")
	if err != nil {
		t.Fatal(err)
	}
	for name, script := range map[string]string{
		"postwright": "exec " + build(t) + ` "$@"`,
		"newman":     "exec node " + modules + `/newman/bin/newman.js "$@"`,
		"npx":        `exec "$@"`,
		"make":       `[ "$1" != generate ] || exec postwright generate -o dist/`,
		"go":         ":", // it would install what is here already
		"docker":     ":",
	} {
		if err := os.WriteFile(filepath.Join(programs, name), []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	in := func(c *exec.Cmd) {
		c.Dir = folder
		c.Env = []string{"PATH=" + programs + string(os.PathListSeparator) + os.Getenv("PATH"), "HOME=" + home(t), "NO_COLOR=1"}
	}
	sent := 0
	for _, p := range parts {
		if strings.HasPrefix(p.Text, "postwright sandbox ") {
			serveBeside(t, in, p.Text)
			continue
		}
		ran := executePrepared(t, 4*time.Minute, in, "sh", "-ec", p.Text)
		if ran.code != 0 {
			t.Fatalf("%s: exit code %d\n%s%s", p.Text, ran.code, ran.stdout, ran.stderr)
		}
		if p.NeedsClient() {
			sent++
			if strings.Count(ran.stdout, "[200 OK") != 2 || !strings.Contains(ran.stdout, getUser) || !strings.Contains(ran.stdout, refresh) {
				t.Errorf("%s: these are not two requests that went well\n%s", p.Text, ran.stdout)
			}
		}
	}
	if sent == 0 {
		t.Error("no collection was run")
	}
	proven(t, "the page's commands lead to a run of the collection")
}

// serveBeside starts a sandbox, waits until it listens, and interrupts it at the
// end of the test.
func serveBeside(t *testing.T, prepare func(*exec.Cmd), command string) {
	t.Helper()
	c := exec.Command("sh", "-c", "exec "+command)
	prepare(c)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Signal(os.Interrupt)
		if err := c.Wait(); err != nil {
			t.Errorf("%s ends with %v", command, err)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "listening on ") {
		t.Fatalf("%s says %q, %v", command, line, err)
	}
}
