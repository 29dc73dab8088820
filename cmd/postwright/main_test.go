package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"postwright": main, "xdg-open": browse})
}

// TestScripts runs the command line as a user types it, one terminal session
// per file.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Condition: func(name string) (bool, error) {
			switch name {
			case "root":
				return os.Geteuid() == 0, nil
			case "devfull":
				_, err := os.Stat("/dev/full")
				return err == nil, nil
			}
			return false, nil
		},
		Setup: func(e *testscript.Env) error {
			e.Setenv("DISPLAY", ":0") // xdg-open is [browse]
			e.Setenv("PORT", freePort(t))
			e.Setenv("OTHER_PORT", freePort(t))
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){"await": await, "ask": ask, "silent": silent, "code": exitCode, "said": said},
	})
}

// patience is how often a script looks, each hundredth of a second, for what a background
// command does: the machine may be busy.
const patience = 12_000

// await waits until a file exists that a background command writes.
func await(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: await FILE")
	}
	for range patience {
		if _, err := os.Stat(ts.MkAbs(args[0])); err == nil {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	ts.Fatalf("%s does not come", args[0])
}

// ask sends a GET to the server that an environment names, with its token,
// and checks the status.
func ask(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: ask ENVIRONMENT PATH STATUS")
	}
	var environment struct{ Values []struct{ Key, Value string } }
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &environment))
	values := map[string]string{}
	for _, v := range environment.Values {
		values[v.Key] = v.Value
	}
	r, err := http.NewRequest(http.MethodGet, values["base_url"]+args[1], nil)
	ts.Check(err)
	r.Header.Set("Authorization", "Bearer "+values["access_token"])
	got, err := http.DefaultClient.Do(r)
	ts.Check(err)
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	ts.Check(err)
	if fmt.Sprint(got.StatusCode) != args[2] {
		ts.Fatalf("GET %s: %s, want %s\n%s", args[1], got.Status, args[2], body)
	}
}

// silent checks that the last command printed none of the secrets of an
// environment.
func silent(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: silent ENVIRONMENT")
	}
	var environment struct {
		Values []struct{ Key, Value, Type string }
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &environment))
	printed, secrets := ts.ReadFile("stdout")+ts.ReadFile("stderr"), 0
	for _, v := range environment.Values {
		if v.Type != "secret" || v.Value == "" {
			continue
		}
		if secrets++; strings.Contains(printed, v.Value) {
			ts.Fatalf("%s is printed", v.Key)
		}
	}
	if secrets < 3 {
		ts.Fatalf("%s has only %d secrets", args[0], secrets)
	}
}

// exitCode runs a command and checks its exit code.
func exitCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code CODE PROGRAM ARGUMENTS")
	}
	err := ts.Exec(args[1], args[2:]...)
	var failed *exec.ExitError
	code := 0
	if errors.As(err, &failed) {
		code = failed.ExitCode()
	} else {
		ts.Check(err)
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// said waits until a background command has printed a text to standard error.
func said(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: said FILE TEXT")
	}
	for range patience {
		if text, err := os.ReadFile(ts.MkAbs(args[0])); err == nil && strings.Contains(string(text), args[1]) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	ts.Fatalf("%s does not get %q", args[0], args[1])
}

// takesLong skips a test that starts many processes, with -short.
func takesLong(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("starts many processes; make test-all runs it")
	}
}

// folderOf returns a new folder with files.
func folderOf(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if strings.HasSuffix(name, "/") {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}
