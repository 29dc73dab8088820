package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
)

// input is a collection to validate.
type input struct{ name, path string }

const (
	starter   = "dist/drchrono.postman_collection.json"
	published = "../shared/data/corpus/sabre/booking-management-api-v2024.08.postman_collection.json"
)

// inputsCommand makes this program write the inputs into a folder.
const inputsCommand = "inputs"

// makeInputs returns collections of about 10 KB, 1.8 MB and 10 MB. Another
// process writes them and the inputs of the other tables: memory that this
// process has used would count towards the peak of each process that it
// starts.
func makeInputs(self, folder string) ([]input, error) {
	if out, err := exec.Command(self, inputsCommand, folder).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("make the inputs: %w\n%s", err, out)
	}
	list := []input{{path: starter}}
	for _, size := range sizes {
		list = append(list, input{path: inputPath(folder, size)})
	}
	for i := range list {
		size, err := sizeOf(list[i].path)
		if err != nil {
			return nil, err
		}
		list[i].name = size
	}
	return list, nil
}

// sizeOf returns a file's size as text.
func sizeOf(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	if info.Size() >= 1e6 {
		return fmt.Sprintf("%.1f MB", float64(info.Size())/1e6), nil
	}
	return fmt.Sprintf("%.0f KB", float64(info.Size())/1e3), nil
}

var sizes = []int{1_750_000, 10_000_000}

func inputPath(folder string, size int) string {
	return filepath.Join(folder, fmt.Sprintf("%d.json", size))
}

func writeInputs(folder string) error {
	from := published
	if _, err := os.Stat(from); err != nil {
		from = starter
	}
	for _, size := range sizes {
		if err := repeatItems(from, inputPath(folder, size), size); err != nil {
			return err
		}
	}
	from = linted(folder)
	if err := repeatItems(from, largePath(folder), largeSize); err != nil {
		return err
	}
	if err := writeSides(from, folder); err != nil {
		return err
	}
	if err := writeV3(folder); err != nil {
		return err
	}
	if err := writeFoundV3(from, folder); err != nil {
		return err
	}
	return writeSmall(from, folder)
}

// repeatItems writes a collection that repeats another's items until it
// reaches a size.
func repeatItems(from, to string, size int) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	d, err := jsontree.Parse(string(text))
	if err != nil {
		return err
	}
	items := d.Root().Get("item")
	inner := d.Text()[items.Start()+1 : items.End()-1]
	times := max(1, (size+len(inner)-1)/len(inner))
	if size < len(text)+len(inner)/2 {
		times = 1
	}
	repeated := strings.TrimSuffix(strings.Repeat(inner+",", times), ",")
	edited, err := d.Apply(jsontree.Edit{Start: items.Start() + 1, End: items.End() - 1, Text: repeated})
	if err != nil {
		return err
	}
	return os.WriteFile(to, []byte(edited), 0o644)
}
