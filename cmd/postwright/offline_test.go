//go:build linux

package main

import (
	"os/exec"
	"strings"
	"testing"
)

// TestOffline runs every command except sandbox and token, which use the
// network, without any network, even loopback: the results are the same. Of
// token, it runs what needs no server.
func TestOffline(t *testing.T) {
	takesLong(t)
	isolated := func(args ...string) *exec.Cmd {
		return exec.CommandContext(t.Context(), "unshare", append([]string{"--user", "--map-root-user", "--net", "--"}, args...)...)
	}
	if out, err := isolated("true").CombinedOutput(); err != nil {
		t.Skipf("no network namespaces here: %v %s", err, out)
	}
	// Its only interface, the loopback, is down.
	if out, err := isolated("bash", "-c", ": > /dev/tcp/127.0.0.1/9").CombinedOutput(); err == nil || !strings.Contains(string(out), "unreachable") {
		t.Fatalf("there is a network: %v %s", err, out)
	}
	run := func(folder, args string, through bool) (int, string, map[string]string) {
		c := process(t, folder, strings.Fields(args)...)
		if through {
			direct := c
			c = isolated(append([]string{"bash", "-c", `exec -a postwright "$@"`, "bash", direct.Path}, direct.Args[1:]...)...)
			c.Dir = folder
		}
		code, said := finish(t, c)
		return code, said, filesIn(t, folder)
	}
	var calls []string
	for _, w := range writers {
		calls = append(calls, w.args)
	}
	for _, args := range []string{"token", "token --environment e.json --client-id x", "token --environment e.json --refresh", "token --environment e.json --revoke", "token --collection c.json --environment e.json"} {
		calls = append([]string{args}, calls...)
	}
	for i, args := range append(calls, printers...) {
		if args == "sandbox" || testing.Short() && i%3 != 0 {
			continue
		}
		t.Run(args, func(t *testing.T) {
			t.Parallel()
			here, there := folderOf(t, printerInputs()), folderOf(t, printerInputs())
			code, said, files := run(here, args, false)
			offlineCode, offlineSaid, offlineFiles := run(there, args, true)
			if code != offlineCode || said != offlineSaid {
				t.Errorf("exit code %d, and %d without a network\n%s\n%s", code, offlineCode, said, offlineSaid)
			}
			for name, text := range files {
				if offlineFiles[name] != text {
					t.Errorf("%s is another file without a network", name)
				}
			}
		})
	}
	// With credentials, token needs the server that the template names, and
	// says so.
	folder := folderOf(t, map[string]string{"e.json": withClient})
	code, said, files := run(folder, "token --environment e.json --refresh", true)
	if code != exitFailed || !strings.Contains(said, "drchrono.com could not be reached") || files["e.json"] != withClient {
		t.Errorf("exit code %d\n%s", code, said)
	}
}
