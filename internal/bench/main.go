// Command bench measures postwright as whole processes beside its peers, all in
// one run, and writes the table of docs/performance.md.
//
// Run it from the root of the repository: make bench.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
)

func main() {
	output := flag.String("o", "docs/performance.md", "the page to write")
	runs := flag.Int("n", 9, "how often each command is run")
	flag.Func("run", "measure only what a regular expression matches, and write no page", func(pattern string) (err error) {
		wanted, err = regexp.Compile(pattern)
		*output = ""
		return err
	})
	flag.Parse()
	var err error
	switch flag.Arg(0) {
	case verdictCommand:
		err = verdict(flag.Arg(1), flag.Arg(2))
	case nothingCommand:
	case inputsCommand:
		err = writeInputs(flag.Arg(1))
	default:
		err = bench(*output, *runs)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// wanted matches the titles of the tables to measure.
var wanted = regexp.MustCompile("")

func bench(output string, runs int) error {
	folder, err := os.MkdirTemp("", "postwright-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	binary := filepath.Join(folder, "postwright")
	build := exec.Command("go", "build", "-trimpath", "-o", binary, "./cmd/postwright")
	build.Env = append(os.Environ(), "CGO_ENABLED=0") // as releases are built
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build: %w\n%s", err, out)
	}
	p, err := findPeers(folder)
	if err != nil {
		return err
	}
	inputs, err := makeInputs(p.self, folder)
	if err != nil {
		return err
	}

	var page strings.Builder
	fmt.Fprintf(&page, heading, runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), p.versions(), runs)
	generate := []contender{
		{name: "postwright generate (the starter)", command: []string{binary, "generate", "-o", "-"}},
		{name: "postwright version (start-up alone)", command: []string{binary, "version"}},
		{name: "a Go program that does nothing", command: []string{p.self, nothingCommand}},
	}
	if err := section(&page, "Generate", generate, runs); err != nil {
		return err
	}
	for _, in := range inputs {
		contenders := append([]contender{
			{name: "postwright validate", command: []string{binary, "validate", in.path}},
			{name: "postwright validate --engine gojsonschema", command: []string{binary, "validate", "--engine", "gojsonschema", in.path}},
		}, p.validators(in.path)...)
		if err := section(&page, "Validate, "+in.name, contenders, runs); err != nil {
			return err
		}
	}
	if err := lint(&page, binary, p, folder, runs); err != nil {
		return err
	}
	if err := openapi(&page, binary, folder, runs); err != nil {
		return err
	}
	if output == "" {
		return nil
	}
	page.WriteString(closing)
	return os.WriteFile(output, []byte(page.String()), 0o644)
}

const heading = `# Performance

Written by ` + "`make bench`" + `: whole processes, from start to exit, the commands of a table in turn, so that a change of the machine's speed meets all of them. Read the ratios; the times are those of one machine on one day.

%s, %s/%s, %d cores; %s. Each command ran %d times after one run that is not counted; the figures are medians.
`

const closing = `
## What is compared

- **gojsonschema, bare verdict**: a Go program that reads the file, has the compiled schema of Postwright's ` + "`official`" + ` profile judge it, and prints nothing.
- **node with compiled ajv**: the same schema compiled to JavaScript beforehand, ` + "`JSON.parse`" + ` and the verdict. Measured where ` + "`make clients`" + ` has installed it.
- **Spectral**: its core, with a ruleset that says what the twelve rules of Postwright's ` + "`docs`" + ` profile find and no more (` + "`internal/clients/testdata/spectral-docs.mjs`" + `); a test holds their findings equal.
- Postwright lints with every rule: ` + "`--profile docs --template drchrono`" + `. What it prints goes nowhere.
- The small files hold three requests each of the collection that is linted alone, in ever new combinations.
- **openapi-to-postmanv2**: Postman's own converter, by its command line, which writes the collection indented, as Postwright does.
- The inputs are the generated starter, a published collection of 1.8 MB, and that collection's items several times over. Without the reference files the starter's items are repeated instead.

` + "`make bench`" + ` also runs the benchmarks of the Document beside encoding/json and hujson, and prints them.
`
