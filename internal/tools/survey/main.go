// Command survey lints folders of collections with every rule, counts the findings
// of each rule, and prints a sample of them for review:
//
//	go run ./internal/tools/survey ../shared/data/corpus ../shared/data/postman/examples
//
// It reads every .json file of the folders that is not an environment. The sample is
// the same on every run.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rules"
)

func main() {
	size := flag.Int("n", 20, "how many findings of a rule to show; -1 for all")
	only := flag.String("rule", "", "show the findings of this `RULE` only")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: survey [-n N] [-rule RULE] FOLDER...")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(os.Stdout, flag.Args(), *only, *size); err != nil {
		fmt.Fprintln(os.Stderr, "survey:", err)
		os.Exit(2)
	}
}

func run(out io.Writer, folders []string, only string, size int) error {
	if only != "" {
		if _, err := lint.Named(rules.All(), only); err != nil {
			return err
		}
	}
	files, err := read(folders)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(out)
	s, err := survey(files)
	if err != nil {
		return err
	}
	if only == "" {
		s.table(w)
	}
	if err := s.samples(w, only, size); err != nil {
		return err
	}
	return w.Flush()
}
