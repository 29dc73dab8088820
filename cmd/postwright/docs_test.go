package main

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"github.com/postwright/postwright/internal/testkit"
)

// blocks returns the code blocks of a documentation page in one language.
func blocks(t *testing.T, page, language string) []string {
	t.Helper()
	return testkit.Blocks(t, page, language)
}

// TestDocumentedFinding: the finding that docs/usage.md shows is the actual
// one.
func TestDocumentedFinding(t *testing.T) {
	shown := ""
	for _, block := range blocks(t, "docs/usage.md", "") {
		if strings.HasPrefix(block, "clinic.") {
			shown = block
		}
	}
	t.Chdir(t.TempDir())
	// The file is built so that the error is in the line that the page shows.
	text := "{\"info\": {\"name\": \"Clinic\", \"schema\": \"https://schema.getpostman.com/json/collection/v2.1.0/collection.json\"},\n" +
		"\"item\": [{\"name\": \"Get current user\", \"request\": {\"auth\": {" + strings.Repeat("\n", 39) +
		"    \"type\": \"oath2\",\n\"oauth2\": []}}}]}"
	if err := os.WriteFile("clinic.postman_collection.json", []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	var out, complaints strings.Builder
	code := run([]string{"validate", "clinic.postman_collection.json"}, streams{strings.NewReader(""), &out, &complaints})
	if code != exitProblems || out.String() != shown {
		t.Errorf("exit code %d\n%s\nthe page shows\n%s", code, out.String(), shown)
	}
}

// TestDocumentedDiff: the output that docs/diff.md shows for Sabre's releases
// is the actual one.
func TestDocumentedDiff(t *testing.T) {
	files := map[string]string{}
	for _, release := range []string{"03", "08"} {
		files[release] = filepath.Join(t.TempDir(), release+".json")
		text := testkit.Read(t, "corpus/sabre/booking-management-api-v2024."+release+".postman_collection.json")
		if err := os.WriteFile(files[release], []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var out, complaints strings.Builder
	if code := run([]string{"diff", files["03"], files["08"]}, streams{strings.NewReader(""), &out, &complaints}); code != exitFine {
		t.Fatalf("exit code %d: %s", code, complaints.String())
	}
	shown := blocks(t, "docs/diff.md", "")
	if len(shown) < 2 || !strings.HasPrefix(out.String(), shown[0]) || !strings.Contains(out.String(), strings.Split(shown[1], "\n\n")[0]) || !strings.HasSuffix(out.String(), strings.Split(shown[1], "\n\n")[1]) {
		t.Errorf("the page shows\n%s\nprinted is\n%s", strings.Join(shown[:2], "\n"), out.String())
	}
}

var (
	fences = regexp.MustCompile("(?s)```.*?```")
	spans  = regexp.MustCompile("`(postwright [^`]+)`")
	links  = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	titles = regexp.MustCompile(`(?m)^#+ (.+)$`)
	marks  = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
)

// TestCommandsInProse: the commands that stand in a sentence exist, with their
// flags. What is in code blocks is run.
func TestCommandsInProse(t *testing.T) {
	count := 0
	for _, name := range pages(t) {
		if name == "docs/commands.md" {
			continue // the commands themselves
		}
		for _, found := range spans.FindAllStringSubmatch(page(t, name), -1) {
			count++
			words := strings.Fields(found[1])[1:]
			command, rest, err := silentRoot().Find(words)
			if err == nil && !command.HasParent() && !strings.HasPrefix(words[0], "-") {
				err = fmt.Errorf("there is no command %s", words[0])
			}
			// A flag may be named without its value.
			if n := len(rest); err == nil && n > 0 && strings.HasPrefix(rest[n-1], "--") {
				flag := command.Flags().Lookup(strings.TrimPrefix(rest[n-1], "--"))
				if flag != nil && flag.NoOptDefVal == "" {
					rest = rest[:n-1]
				}
			}
			if err == nil {
				err = command.ParseFlags(rest)
			}
			if err != nil && !errors.Is(err, pflag.ErrHelp) {
				t.Errorf("%s: %s: %v", name, found[1], err)
			}
		}
	}
	if count < 40 {
		t.Errorf("only %d commands found", count)
	}
}

// page returns a page of the repository by its path, without its code blocks.
func page(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	return fences.ReplaceAllString(string(text), "")
}

// pages returns all pages of the repository, by their paths.
func pages(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	all := []string{"README.md", "CHANGELOG.md", "CONTRIBUTING.md"}
	for _, file := range found {
		all = append(all, "docs/"+filepath.Base(file))
	}
	return all
}

// TestLinks: links within the repository lead somewhere, and the README leads to
// every page.
func TestLinks(t *testing.T) {
	readme := page(t, "README.md")
	for _, name := range pages(t) {
		if name != "README.md" && !strings.Contains(readme, "]("+name+")") {
			t.Errorf("the README does not lead to %s", name)
		}
		for _, found := range links.FindAllStringSubmatch(page(t, name), -1) {
			target, anchor, _ := strings.Cut(found[1], "#")
			if strings.Contains(target, "://") {
				continue
			}
			to := name
			if target != "" {
				to = path.Join(path.Dir(name), target)
			}
			if _, err := os.Stat(filepath.Join("..", "..", filepath.FromSlash(to))); err != nil {
				t.Errorf("%s: a link to %s: %v", name, found[1], err)
				continue
			}
			if anchor != "" && !slices.Contains(anchors(page(t, to)), anchor) {
				t.Errorf("%s: a link to %s, which has no such title", name, found[1])
			}
		}
	}
}

// anchors returns what links to the titles of a page end in.
func anchors(text string) []string {
	var all []string
	for _, title := range titles.FindAllStringSubmatch(text, -1) {
		all = append(all, strings.ReplaceAll(strings.ToLower(marks.ReplaceAllString(title[1], "")), " ", "-"))
	}
	return all
}
