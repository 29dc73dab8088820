// Command licences writes the licences of the modules in the released programs, with
// the texts that must be passed on:
//
//	go run ./internal/tools/licences > THIRD_PARTY_LICENSES
//
// It fails if a licence is unknown, or requires more than passing on its text.
package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/lazy"
)

// permissive licences require at most that their text is passed on.
var permissive = []string{
	"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "Unlicense", "Zlib",
}

// module is a module that is part of a program.
type module struct {
	path, version string
	folder        string
	texts         []text
}

// text is a file about a module's licence.
type text struct {
	path     string
	words    string
	licences []string // SPDX identifiers
}

// aboutLicence matches the files that must be passed on.
var aboutLicence = lazy.Regexp{Expr: `(?i)^(licen[cs]e|copying|notice|patents)([-._].*)?$`}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}

func run() error {
	modules, err := released()
	if err != nil {
		return err
	}
	for i := range modules {
		if err := modules[i].read(); err != nil {
			return err
		}
	}
	if err := classify(modules); err != nil {
		return err
	}
	var faults []string
	for _, m := range modules {
		if fault := m.fault(); fault != "" {
			faults = append(faults, m.path+" "+fault)
		}
	}
	if len(faults) > 0 {
		return fmt.Errorf("%s", strings.Join(faults, "\n"))
	}
	w := bufio.NewWriter(os.Stdout)
	write(w, modules)
	return w.Flush()
}

func (m *module) read() error {
	entries, err := os.ReadDir(m.folder)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.IsDir() || !aboutLicence.Get().MatchString(e.Name()) {
			continue
		}
		path := filepath.Join(m.folder, e.Name())
		words, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		m.texts = append(m.texts, text{path: path, words: strings.ReplaceAll(string(words), "\r\n", "\n")})
	}
	return nil
}

// name returns the name of a module in the list.
func (m module) name() string { return strings.TrimSpace(m.path + " " + m.version) }

// licences returns the identifiers of a module's licences.
func (m module) licences() []string {
	var all []string
	for _, t := range m.texts {
		all = append(all, t.licences...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// fault returns the reason why a module must not be in a program; "" if it
// may.
func (m module) fault() string {
	if len(m.licences()) == 0 {
		return "has no licence that is known"
	}
	for _, t := range m.texts {
		name := filepath.Base(t.path)
		for _, l := range t.licences {
			if !slices.Contains(permissive, l) {
				return fmt.Sprintf("is under %s (%s), which is not among the permissive licences", l, name)
			}
		}
		if len(t.licences) == 0 && strings.HasPrefix(strings.ToLower(name), "licen") {
			return fmt.Sprintf("has %s, a licence that is not known", name)
		}
	}
	return ""
}
