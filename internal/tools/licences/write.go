package main

import (
	"fmt"
	"io"
	"strings"
)

const line = "--------------------------------------------------------------------------------\n"

// write writes the list of modules, and each text once.
func write(w io.Writer, modules []module) {
	fmt.Fprint(w, `Postwright's programs are built of the following, too. This file is made by make
licences; the texts of the licences are below the list.

`)
	var words []string
	of := map[string][]string{} // the modules with each text
	for _, m := range modules {
		fmt.Fprintf(w, "%s: %s\n", m.name(), strings.Join(m.licences(), ", "))
		for _, t := range m.texts {
			if of[t.words] == nil {
				words = append(words, t.words)
			}
			of[t.words] = append(of[t.words], m.name())
		}
	}
	for _, text := range words {
		fmt.Fprintf(w, "\n%s%s\n%s\n%s\n", line, strings.Join(of[text], "\n"), line, strings.Trim(text, "\n"))
	}
}
