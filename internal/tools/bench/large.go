package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/go-json-experiment/json/jsontext"
)

// largeSize is the minimum size of the large collection, in bytes.
const largeSize = 104_000_000

func largePath(folder string) string { return filepath.Join(folder, "large.json") }

// tokensCommand makes this program the lower limit: it reads the tokens of a
// file and does nothing else.
const tokensCommand = "tokens"

func tokens(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	d := jsontext.NewDecoder(file, jsontext.AllowDuplicateNames(true))
	for {
		if _, err := d.ReadToken(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// large measures a collection that is larger than any in use.
func large(page *page, binary string, p peers, folder string, runs int) error {
	path := largePath(folder)
	size, err := sizeOf(path)
	if err != nil {
		return err
	}
	limit := contender{name: "a bare pass over the tokens", command: []string{p.self, tokensCommand, path}}
	verdicts := append(validating(binary, path, p), limit)
	if err := section(page, "Validate, "+size, reading(path, verdicts), runs); err != nil {
		return err
	}
	return section(page, "Lint, every rule, "+size, reading(path, []contender{everyRule(binary, "", path), limit}), runs)
}
