// Command bench measures postwright as whole processes beside its peers, in one run,
// and writes the tables of docs/performance.md.
//
// Run it from the root of the repository: make bench.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
)

func main() {
	output := flag.String("o", "docs/performance.md", "the page to write")
	runs := flag.Int("n", 9, "how often each command is run")
	flag.Func("run", "measure only what a regular expression matches, and write no page", func(pattern string) (err error) {
		wanted, err = regexp.Compile(pattern)
		*output = ""
		return err
	})
	check := flag.String("check", "", "compare ratios with those of `FILE`, measure what that takes, and write no page")
	update := flag.Bool("update", false, "with -check: rewrite the ratios")
	flag.Parse()
	var err error
	switch flag.Arg(0) {
	case verdictCommand:
		err = verdict(flag.Arg(1), flag.Arg(2))
	case nothingCommand:
	case tokensCommand:
		err = tokens(flag.Arg(1))
	case inputsCommand:
		err = writeInputs(flag.Arg(1))
	default:
		if *check != "" {
			err = compare(*check, *runs, *update)
		} else {
			err = write(*output, *runs)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// wanted matches the titles of the tables to measure.
var wanted = regexp.MustCompile("")

// write measures, and writes the page if output is not empty.
func write(output string, runs int) error {
	page, _, err := bench(runs)
	if err != nil || output == "" {
		return err
	}
	page.WriteString(closing)
	return os.WriteFile(output, []byte(page.String()), 0o644)
}

// compare measures, and compares ratios with those in a file.
func compare(path string, runs int, update bool) error {
	guards, err := readGuards(path)
	if err != nil {
		return err
	}
	wanted = guards.tables()
	page, peers, err := bench(runs)
	if err != nil {
		return err
	}
	if update {
		return guards.update(page, path)
	}
	return guards.check(page, peers.ajv == "")
}

// copyProgram copies a program, as installing it does. One that Go's linker has just
// written starts and ends more slowly: the system has its pages in memory one by one, and
// those of a copy in large pieces.
func copyProgram(from, to string) error {
	program, err := os.Open(from)
	if err != nil {
		return err
	}
	defer program.Close()
	made, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		return err
	}
	_, err = io.Copy(made, program)
	return errors.Join(err, made.Close())
}

func bench(runs int) (*page, peers, error) {
	page := &page{results: map[string]map[string]figures{}}
	folder, err := os.MkdirTemp("", "postwright-bench")
	if err != nil {
		return nil, peers{}, err
	}
	defer os.RemoveAll(folder)
	built, binary := filepath.Join(folder, "built"), filepath.Join(folder, "postwright")
	build := exec.Command("go", "build", "-trimpath", "-o", built, "./cmd/postwright")
	build.Env = append(os.Environ(), "CGO_ENABLED=0") // as releases are built
	if out, err := build.CombinedOutput(); err != nil {
		return nil, peers{}, fmt.Errorf("build: %w\n%s", err, out)
	}
	if err := copyProgram(built, binary); err != nil {
		return nil, peers{}, err
	}
	p, err := findPeers(folder)
	if err != nil {
		return nil, p, err
	}
	inputs, err := makeInputs(p.self, folder)
	if err != nil {
		return nil, p, err
	}
	fmt.Fprintf(page, heading, runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), p.versions(), runs, fewer(runs))
	for _, measure := range []func() error{
		func() error { return generate(page, binary, p, runs) },
		func() error { return validate(page, binary, p, inputs, runs) },
		func() error { return lint(page, binary, p, folder, runs) },
		func() error { return lintFolder(page, binary, p, folder, fewer(runs)) },
		func() error { return convert(page, binary, p, folder, runs) },
		func() error { return large(page, binary, p, folder, fewer(runs)) },
		func() error { return openapi(page, binary, folder, runs) },
		func() error { return edited(page, binary, folder, fewer(runs)) },
		func() error { return docs(page, binary, folder, runs) },
		func() error { return sandbox(page, binary, folder) },
	} {
		if err := measure(); err != nil {
			return nil, p, err
		}
	}
	return page, p, nil
}

// fewer returns the number of runs for slow commands.
func fewer(runs int) int { return max(1, runs/3) }

func generate(page *page, binary string, p peers, runs int) error {
	return section(page, "Generate", []contender{
		{name: "postwright generate (the starter)", command: []string{binary, "generate", "-o", "-"}},
		{name: "postwright version (start-up alone)", command: []string{binary, "version"}},
		{name: "a Go program that does nothing", command: []string{p.self, nothingCommand}},
	}, runs)
}

func validate(page *page, binary string, p peers, inputs []input, runs int) error {
	for _, in := range inputs {
		if err := section(page, "Validate, "+in.name, reading(in.path, slices.Concat(validating(binary, in.path, p), p.loaders(in.path))), runs); err != nil {
			return err
		}
	}
	return nil
}

// validating returns all contenders that validate a collection.
func validating(binary, path string, p peers) []contender {
	return append([]contender{
		{name: "postwright validate", command: []string{binary, "validate", path}},
		{name: "postwright validate --engine gojsonschema", command: []string{binary, "validate", "--engine", "gojsonschema", path}},
	}, p.validators(path)...)
}

const heading = `# Performance

Written by ` + "`make bench`" + `: whole processes, from start to exit. The commands of a table run in turn, so that a change in the machine's speed affects all of them. The programs are copies of what was built, as installed ones are. Compare the ratios: the times are those of one machine on one day.

%s, %s/%s, %d cores; %s. Each command ran %d times (on large collections %d) after one run that is not counted; the figures are medians.
`

const closing = `
## What is compared

- **gojsonschema, bare verdict**: a Go program that reads the file, checks it against the compiled schema of Postwright's ` + "`official`" + ` profile, and prints nothing.
- **node with compiled ajv**: ` + "`JSON.parse`" + ` and a check against the same schema, compiled to JavaScript beforehand. Measured if ` + "`make clients`" + ` has installed ajv.
- **Newman's load**: what Newman does with a file before it sends the first request: it creates objects of Postman's SDK, and checks nothing.
- **Spectral**: its core, with a ruleset that finds exactly what twelve rules of Postwright's ` + "`docs`" + ` profile find (` + "`internal/clients/testdata/spectral-docs.mjs`" + `); a test holds their findings equal.
- Postwright lints with every rule: ` + "`--profile docs --template drchrono`" + `, or, if the table says so, with the default profile, which has none of Spectral's twelve rules, or with those twelve only. Its output is discarded.
- **postman collection lint**: the Postman CLI's linter for format v3, with its six rules. Postwright lints with its default rules. The same collection in v2.1 is one file. The repeated collection is the one that is linted alone, with its examples, in as many copies as give 10,000 requests, each a collection of its own; Postwright finds some 2,000 things in it.
- **postman collection migrate**: the Postman CLI's converter to format v3. Each program writes a new folder; creating its 700 or so files takes most of the time.
- The small files contain three requests each, in different combinations, from the collection that is linted alone.
- **A bare pass over the tokens**: jsontext's decoder, which reads all tokens of the file and ignores them. No program that reads JSON can be much faster.
- Diff and merge: collections of the same requests under names of their own, in folders of 25; one side renames a twentieth and removes another, the other side adds a setting to a twentieth and changes the method of another.
- The sandbox and the program that sends the requests share the cores.
- **openapi-to-postmanv2**: Postman's own converter, run by its command line. It writes the collection indented, as Postwright does.
- The inputs are the generated starter, a published collection of 1.8 MB, and repetitions of that collection's items; the collection of more than 100 MB repeats the one that is linted alone. Without the reference files, the starter's items are repeated instead.

` + "`make bench`" + ` also runs and prints the benchmarks of Document against encoding/json and hujson.
`
