package clients

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestFullSDK: Postman's SDK has every request of a large collection, in order.
func TestFullSDK(t *testing.T) {
	requireNode(t)
	eachAPI(t, func(t *testing.T, file string) {
		requests := requestsOf(decode(t, file))
		var c sdkCollection
		convert(t, "sdk", file, &c)
		if len(c.Items) != len(requests) {
			t.Fatalf("%d requests, want %d", len(c.Items), len(requests))
		}
		for i, r := range requests {
			got := c.Items[i]
			if got.Name != r.name || got.Method != r.method() || got.URL != r.address() {
				t.Errorf("%s %s (%s) became %s %s (%s)", r.method(), r.address(), r.name, got.Method, got.URL, got.Name)
			}
			if got.Auth == nil && c.Auth != nil {
				t.Errorf("%s has lost its authorization", r.name)
			}
		}
		proven(t, fmt.Sprintf("Postman's SDK: all %d requests", len(requests)))
	})
}

type brunoItem struct {
	Type, Name string
	Items      []brunoItem
	Request    struct {
		Method, URL string
		Params      []struct{ Name, Type string }
		Body        struct {
			FormURLEncoded, MultipartForm []any
			JSON                          string
		}
	}
}

func (b brunoItem) requests() []brunoItem {
	if b.Type != "folder" {
		return []brunoItem{b}
	}
	var all []brunoItem
	for _, inner := range b.Items {
		all = append(all, inner.requests()...)
	}
	return all
}

// TestFullBruno: Bruno's importer has every request, with all parameters and
// fields.
func TestFullBruno(t *testing.T) {
	requireNode(t)
	eachAPI(t, func(t *testing.T, file string) {
		var b struct {
			Issues     []any
			Collection struct{ Items []brunoItem }
		}
		convert(t, "bruno", file, &b)
		if len(b.Issues) > 0 {
			t.Errorf("issues: %v", b.Issues)
		}
		var got, want []string
		for _, r := range (brunoItem{Type: "folder", Items: b.Collection.Items}).requests() {
			body := r.Request.Body
			got = append(got, summary(r.Name, r.Request.Method, len(r.Request.Params), len(body.FormURLEncoded)+len(body.MultipartForm), body.JSON))
		}
		for _, r := range requestsOf(decode(t, file)) {
			body := member(r.request["body"])
			raw := text(body["raw"])
			want = append(want, summary(r.name, r.method(), len(elements(r.url()["query"]))+len(elements(r.url()["variable"])),
				len(elements(body["urlencoded"]))+len(elements(body["formdata"])), raw))
		}
		compareSets(t, got, want)
		proven(t, fmt.Sprintf("Bruno: all %d requests", len(want)))
	})
}

// TestFullMigrate: the Postman CLI takes every request into its v3 format, with
// all parameters and fields, and its linter finds nothing.
func TestFullMigrate(t *testing.T) {
	requireNode(t)
	eachAPI(t, func(t *testing.T, file string) {
		folder := migrate(t, file)
		var got, want []string
		err := filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
			name, ok := strings.CutSuffix(filepath.Base(path), ".request.yaml")
			if err != nil || !ok {
				return err
			}
			var r struct {
				Name, Method, URL string
				Query             []any `yaml:"queryParams"`
				Variables         []any `yaml:"pathVariables"`
				Body              struct{ Content any }
			}
			readYAML(t, path, &r)
			if r.Name != "" {
				name = r.Name // where a file cannot have it
			}
			raw, _ := r.Body.Content.(string)
			address, _, _ := strings.Cut(r.URL, "?")
			got = append(got, summary(name+" "+address, r.Method, len(r.Query)+len(r.Variables), len(elements(r.Body.Content)), raw))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range requestsOf(decode(t, file)) {
			body := member(r.request["body"])
			address, _, _ := strings.Cut(text(r.url()["raw"]), "?")
			want = append(want, summary(r.name+" "+address, r.method(), len(elements(r.url()["query"]))+len(elements(r.url()["variable"])),
				len(elements(body["urlencoded"]))+len(elements(body["formdata"])), text(body["raw"])))
		}
		compareSets(t, got, want)
		report, code := lintFolder(t, folder)
		if code != 0 || len(report.Diagnostics) != 0 || report.FilesScanned != len(want) {
			t.Errorf("Postman's linter: exit code %d, %d files, %d findings: %.1000v", code, report.FilesScanned, len(report.Diagnostics), report.Diagnostics)
		}
		proven(t, fmt.Sprintf("Postman CLI: all %d requests, and its linter finds nothing", len(want)))
	})
}

// summary returns what a client must keep of a request.
func summary(name, method string, parameters, fields int, raw string) string {
	return fmt.Sprintf("%s %s, %d parameters, %d fields, %q", method, name, parameters, fields, strings.TrimSpace(raw))
}

// compareSets reports what is in only one of two lists.
func compareSets(t *testing.T, got, want []string) {
	t.Helper()
	slices.Sort(got)
	slices.Sort(want)
	if len(want) < 10 {
		t.Errorf("only %d requests", len(want))
	}
	for _, s := range want {
		if i, ok := slices.BinarySearch(got, s); ok {
			got = slices.Delete(got, i, i+1)
		} else {
			t.Errorf("missing: %.300s", s)
		}
	}
	for _, s := range got {
		t.Errorf("made up: %.300s", s)
	}
}
