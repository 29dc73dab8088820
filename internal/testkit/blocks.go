package testkit

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/lazy"
)

var fenced = lazy.Regexp{Expr: "(?s)```(\\w*)\n(.*?)```"}

// Blocks returns the code blocks in one language on a page of the repository,
// such as README.md.
func Blocks(t testing.TB, page, language string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root(), filepath.FromSlash(page)))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, m := range fenced.Get().FindAllStringSubmatch(string(text), -1) {
		if m[1] == language {
			found = append(found, m[2])
		}
	}
	return found
}

// ShellPart is a code block with commands in a page of the repository.
type ShellPart struct {
	Page   string // such as docs/ci.md
	Number int    // from 1, among those of its page
	Text   string // the commands alone
	Shown  string // the output that the page shows; "" if none
}

// ShellParts returns the parts of README.md, CONTRIBUTING.md and docs/, page
// by page, except docs/commands.md, which is the commands' help.
func ShellParts(t testing.TB) []ShellPart {
	t.Helper()
	pages, err := filepath.Glob(filepath.Join(root(), "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	var parts []ShellPart
	for _, file := range append([]string{filepath.Join(root(), "README.md"), filepath.Join(root(), "CONTRIBUTING.md")}, pages...) {
		page, err := filepath.Rel(root(), file)
		if err != nil {
			t.Fatal(err)
		}
		page = filepath.ToSlash(page)
		if page == "docs/commands.md" {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		number := 0
		for _, m := range fenced.Get().FindAllStringSubmatch(string(text), -1) {
			part := ShellPart{Page: page, Text: m[2]}
			switch prompt := strings.HasPrefix(m[2], "$ "); {
			case prompt:
				part.Text, part.Shown = session(m[2])
			case !slices.Contains([]string{"sh", "bash", "shell", "console"}, m[1]):
				continue
			}
			number++
			part.Number = number
			parts = append(parts, part)
		}
	}
	return parts
}

// session splits a terminal session into input and output.
func session(text string) (typed, printed string) {
	for line := range strings.Lines(text) {
		if command, ok := strings.CutPrefix(line, "$ "); ok {
			typed += command
		} else {
			printed += line
		}
	}
	return typed, printed
}

// NeedsClient reports whether a part runs one of the real clients, or a
// sandbox for a client.
func (p ShellPart) NeedsClient() bool { return client.Get().MatchString(p.Text) }

var client = lazy.Regexp{Expr: `(?m)^(npx )?(newman|postman) |^postwright sandbox --environment`}
