package clients

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/postwright/postwright/internal/testkit"
)

// TestHeadless runs the nightly job of docs/headless.md, with Newman and with the
// Postman CLI.
func TestHeadless(t *testing.T) {
	requireNode(t)
	shell := headlessParts(t)
	generate, script, cli := shell[0], shell[3], shell[4]
	for name, script := range map[string]string{"Newman": script, "Postman CLI": withLine(t, script, "newman run ", cli)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			j := prepare(t, generate, script)
			t.Run("a new refresh token is handed on", j.handsOn)
			t.Run("also when a test fails", j.handsOnAfterFailure)
			t.Run("a refused one is not", j.refused)
			t.Run("against the sandbox", j.sandbox)
			t.Run("with secrets missing", j.incomplete)
			t.Run("interrupted", j.interrupted)
			t.Run("without an environment", j.withoutEnvironment)
		})
	}
}

// headlessParts returns the shell parts of docs/headless.md: generate, authorize, store the
// secret, the job, its line for the Postman CLI, renew and revoke.
func headlessParts(t *testing.T) []string {
	t.Helper()
	shell := testkit.Blocks(t, "docs/headless.md", "sh")
	if len(shell) != 6 {
		t.Fatalf("docs/headless.md has %d shell parts, want 6", len(shell))
	}
	return shell
}

// withLine replaces the line of a script that begins with a text.
func withLine(t *testing.T, script, begin, with string) string {
	t.Helper()
	before, rest, ok := strings.Cut(script, "\n"+begin)
	_, after, _ := strings.Cut(rest, "\n")
	if !ok {
		t.Fatalf("the script has no line %q", begin)
	}
	return before + "\n" + with + after
}

// job is a folder with the script and its collection, and the clients on a path,
// where their arguments are noted.
type job struct {
	folder, path, arguments, temporary string
}

func prepare(t *testing.T, generate, script string) *job {
	t.Helper()
	folder := t.TempDir()
	j := &job{folder: folder, path: filepath.Join(folder, "bin"), arguments: filepath.Join(folder, "arguments"), temporary: temporary(t)}
	if err := os.Mkdir(j.path, 0o755); err != nil {
		t.Fatal(err)
	}
	modules, err := filepath.Abs("testdata/node_modules")
	if err != nil {
		t.Fatal(err)
	}
	for name, program := range map[string]string{
		"newman":     "node " + modules + "/newman/bin/newman.js",
		"postman":    modules + "/.bin/postman",
		"postwright": build(t),
	} {
		shim := fmt.Sprintf("#!/bin/sh\nprintf '%%s\\n' \"$@\" >> '%s'\nexec %s \"$@\"\n", j.arguments, program)
		if err := os.WriteFile(filepath.Join(j.path, name), []byte(shim), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write(t, filepath.Join(folder, "nightly.sh"), script)
	if ran := j.run(t, nil, "-c", generate); ran.code != 0 {
		t.Fatalf("%s: exit code %d\n%s", generate, ran.code, ran.stderr)
	}
	return j
}

// run runs the shell in the job's folder, with the given variables.
func (j *job) run(t *testing.T, variables map[string]string, args ...string) done {
	t.Helper()
	return executePrepared(t, 4*time.Minute, func(c *exec.Cmd) {
		c.Dir = j.folder
		c.Env[0] = "PATH=" + j.path + string(os.PathListSeparator) + os.Getenv("PATH")
		c.Env = append(c.Env, "TMPDIR="+j.temporary)
		for key, value := range variables {
			c.Env = append(c.Env, key+"="+value)
		}
	}, "sh", args...)
}

// nightly runs the script, and returns what it kept, or "". No secret is printed, or on
// a command line, or left in a file.
func (j *job) nightly(t *testing.T, secrets map[string]string, issued ...string) (done, string) {
	t.Helper()
	kept := filepath.Join(t.TempDir(), "kept")
	variables := map[string]string{"KEEP_REFRESH_TOKEN": "cp /dev/stdin " + kept}
	for key, value := range secrets {
		variables[key] = value
		if key == "CLIENT_SECRET" || key == "REFRESH_TOKEN" {
			issued = append(issued, value)
		}
	}
	ran := j.run(t, variables, "nightly.sh")
	printed := tableLines.ReplaceAllString(ran.stdout+ran.stderr, "")
	arguments := string(read(t, j.arguments))
	for _, secret := range issued {
		if strings.Contains(printed, secret) {
			t.Errorf("the job prints %q\n%s%s", secret, ran.stdout, ran.stderr)
		}
		if strings.Contains(arguments, secret) {
			t.Errorf("%q stands on a command line\n%s", secret, arguments)
		}
	}
	entries, err := os.ReadDir(j.folder)
	if err != nil || len(entries) != 6 { // bin, arguments, nightly.sh, the collection, its environment and lock
		t.Errorf("left behind: %v, %v", entries, err)
	}
	if left, err := filepath.Glob(filepath.Join(j.temporary, "tmp.*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if text, err := os.ReadFile(kept); err == nil {
		return ran, string(text)
	}
	return ran, ""
}

func secretsFor(url, token string) map[string]string {
	return map[string]string{"CLIENT_ID": clientID, "CLIENT_SECRET": clientSecret, "REFRESH_TOKEN": token, "BASE_URL": url}
}

func (j *job) handsOn(t *testing.T) {
	d := serve(t)
	ran, kept := j.nightly(t, secretsFor(d.URL, "refresh-0"), "access-1", "access-2", "refresh-1", "refresh-2")
	if ran.code != 0 || kept != "refresh-2" {
		t.Errorf("exit code %d, kept %q\n%s%s", ran.code, kept, ran.stdout, ran.stderr)
	}
	log := d.received()
	if len(log) != 3 {
		t.Fatalf("%d requests were sent, want 3", len(log))
	}
	checkRefresh(t, log[0], "refresh-0")
	checkUser(t, log[1], "access-1")
	checkRefresh(t, log[2], "refresh-1")
}

func (j *job) handsOnAfterFailure(t *testing.T) {
	d := serve(t)
	d.broken = true
	ran, kept := j.nightly(t, secretsFor(d.URL, "refresh-0"), "access-1", "access-2", "refresh-1", "refresh-2")
	if ran.code == 0 || kept != "refresh-2" {
		t.Errorf("exit code %d, kept %q\n%s%s", ran.code, kept, ran.stdout, ran.stderr)
	}
}

func (j *job) refused(t *testing.T) {
	d := serve(t)
	ran, kept := j.nightly(t, secretsFor(d.URL, "revoked-refresh-token"))
	if ran.code == 0 || kept != "" || !strings.Contains(tableLines.ReplaceAllString(ran.stdout+ran.stderr, ""), "Theaccesstokenwasnotrefreshed:400invalid_grant") {
		t.Errorf("exit code %d, kept %q\n%s%s", ran.code, kept, ran.stdout, ran.stderr)
	}
}

// sandbox keeps its refresh token, so there is nothing to hand on.
func (j *job) sandbox(t *testing.T) {
	p := play(t)
	ran, kept := j.nightly(t, map[string]string{
		"CLIENT_ID": p.values["client_id"], "CLIENT_SECRET": p.values["client_secret"],
		"REFRESH_TOKEN": p.values["refresh_token"], "BASE_URL": p.URL,
	})
	if ran.code != 0 || kept != "" || len(p.received()) != 3 {
		t.Errorf("exit code %d, kept %q, %d requests\n%s%s", ran.code, kept, len(p.received()), ran.stdout, ran.stderr)
	}
}

func (j *job) incomplete(t *testing.T) {
	d := serve(t)
	ran, _ := j.nightly(t, map[string]string{"CLIENT_ID": clientID, "CLIENT_SECRET": clientSecret, "BASE_URL": d.URL})
	if ran.code == 0 || !strings.Contains(ran.stderr, "REFRESH_TOKEN") || len(d.received()) != 0 {
		t.Errorf("exit code %d, %d requests\n%s", ran.code, len(d.received()), ran.stderr)
	}
	secrets := secretsFor(d.URL, "refresh-0")
	secrets["KEEP_REFRESH_TOKEN"] = ""
	if ran, _ := j.nightly(t, secrets); ran.code == 0 || !strings.Contains(ran.stderr, "KEEP_REFRESH_TOKEN") {
		t.Errorf("exit code %d\n%s", ran.code, ran.stderr)
	}
}

// clientIs puts a program of the shell in the place of the clients.
func (j *job) clientIs(t *testing.T, program string) {
	t.Helper()
	for _, name := range []string{"newman", "postman"} {
		file := filepath.Join(j.path, name)
		before := read(t, file)
		t.Cleanup(func() {
			if err := os.WriteFile(file, before, 0o755); err != nil {
				t.Error(err)
			}
		})
		if err := os.WriteFile(file, []byte("#!/bin/sh\n"+program+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
}

// interrupted by a signal, the script leaves nothing behind: [job.nightly] looks.
func (j *job) interrupted(t *testing.T) {
	for signal, code := range map[string]int{"HUP": 129, "INT": 130, "TERM": 143} {
		j.clientIs(t, "kill -s "+signal+" $PPID")
		if ran, kept := j.nightly(t, secretsFor("http://127.0.0.1:1", "refresh-0")); ran.code != code || kept != "" {
			t.Errorf("%s: exit code %d, want %d, kept %q\n%s", signal, ran.code, code, kept, ran.stderr)
		}
	}
}

// withoutEnvironment checks a run that writes no environment, whether or not it fails.
func (j *job) withoutEnvironment(t *testing.T) {
	for program, code := range map[string]int{"exit 3": 3, "exit 0": 1} {
		j.clientIs(t, program)
		ran, kept := j.nightly(t, secretsFor("http://127.0.0.1:1", "refresh-0"))
		if ran.code != code || kept != "" || !strings.Contains(ran.stderr, "wrote no environment") {
			t.Errorf("%s: exit code %d, want %d, kept %q\n%s", program, ran.code, code, kept, ran.stderr)
		}
	}
}
