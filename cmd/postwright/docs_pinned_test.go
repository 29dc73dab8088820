package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// repositoryText returns the whole text of a page, including code blocks.
func repositoryText(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestCIPagePinsVersion checks that docs/ci.md names one version everywhere,
// that of the changelog's first section, and nothing that may change, such as
// a branch.
func TestCIPagePinsVersion(t *testing.T) {
	released := regexp.MustCompile(`(?m)^## (\d+\.\d+\.\d+) `).FindStringSubmatch(repositoryText(t, "CHANGELOG.md"))
	if released == nil {
		t.Fatal("CHANGELOG.md names no version")
	}
	uses := regexp.MustCompile(`(?m)(?:postwright/postwright(?:/cmd/postwright)?@|^ *rev: )(\S+?)[\x60.]*(?:\s|$)`)
	found := uses.FindAllStringSubmatch(repositoryText(t, ciPage), -1)
	if len(found) < 8 {
		t.Errorf("only %d uses found", len(found))
	}
	for _, use := range found {
		if use[1] != "v"+released[1] {
			t.Errorf("%s has %q, want the version v%s", ciPage, strings.TrimSpace(use[0]), released[1])
		}
	}
}

// TestRefreshingIsTheSame checks that the pages about renewing a token
// describe the ways that work: Use Token leaves a token in the tab that no
// change of the variable updates.
func TestRefreshingIsTheSame(t *testing.T) {
	const back, auto = "put `{{access_token}}` back", "Auto-refresh token"
	for _, name := range []string{"README.md", "docs/getting-started.md", "docs/headless.md", "templates/drchrono/template.yaml"} {
		text := repositoryText(t, name)
		for _, want := range []string{back, auto, "Use Token"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q", name, want)
			}
		}
	}
}
