package main

import (
	"fmt"
	"os"
	"strconv"
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
// every rule and with those of the default profile, and on a folder with one
// core and with all.
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
	return section(page, fmt.Sprintf("Lint, every rule, %s small files", thousands(smallFiles)), []contender{
		everyRule(binary, ", all cores", allSmall(folder)),
		everyRule(binary, ", one core (GOMAXPROCS=1)", allSmall(folder), "GOMAXPROCS=1"),
		everyRule(binary, fmt.Sprintf(", all cores, %s of the files", thousands(firstFiles)), firstSmall(folder)),
	}, runs)
}

// thousands formats a number below a million with a comma.
func thousands(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}
