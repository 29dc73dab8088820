package structure

import (
	"bytes"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// costly are the packages that may allocate more than [mostAtStart] when the command
// starts, with how many kilobytes, and why.
var costly = map[string]struct {
	kilobytes int
	why       string
}{
	"github.com/yuin/goldmark":               {32, "pages of documentation; it is the only library that renders them as they are"},
	"github.com/yuin/goldmark/parser":        {160, "the same: patterns for HTML in Markdown"},
	"github.com/yuin/goldmark/renderer/html": {32, "the same"},
	"github.com/yuin/goldmark/util":          {200, "the same: character references, and a pattern for mail addresses"},
	"github.com/xeipuuv/gojsonschema":        {200, "the last verdict on what is generated: patterns for formats"},
	"go.yaml.in/yaml/v4/internal/libyaml":    {64, "files in format v3, configuration, OpenAPI documents: patterns for numbers"},
	"encoding/xml":                           {32, "JUnit reports, and examples in XML"},
	"html/template":                          {32, "pages of documentation"},
	"unicode":                                {24, "every program that reads text"},
}

const (
	// mostAtStart is how many bytes a package may allocate before main, unless it is listed.
	mostAtStart = 8 << 10
	// mostOfOurs is the same for the packages of this module, which do nothing before main
	// (see package lazy), but for the rules' examples.
	mostOfOurs = 4 << 10
)

var initialized = regexp.MustCompile(`(?m)^init (\S+) @.* (\d+) bytes, \d+ allocs$`)

// TestStart: what every command does before main does not grow unnoticed, as it does with
// an import whose package compiles patterns or fills tables.
func TestStart(t *testing.T) {
	program := filepath.Join(t.TempDir(), "postwright.exe")
	if out, err := goCommand(t, "build", "-o", program, "./cmd/postwright").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	least := map[string]int{} // of three runs: the runtime allocates, too, in between
	for range 3 {
		var traced bytes.Buffer
		run := exec.CommandContext(t.Context(), program, "version")
		run.Env = append(os.Environ(), "GODEBUG=inittrace=1")
		run.Stderr = &traced
		if err := run.Run(); err != nil {
			t.Fatalf("%v\n%s", err, &traced)
		}
		for _, m := range initialized.FindAllStringSubmatch(traced.String(), -1) {
			size, err := strconv.Atoi(m[2])
			if err != nil {
				t.Fatal(err)
			}
			if old, ok := least[m[1]]; !ok || size < old {
				least[m[1]] = size
			}
		}
	}
	if len(least) < 50 || least["github.com/xeipuuv/gojsonschema"] == 0 {
		t.Fatalf("initialized: %v", least)
	}
	for _, name := range slices.Sorted(maps.Keys(least)) {
		most, hint := mostAtStart, "replace it, or say in this test why every command pays for it"
		if strings.HasPrefix(name, module+"/") {
			most, hint = mostOfOurs, "use package lazy"
		} else if known, ok := costly[name]; ok {
			most = known.kilobytes << 10
		}
		if size := least[name]; size > most {
			t.Errorf("%s allocates %d bytes when a command starts, want at most %d: %s", name, size, most, hint)
		}
	}
	for name := range costly {
		if strings.Contains(name, ".") && least[name] <= mostAtStart { // Go's own differ between versions
			t.Errorf("%s allocates only %d bytes when a command starts: take it from the list", name, least[name])
		}
	}
}
