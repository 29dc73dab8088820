//go:build linux

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
)

// TestMemory: large files of odd shapes need memory in proportion to their
// size, and less if GOMEMLIMIT requires it.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("it reads large files")
	}
	const head = `{"info": {"name": "Large", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [`
	var items strings.Builder
	for i := range 200_000 {
		fmt.Fprintf(&items, `{"name": "r%d", "request": "https://a.example/%d"},`+"\n", i, i)
	}
	last := `{"name": "last", "request": "https://a.example/last"}]}`
	shapes := map[string]string{
		"items.json":   head + items.String() + last,
		"string.json":  head + `{"name": "s", "request": {"method": "GET", "url": "https://a.example", "description": "` + strings.Repeat("word \\u00e9 ", 1<<20) + `"}},` + last,
		"folders.json": head + strings.Repeat(`{"name": "f", "item": [`, 4000) + last[:len(last)-2] + strings.Repeat("]}", 4001),
	}
	// A child process inherits the peak of its parent.
	forget := func() {
		debug.FreeOSMemory()
		if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
			t.Logf("this program's own memory counts, too: %v", err)
		}
	}
	peak := func(file, command string, environment ...string) int64 {
		forget()
		c := process(t, filepath.Dir(file), append(strings.Fields(command), filepath.Base(file))...)
		c.Env = append(os.Environ(), environment...)
		code, said := finish(t, c)
		if code != exitFine && code != exitProblems {
			t.Errorf("%s of %s: exit code %d\n%.500s", command, filepath.Base(file), code, said)
		}
		return c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10
	}
	folder := folderOf(t, shapes)
	// Bytes for a program that does nothing, with large pages, and per byte
	// of the file.
	const pages, times = 64 << 20, 25
	base := int(peak(filepath.Join(folder, "items.json"), "validate --help")) + pages
	for name, text := range shapes {
		for _, command := range []string{"validate", "lint", "fmt -l", "docs -o page.html", "scopes"} {
			if name == "items.json" && strings.HasPrefix(command, "docs") {
				continue // the page has 200,000 requests
			}
			most := int64(base + times*len(text))
			if strings.HasPrefix(command, "fmt") && name == "folders.json" {
				most += 500 << 20 // thousands of tabs per line
			}
			if got := peak(filepath.Join(folder, name), command); got > most {
				t.Errorf("%s of %s takes %d MB of memory, want at most %d", command, name, got>>20, most>>20)
			}
		}
	}
	free, limited := peak(filepath.Join(folder, "items.json"), "lint"), peak(filepath.Join(folder, "items.json"), "lint", "GOMEMLIMIT=40MiB")
	if limited >= free {
		t.Errorf("%d MB of memory with GOMEMLIMIT, %d without", limited>>20, free>>20)
	}
}
