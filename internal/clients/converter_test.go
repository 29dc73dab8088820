package clients

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestConverter compares what generate makes with what Postman's converter makes of the
// documents in the folder that OPENAPI_DOCUMENTS names, such as the test data of its
// repository, or else of those that ReadMe publishes. Requests, query parameters and
// headers of the converter must be there, but for what docs/openapi.md gives a reason
// for.
func TestConverter(t *testing.T) {
	requireNode(t)
	files := documents(t)
	theirs := map[string]map[string]any{}
	ran := executePrepared(t, 10*time.Minute, func(c *exec.Cmd) { c.Stdin = strings.NewReader(strings.Join(files, "\n")) }, "node", "testdata/converter.mjs")
	if err := json.Unmarshal([]byte(ran.stdout), &theirs); ran.code != 0 || err != nil {
		t.Fatalf("exit code %d, %v\n%s", ran.code, err, ran.stderr)
	}
	counts := map[string]int{}
	for _, file := range files {
		made := execute(t, build(t), "generate", "--openapi", file, "-o", "-")
		var ours map[string]any
		switch err := json.Unmarshal([]byte(made.stdout), &ours); {
		case made.code != 0 || err != nil:
			if theirs[file] != nil {
				counts["documents of the converter alone"]++
			}
			continue
		case theirs[file] == nil:
			counts["documents of ours alone"]++
			continue
		}
		counts["documents"]++
		byAddress := map[string][]request{}
		for _, r := range requestsOf(ours) {
			byAddress[addressShape(r.request)] = append(byAddress[addressShape(r.request)], r)
		}
		for _, r := range requestsOf(theirs[file]) {
			mine := sameAddress(byAddress, addressShape(r.request))
			if mine == nil {
				t.Errorf("%s: there is no %s", file, addressShape(r.request))
				continue
			}
			counts["requests"]++
			if r.name == mine.name {
				counts["names alike"]++
			}
			for _, part := range []string{"query", "header"} {
				have := keysOf(mine.request, part)
				for key := range maps.Keys(keysOf(r.request, part)) {
					if !have[key] && key != "accept" && key != "content-type" {
						t.Errorf("%s: %s has no %s %q", file, addressShape(r.request), part, key)
					}
				}
			}
			if text(member(r.request["body"])["mode"]) == text(member(mine.request["body"])["mode"]) {
				counts["bodies of one kind"]++
			}
		}
	}
	if counts["documents"] < 100 && os.Getenv("OPENAPI_DOCUMENTS") == "" {
		t.Errorf("only %d documents", counts["documents"])
	}
	proven(t, fmt.Sprint(counts))
}

// documents returns the OpenAPI documents to convert: files that say their version.
func documents(t *testing.T) []string {
	t.Helper()
	folder := os.Getenv("OPENAPI_DOCUMENTS")
	if folder == "" {
		folder = "testdata/node_modules/@readme/oas-examples"
	}
	var files []string
	err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !slices.Contains([]string{".json", ".yaml", ".yml"}, filepath.Ext(path)) {
			return err
		}
		content, err := os.ReadFile(path)
		if version.Match(content) {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

var version = regexp.MustCompile(`(?m)^\{?\s*["']?(openapi|swagger)["']?\s*:\s*["']?[23]\.`)

// addressShape returns a request's method and path, with all variables alike.
func addressShape(r map[string]any) string {
	var segments []string
	for _, s := range elements(member(r["url"])["path"]) {
		segments = append(segments, aVariable.ReplaceAllString(text(s), "{}"))
	}
	return text(r["method"]) + " /" + strings.Trim(strings.Join(segments, "/"), "/")
}

var aVariable = regexp.MustCompile(`^:.+$|\{\{[^}]*\}\}|\{[^}]*\}`)

// sameAddress returns one of the requests at an address, or at the end of it or around it: the
// converter writes the servers of operations out, and cuts paths without a slash.
func sameAddress(all map[string][]request, shape string) *request {
	if len(all[shape]) > 0 {
		return &all[shape][0]
	}
	method, path, _ := strings.Cut(shape, " ")
	for other, requests := range all {
		if m, p, _ := strings.Cut(other, " "); m == method && (strings.HasSuffix(path, p) || strings.HasSuffix(p, path)) {
			return &requests[0]
		}
	}
	return nil
}

// keysOf returns the names of query parameters or headers, without the properties of objects in
// them.
func keysOf(r map[string]any, part string) map[string]bool {
	keys := map[string]bool{}
	from := r[part]
	if part == "query" {
		from = member(r["url"])["query"]
	}
	for _, p := range elements(from) {
		key, _, _ := strings.Cut(strings.ToLower(text(member(p)["key"])), "[")
		keys[key] = true
	}
	return keys
}
