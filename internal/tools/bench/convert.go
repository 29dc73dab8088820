package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// emptied returns the path of a folder that does not exist, and a function that moves
// aside what a run has written there. Deleting that would slow down the next run: ext4
// makes files slowly for seconds after many are deleted.
func emptied(folder, name string) (path string, aside func() error) {
	path = filepath.Join(folder, "converted", name)
	runs := 0
	return path, func() error {
		runs++
		err := os.Rename(path, fmt.Sprint(path, " ", runs))
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	}
}

// convert measures converting a published collection to format v3, compared
// with Postman's own command, and updating a folder that holds it already.
func convert(page *page, binary string, p peers, folder string, runs int) error {
	from := published
	size, err := sizeOf(from)
	if err != nil {
		from = inputPath(folder, sizes[0])
		if size, err = sizeOf(from); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(filepath.Join(folder, "converted"), 0o755); err != nil {
		return err
	}
	made, aside := emptied(folder, "made")
	contenders := []contender{{name: "postwright convert --to v3", command: []string{binary, "convert", "--to", "v3", from, "-o", made}, before: aside}}
	there, _ := emptied(folder, "there")
	again := contender{name: "postwright convert --to v3, into a folder that has it", command: []string{binary, "convert", "--to", "v3", from, "-o", there}}
	if _, err := once(again); err != nil {
		return err
	}
	contenders = append(contenders, again,
		contender{name: "postwright convert --to v2.1", command: []string{binary, "convert", "--to", "v2.1", there, "-o", filepath.Join(folder, "converted.json")}})
	if p.postman != "" {
		migrated, aside := emptied(folder, "migrated")
		contenders = append(contenders, contender{name: "postman collection migrate", command: []string{p.postman, "collection", "migrate", from, "-o", migrated}, before: aside})
	}
	return section(page, "Convert to format v3, "+size, reading(from, contenders), runs)
}
