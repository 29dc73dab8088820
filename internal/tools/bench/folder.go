package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/v3"
)

// folderRequests is the number of requests in the collection in format v3.
const folderRequests = 10_000

func v3Folder(folder string) string { return filepath.Join(folder, "v3") }

func ofV3Folder(folder string) string { return filepath.Join(folder, "v3.json") }

// requestFile is the file of a request in format v3.
const requestFile = `$kind: http-request
description: |-
  Returns the patient with the number, and what is known of them.

  See chapter %[1]d of the handbook.
url: "{{base}}/patients/:id?limit=20&page=%[1]d"
method: POST
headers:
  Accept: application/json
  X-Request-Id: "%[1]d"
queryParams:
  limit: "20"
  page: "%[1]d"
pathVariables:
  id: "%[1]d"
body:
  type: json
  content: |-
    {
      "name": "Jane",
      "page": %[1]d
    }
scripts:
  - type: afterResponse
    language: text/javascript
    code: |-
      pm.test("Status is 200", function () {
        pm.response.to.have.status(200);
      });
      const data = pm.response.json();
      pm.test("has an id", () => pm.expect(data.id).to.eql(%[1]d));
order: %[1]d000
`

// writeV3 writes a collection in format v3, in folders of 100 requests, and
// the same collection in format v2.1.
func writeV3(folder string) error {
	files := []v3.File{{Path: ".resources/definition.yaml", Text: "$kind: collection\nname: Clinic\nvariables:\n  base: https://api.example.com\n"}}
	for i := range folderRequests {
		files = append(files, v3.File{Path: fmt.Sprintf("Folder %d/Request %d.request.yaml", i/100, i), Text: fmt.Sprintf(requestFile, i)})
	}
	if err := writeFiles(v3Folder(folder), files); err != nil {
		return err
	}
	return os.WriteFile(ofV3Folder(folder), []byte(v3.Read("v3", files).Document.Text()), 0o644)
}

func writeFiles(folder string, files []v3.File) error {
	for _, f := range files {
		path := filepath.Join(folder, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(f.Text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func foundV3Folder(folder string) string { return filepath.Join(folder, "v3-found") }

// writeFoundV3 writes repetitions of a collection in format v3, each in a
// folder of its own.
func writeFoundV3(from, folder string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	d, err := jsontree.Parse(string(text))
	if err != nil {
		return err
	}
	files := v3.Lay(d).Files
	requests := 0
	for _, f := range files {
		if v3.IsRequest(f.Path) {
			requests++
		}
	}
	if requests == 0 {
		return fmt.Errorf("%s has no requests", from)
	}
	for n := range (folderRequests + requests - 1) / requests {
		if err := writeFiles(filepath.Join(foundV3Folder(folder), fmt.Sprintf("Part %d", n)), files); err != nil {
			return err
		}
	}
	return nil
}

// lintFolder measures the linter on a folder of YAML files, compared with
// Postman's own and with the same collection as one file; and on one in which
// much is found.
func lintFolder(page *page, binary string, p peers, folder string, runs int) error {
	measure := func(title, path string, contenders ...contender) error {
		if p.postman != "" {
			contenders = append(contenders, contender{name: "postman collection lint", command: []string{p.postman, "collection", "lint", path}})
		}
		size, err := sizeBelow(path)
		if err != nil {
			return err
		}
		for i := range contenders {
			contenders[i].bytes, contenders[i].finds = size, true
		}
		return section(page, title, contenders, runs)
	}
	path := v3Folder(folder)
	if err := measure(fmt.Sprintf("Lint, %s request files of format v3", thousands(folderRequests)), path,
		contender{name: "postwright lint, v3", command: []string{binary, "lint", path}},
		contender{name: "postwright lint, v2.1", command: []string{binary, "lint", ofV3Folder(folder)}},
		contender{name: "postwright validate, v3", command: []string{binary, "validate", path}},
	); err != nil {
		return err
	}
	path = foundV3Folder(folder)
	return measure("Lint, a published collection in format v3, repeated", path, contender{name: "postwright lint", command: []string{binary, "lint", path}})
}

// sizeBelow returns the size of the files below a folder in bytes.
func sizeBelow(folder string) (int64, error) {
	size := int64(0)
	err := filepath.WalkDir(folder, func(_ string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	return size, err
}
