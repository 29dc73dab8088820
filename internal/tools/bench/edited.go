package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
)

// requestCounts are the numbers of requests in the collections that are
// compared and merged: the cost should be proportional.
var requestCounts = []int{100, 1_000, 10_000}

// side returns the path of one of the collections to compare and merge: base, ours or
// theirs.
func side(folder, name string, requests int) string {
	return filepath.Join(folder, fmt.Sprintf("%s-%d.json", name, requests))
}

// perFolder is the number of requests in a folder.
const perFolder = 25

// writeSides writes collections of another collection's requests, with unique
// names, and two edited versions of each.
func writeSides(from, folder string) error {
	requests, err := requestsOf(from)
	if err != nil {
		return err
	}
	for _, count := range requestCounts {
		base, err := manyRequests(requests, count)
		if err != nil {
			return err
		}
		for name, edit := range map[string]func(int, collection.Item) []jsontree.Edit{
			"base": func(int, collection.Item) []jsontree.Edit { return nil }, "ours": ours, "theirs": theirs,
		} {
			text, err := editRequests(base, edit)
			if err != nil {
				return err
			}
			if err := os.WriteFile(side(folder, name, count), []byte(text), 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// manyRequests returns a collection of count requests.
func manyRequests(requests []string, count int) (*jsontree.Document, error) {
	var folders, inside []string
	for i := range count {
		d, err := jsontree.Parse(requests[i%len(requests)])
		if err != nil {
			return nil, err
		}
		text, err := d.Apply(d.Root().Get("name").Replace(jsontree.Quote(fmt.Sprintf("Request %d", i))))
		if err != nil {
			return nil, err
		}
		inside = append(inside, text)
		if len(inside) == perFolder || i == count-1 {
			folders = append(folders, fmt.Sprintf(`{"name": "Folder %d", "item": [%s]}`, len(folders), strings.Join(inside, ",\n")))
			inside = nil
		}
	}
	return jsontree.Parse(fmt.Sprintf(smallCollection, count, strings.Join(folders, ",\n")))
}

// editRequests returns a collection's text after edits on each of its requests.
func editRequests(base *jsontree.Document, edit func(int, collection.Item) []jsontree.Edit) (string, error) {
	var edits []jsontree.Edit
	i := 0
	for item := range collection.Of(base).Requests() {
		edits = append(edits, edit(i, item)...)
		i++
	}
	return base.Apply(edits...)
}

// ours renames some requests and removes others.
func ours(i int, item collection.Item) []jsontree.Edit {
	switch i % 20 {
	case 0:
		return []jsontree.Edit{item.Node.Get("name").Replace(jsontree.Quote(item.Name() + ", renamed"))}
	case 5:
		return []jsontree.Edit{item.Node.Remove()}
	}
	return nil
}

// theirs adds a setting to some requests and changes the method of others,
// all of which ours leaves alone.
func theirs(i int, item collection.Item) []jsontree.Edit {
	switch i % 20 {
	case 10:
		return []jsontree.Edit{item.Node.Append(jsontree.Member{Key: "protocolProfileBehavior", JSON: `{"followRedirects": false}`})}
	case 15:
		return []jsontree.Edit{item.Request().Node.Get("method").Replace(`"PURGE"`)}
	}
	return nil
}

// edited measures diff and merge.
func edited(page *page, binary, folder string, runs int) error {
	var diffs, merges []contender
	for _, count := range requestCounts {
		base, mine, yours := side(folder, "base", count), side(folder, "ours", count), side(folder, "theirs", count)
		size, err := sizeOf(base)
		if err != nil {
			return err
		}
		of := fmt.Sprintf(", %s requests, %s", thousands(count), size)
		diffs = append(diffs, contender{name: "postwright diff" + of, command: []string{binary, "diff", base, mine}})
		merges = append(merges, contender{name: "postwright merge" + of, command: []string{binary, "merge", "-o", "-", base, mine, yours}})
	}
	if err := section(page, "Diff, a tenth of the requests changed", diffs, runs); err != nil {
		return err
	}
	return section(page, "Merge, a tenth of the requests changed on each side", merges, runs)
}
