package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
)

// The number of small files, and of files per folder.
const (
	smallFiles = 10_000
	firstFiles = 1_000
)

func allSmall(folder string) string { return filepath.Join(folder, "small") }

func firstSmall(folder string) string { return filepath.Join(allSmall(folder), "first") }

// writeSmall writes distinct small collections, each with three requests of
// another collection.
func writeSmall(from, folder string) error {
	requests, err := requestsOf(from)
	if err != nil {
		return err
	}
	for _, sub := range []string{firstSmall(folder), filepath.Join(allSmall(folder), "rest")} {
		if err := os.MkdirAll(sub, 0o755); err != nil {
			return err
		}
	}
	n := len(requests)
	for i := range smallFiles {
		round := i / n // in which the same request comes first
		three := []string{requests[i%n], requests[(7*i+round)%n], requests[(13*i+2*round)%n]}
		sub := "rest"
		if i < firstFiles {
			sub = "first"
		}
		path := filepath.Join(allSmall(folder), sub, fmt.Sprintf("%05d.postman_collection.json", i))
		if err := os.WriteFile(path, []byte(fmt.Sprintf(smallCollection, i, strings.Join(three, ",\n\t\t"))), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// requestsOf returns the requests of a collection, as text.
func requestsOf(path string) ([]string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	d, err := jsontree.Parse(string(text))
	if err != nil {
		return nil, err
	}
	var requests []string
	for i := range collection.Of(d).Requests() {
		requests = append(requests, i.Node.Raw())
	}
	return requests, nil
}

const smallCollection = `{
	"info": {
		"name": "Part %d",
		"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
	},
	"item": [
		%s
	]
}
`
