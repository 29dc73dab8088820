package clients

import (
	"encoding/json"
	"hash/fnv"
	"maps"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"
)

// agreeable answers each operation of a document with {} and the first status of
// success that it declares, so that a test of statuses passes.
func agreeable(d document) http.Handler {
	operations := d.operations()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status := http.StatusOK
		for _, e := range receivedAt(operations, r.Method, r.URL.Path) {
			for _, declared := range slices.Sorted(maps.Keys(member(e.operation["responses"]))) {
				if n, err := strconv.Atoi(declared); err == nil && n/100 == 2 {
					status = n
					break
				}
			}
		}
		answer(w, status, map[string]any{})
	})
}

// Values that the tests fill in. They name what they stand for, so that one can see
// where what arrives came from.
const (
	pathValue  = "path-of-"
	queryValue = "query-of-"
	fieldValue = "field-of-"
	fileText   = "what is in the file"
)

// filled returns a copy of a collection, without the template's own requests, in which path
// variables and the collection's variables have values, and every request goes to
// base_url. With all, what is switched off is switched on, and what is empty has a value.
// What nothing defines ({{target_…}}) stays undefined.
func filled(t *testing.T, file string, all bool, keep func(i int) bool) (copied string, requests []request) {
	t.Helper()
	whole := decode(t, file)
	whole["item"] = slices.DeleteFunc(elements(whole["item"]), func(item any) bool {
		name := text(member(item)["name"])
		return name == getUser || name == refresh
	})
	declared := map[string]bool{}
	for _, each := range elements(whole["variable"]) {
		if v := member(each); text(v["value"]) == "" {
			v["value"] = variableValue(text(v["key"]))
			declared[text(v["key"])] = true
		}
	}
	var flat []any
	for i, r := range requestsOf(whole) {
		if !keep(i) {
			continue
		}
		url := r.url()
		url["host"] = []any{"{{base_url}}"} // also where an operation has an address of its own
		delete(url, "protocol")
		for _, v := range elements(url["variable"]) {
			member(v)["value"] = pathValue + text(member(v)["key"])
		}
		if all {
			switchOn(url["query"], queryValue, "")
		}
		upload := filepath.Join(t.TempDir(), "upload.txt")
		write(t, upload, fileText)
		body := member(r.request["body"])
		for _, mode := range []string{"urlencoded", "formdata"} {
			if all {
				switchOn(body[mode], fieldValue, upload)
			}
		}
		flat = append(flat, map[string]any{
			"name": r.name, "request": r.request, "event": r.events, "protocolProfileBehavior": map[string]any{"disableBodyPruning": true},
		})
		r.declared = declared
		requests = append(requests, r)
	}
	whole["item"] = flat
	text, err := json.Marshal(whole)
	if err != nil {
		t.Fatal(err)
	}
	copied = filepath.Join(t.TempDir(), "filled.postman_collection.json")
	write(t, copied, string(text))
	return copied, requests
}

// variableValue returns a number of its own for each variable: IDs are numbers in JSON.
func variableValue(name string) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(name))
	return strconv.Itoa(1_000_000 + int(h.Sum32()%1_000_000))
}

var reference = regexp.MustCompile(`\{\{(\w+)\}\}`)

// switchOn enables the parameters of a list, and gives those without a value one.
func switchOn(list any, value, upload string) {
	for _, each := range elements(list) {
		p := member(each)
		delete(p, "disabled")
		switch {
		case text(p["type"]) == "file":
			p["src"] = upload
		case text(p["value"]) == "":
			p["value"] = value + text(p["key"])
		}
	}
}

// sendAll has Newman send a collection, and returns the requests that arrived, in order.
func sendAll(t *testing.T, d document, file string, requests []request) []sent {
	t.Helper()
	r := record(t, agreeable(d))
	upload := filepath.Join(t.TempDir(), "upload.txt")
	write(t, upload, fileText)
	ran := execute(t, "node", "testdata/node_modules/newman/bin/newman.js", "run", file, "--silent",
		"--env-var", "base_url="+r.URL, "--env-var", "oauth_url="+r.URL, "--env-var", "access_token=access-0", "--env-var", "upload_file="+upload)
	log := r.received()
	if ran.code != 0 || len(log) != len(requests) {
		t.Fatalf("exit code %d, %d requests arrived, want %d\n%.2000s", ran.code, len(log), len(requests), ran.stdout+ran.stderr)
	}
	return log
}

// everything keeps all requests.
func everything(int) bool { return true }
