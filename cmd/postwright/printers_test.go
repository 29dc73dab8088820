//go:build unix

package main

import (
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// printers are all commands that print to standard output, in all their ways.
var printers = []string{
	"--help", "help lint", "version", "--version", "templates", "templates drchrono", "explain", "explain secret",
	"completion bash", "completion zsh", "completion fish", "completion powershell", "init -o -",
	"generate -o -", "generate -o made.json --environment -", "generate -o c.json --check", "generate -o c.json",
	"validate secret.json --format json", "validate secret.json --format sarif", "validate secret.json --format junit",
	"validate wrong.json --format text", "validate wrong.json --format github",
	"lint secret.json --format text", "lint secret.json --format json", "lint secret.json --format sarif", "lint secret.json --format junit", "lint secret.json --format github",
	"lint --fix --diff c.json",
	"fmt c.json", "fmt -l c.json", "fmt -d c.json", "upgrade old.json",
	"diff base.json theirs.json --format text", "diff base.json theirs.json --format json", "diff base.json theirs.json --format markdown",
	"merge base.json ours.json theirs.json -o -", "merge base.json c.json theirs.json",
	"docs c.json --format html", "docs c.json --format markdown",
	"scopes --format text", "scopes --format json", "scopes --format markdown",
	"import-template api.yaml --catalogue -o -",
	"sandbox",
}

// printerInputs returns the files that the printers read.
func printerInputs() map[string]string {
	inputs := writersInputs()
	inputs["wrong.json"] = strings.Replace(inputs["base.json"], `"method": "GET"`, `"method": 5`, 1)
	inputs["theirs.json"] = strings.Replace(inputs["theirs.json"], "/patients/7\"", "/patients/seven\"", 1)
	return inputs
}

// eachPrinter runs every command that prints, with its output into a file,
// and calls ended with the result. The commands must not change their folder.
func eachPrinter(t *testing.T, output func(t *testing.T) *os.File, ended func(t *testing.T, c *exec.Cmd, code int, said string)) {
	takesLong(t)
	for _, args := range printers {
		t.Run(args, func(t *testing.T) {
			t.Parallel()
			to := output(t)
			defer to.Close()
			before := printerInputs()
			folder := folderOf(t, before)
			c := process(t, folder, strings.Fields(args)...)
			c.Stdout = to
			code, said := finish(t, c)
			ended(t, c, code, said)
			isWhole(t, filesIn(t, folder), before, before)
		})
	}
}

// TestFullOutput: if the output cannot be written, the command exits with 2
// and says why.
func TestFullOutput(t *testing.T) {
	full := func(t *testing.T) *os.File {
		file, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Skip(err)
		}
		return file
	}
	eachPrinter(t, full, func(t *testing.T, _ *exec.Cmd, code int, said string) {
		if code != exitFailed || !strings.Contains(said, "no space left on device") {
			t.Errorf("exit code %d\n%s", code, said)
		}
	})
}

// TestClosedPipe: if the reader of the output closes the pipe, as head does,
// the program ends by SIGPIPE, silently.
func TestClosedPipe(t *testing.T) {
	closed := func(t *testing.T) *os.File {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
		return w
	}
	eachPrinter(t, closed, func(t *testing.T, c *exec.Cmd, code int, said string) {
		if status := c.ProcessState.Sys().(syscall.WaitStatus); status.Signal() != syscall.SIGPIPE || strings.Contains(said, "panic") {
			t.Errorf("exit code %d, %v\n%s", code, c.ProcessState, said)
		}
	})
}
