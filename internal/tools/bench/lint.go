package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// documented is a published collection with many findings.
const documented = "../shared/data/corpus/adobe/adobe-experience-platform.postman_collection.json"

// linted returns the collection to lint. Without reference files, it is one
// of the inputs.
func linted(folder string) string {
	if _, err := os.Stat(documented); err == nil {
		return documented
	}
	return inputPath(folder, sizes[0])
}

// everyRule lints with all rules.
func everyRule(binary, name, path string, env ...string) contender {
	return contender{
		name:    "postwright lint" + name,
		command: []string{binary, "lint", "--profile", "docs", "--template", "drchrono", path},
		finds:   true,
		env:     env,
	}
}

// lint measures the linter on one collection compared with its peers, with
// every rule, with those of the default profile and with those that Spectral
// has, and on a folder with one core and with all.
func lint(page *page, binary string, p peers, folder string, runs int) error {
	path := linted(folder)
	size, err := sizeOf(path)
	if err != nil {
		return err
	}
	contenders := append([]contender{everyRule(binary, "", path)}, p.linters(path)...)
	if err := section(page, "Lint, every rule, "+size, reading(path, contenders), runs); err != nil {
		return err
	}
	contenders[0] = contender{name: "postwright lint", command: []string{binary, "lint", path}, finds: true}
	if err := section(page, "Lint, the default profile, "+size, reading(path, contenders), runs); err != nil {
		return err
	}
	others, err := undocumented(binary)
	if err != nil {
		return err
	}
	contenders[0].command = []string{binary, "lint", "--profile", "docs", "--disable", others, path}
	if err := section(page, "Lint, Spectral's twelve rules, "+size, reading(path, contenders), runs); err != nil {
		return err
	}
	return section(page, fmt.Sprintf("Lint, every rule, %s small files", thousands(smallFiles)), []contender{
		everyRule(binary, ", all cores", allSmall(folder)),
		everyRule(binary, ", one core (GOMAXPROCS=1)", allSmall(folder), "GOMAXPROCS=1"),
		everyRule(binary, fmt.Sprintf(", all cores, %s of the files", thousands(firstFiles)), firstSmall(folder)),
	}, runs)
}

// undocumented returns the names of all rules but those on documentation, which are
// Spectral's twelve.
func undocumented(binary string) (string, error) {
	out, err := exec.Command(binary, "explain", "--format", "json").Output()
	if err != nil {
		return "", fmt.Errorf("list the rules: %w", err)
	}
	var all []struct{ Rule, Category string }
	if err := json.Unmarshal(out, &all); err != nil {
		return "", err
	}
	var names []string
	for _, r := range all {
		if r.Category != "Documentation" {
			names = append(names, r.Rule)
		}
	}
	return strings.Join(names, ","), nil
}

// thousands formats a number below a million with a comma.
func thousands(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}
