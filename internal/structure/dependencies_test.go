package structure

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/testkit"
)

// TestDependencies: the page on dependencies has each direct dependency, with the version
// in use, and no other.
func TestDependencies(t *testing.T) {
	root := filepath.Join("..", "..")
	page := testkit.FileText(t, filepath.Join(root, "docs", "dependencies.md"))
	required := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^\t(\S+) (v\S+)$`).FindAllStringSubmatch(testkit.FileText(t, filepath.Join(root, "go.mod")), -1) {
		required[m[1]] = true
		row := regexp.MustCompile("(?m)^\\|.*`" + regexp.QuoteMeta(m[1]) + "`.*$").FindString(page)
		switch untagged := strings.HasPrefix(m[2], "v0.0.0-"); {
		case row == "":
			t.Errorf("docs/dependencies.md lacks %s", m[1])
		case !untagged && !strings.Contains(row, m[2]):
			t.Errorf("docs/dependencies.md does not say that %s of %s is in use", m[2], m[1])
		}
	}
	for _, m := range regexp.MustCompile("(?m)^\\| (`[^|]*`) \\|").FindAllStringSubmatch(page, -1) {
		for name := range strings.SplitSeq(m[1], ", ") {
			if name = strings.Trim(name, "`"); !required[name] {
				t.Errorf("docs/dependencies.md has %s, which is no direct dependency", name)
			}
		}
	}
}
