//go:build !pages

// Command postwright generates, validates, lints, formats, diffs and merges
// Postman collections.
package main

import "os"

func main() {
	os.Exit(run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}
