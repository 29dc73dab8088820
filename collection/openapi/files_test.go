package openapi_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/openapi"
)

// folder opens files of a map, and remembers which.
type folder struct {
	files  map[string]string
	opened []string
}

func (f *folder) open(name string) (string, error) {
	f.opened = append(f.opened, name)
	text, ok := f.files[name]
	if !ok {
		return "", errors.New("there is no such file")
	}
	return text, nil
}

func TestFiles(t *testing.T) {
	f := &folder{files: map[string]string{
		"specs/paths/a.yaml":            "get:\n  parameters: [{$ref: '../parameters.json#/q'}]\n  responses: {200: {content: {application/json: {schema: {$ref: ../schemas/pet.yaml}}}}}\n",
		"specs/parameters.json":         `{"q": {"name": "q", "in": "query", "schema": {"$ref": "api.yaml#/components/schemas/Q"}}}`,
		"specs/schemas/pet.yaml":        "type: object\nproperties: {owner: {$ref: 'deep/owner.yaml#/definitions/O%77ner'}, self: {$ref: '#'}, again: {$ref: '../schemas/./pet.yaml'}}\n",
		"specs/schemas/deep/owner.yaml": "definitions: {Owner: {type: string, nullable: x}}\n",
		"specs/with space.yaml":         "get: {tags: [s]}\n",
	}}
	d, err := openapi.Read("specs/api.yaml", `openapi: 3.0.0
paths:
  /a: {$ref: ./paths/a.yaml}
  /s: {$ref: with%20space.yaml}
components: {schemas: {Q: {type: integer}}}
`, f.open)
	if err != nil {
		t.Fatal(err)
	}
	_, got, _ := strings.Cut(strings.TrimSpace(briefAPI(d.API)), "\n")
	if want := "GET /a query:q*=@Q:integer -> @pet:object{owner:@Owner,self:@pet,again:@pet}\nGET /s s"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if want := "specs/schemas/deep/owner.yaml:1:47 warning \"nullable\" must be true or false, not \"x\"\n"; said(d) != want {
		t.Errorf("found %s", said(d))
	}
	var names []string
	for _, f := range d.Files {
		names = append(names, f.Name)
	}
	if want := []string{"specs/api.yaml", "specs/paths/a.yaml", "specs/parameters.json", "specs/schemas/pet.yaml", "specs/with space.yaml", "specs/schemas/deep/owner.yaml"}; !slices.Equal(names, want) {
		t.Errorf("files %q", names)
	}
	if want := names[1:]; !slices.Equal(f.opened, want) {
		t.Errorf("opened %q", f.opened)
	}
}

// TestFilesRefused: what is not in the document's folder is not asked for.
func TestFilesRefused(t *testing.T) {
	for reference, want := range map[string]string{
		"/etc/passwd":                   "only files in the document's folder and below are read",
		"../up.yaml":                    "only files in the document's folder and below are read",
		"sub/../../up.yaml":             "only files in the document's folder and below are read",
		"..":                            "only files in the document's folder and below are read",
		"%2e%2e%2fup.yaml":              "only files in the document's folder and below are read",
		"%2Fetc%2Fpasswd":               "only files in the document's folder and below are read",
		`..\up.yaml`:                    "only files in the document's folder and below are read",
		"http://127.0.0.1/x.yaml":       "nothing is fetched over a network; save it beside the document",
		"HTTPS://example.com/x.yaml#/a": "nothing is fetched over a network; save it beside the document",
		"//example.com/x.yaml":          "nothing is fetched over a network; save it beside the document",
		"file:///etc/passwd":            "only files in the document's folder and below are read",
		"C:/x.yaml":                     "only files in the document's folder and below are read",
		"ftp:x":                         "only files in the document's folder and below are read",
		"urn:example:x":                 "only files in the document's folder and below are read",
		"absent.yaml":                   "there is no such file",
		"broken.yaml":                   "broken.yaml could not be read",
		"empty.yaml#/a":                 "empty.yaml could not be read",
	} {
		f := &folder{files: map[string]string{"broken.yaml": "a: [", "empty.yaml": ""}}
		d, err := openapi.Read("api.yaml", fmt.Sprintf("openapi: 3.0.0\npaths: {/a: {$ref: '%s'}, /b: {$ref: '%[1]s'}}\n", reference), f.open)
		if err != nil {
			t.Fatal(err)
		}
		text := said(d)
		if wanted := fmt.Sprintf("2:20 warning cannot follow %q: %s", reference, want); !strings.Contains(text, wanted) {
			t.Errorf("%s: %s\nwant %s", reference, text, wanted)
		}
		inside := strings.HasSuffix(reference, ".yaml") && !strings.ContainsAny(reference, "/\\:%") || strings.HasPrefix(reference, "empty")
		if len(d.API.Operations) > 0 || (len(f.opened) == 1) != inside || len(f.opened) > 1 {
			t.Errorf("%s: opened %q, %d operations", reference, f.opened, len(d.API.Operations))
		}
	}
}

// TestFileLimits: a document consists of any number of files, but not of any size; beyond,
// nothing is lost without an error.
func TestFileLimits(t *testing.T) {
	var paths strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&paths, "  /%d: {$ref: %d.yaml}\n", i, i)
	}
	opened := 0
	d, err := openapi.Read("api.yaml", "openapi: 3.0.0\npaths:\n"+paths.String(), func(string) (string, error) {
		opened++
		return "get: {}", nil
	})
	if err != nil || len(d.API.Operations) != 1000 || opened != 1000 {
		t.Errorf("%v: %d operations, %d files opened\n%s", err, len(d.API.Operations), opened, said(d))
	}

	large := `{"get": {}, "x-filler": "` + strings.Repeat("x", 15<<20) + `"}`
	opened = 0
	d, err = openapi.Read("api.yaml", "openapi: 3.0.0\npaths:\n"+paths.String(), func(string) (string, error) {
		opened++
		return large, nil
	})
	if !errors.Is(err, openapi.ErrTooLarge) || opened > 20 {
		t.Errorf("%v: %d operations, %d files opened\n%s", err, len(d.API.Operations), opened, said(d))
	}
}

// TestDescriptionsInFiles: a description that is only a reference is what that leads to.
func TestDescriptionsInFiles(t *testing.T) {
	f := &folder{files: map[string]string{
		"docs/about.md": "# About\n\nWhat it does.\n",
		"texts.yaml":    "pets: All pets.\n",
		".env":          "SECRET=1",
	}}
	d, err := openapi.Read("api.yaml", `openapi: 3.0.0
info: {title: T, version: "1", description: {$ref: ./docs/about.md}}
tags:
- {name: a, description: {$ref: 'texts.yaml#/pets'}}
- {name: b, description: {$ref: missing.md}}
- {name: c, description: {$ref: ../outside.md}}
- {name: d, description: {$ref: '#/info'}}
- {name: e, description: {text: x}}
- {name: f, description: {$ref: .env}}
paths: {}
`, f.open)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, tag := range d.API.Tags {
		got = append(got, tag.Description)
	}
	if want := []string{"All pets.", "", "", "", "", ""}; d.API.Description != "# About\n\nWhat it does." || !slices.Equal(got, want) {
		t.Errorf("%q and %q, want %q", d.API.Description, got, want)
	}
	if want := `api.yaml:2:7 warning "description" must be a single value, not an object
api.yaml:5:33 warning cannot follow "missing.md": there is no such file
api.yaml:6:33 warning cannot follow "../outside.md": only files in the document's folder and below are read
api.yaml:8:26 warning "description" must be a single value, not an object
api.yaml:9:26 warning "description" must be a single value, not an object
`; said(d) != want {
		t.Errorf("found\n%s", said(d))
	}
}
