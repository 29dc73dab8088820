package clients

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// agreeable answers everything with 200 and {}.
var agreeable = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]any{})
})

// Values that the tests fill in. They name what they stand for, so that what
// arrives tells where it came from.
const (
	pathValue  = "path-of-"
	queryValue = "query-of-"
	fieldValue = "field-of-"
	fileText   = "what is in the file"
)

// filled is a copy of a collection, without the template's own requests, in which
// path variables have values and every request goes to base_url. With all, what is
// switched off is switched on, and what is empty has a value.
func filled(t *testing.T, file string, all bool, keep func(i int) bool) (copied string, requests []request) {
	t.Helper()
	whole := decode(t, file)
	whole["item"] = slices.DeleteFunc(elements(whole["item"]), func(item any) bool {
		name := text(member(item)["name"])
		return name == getUser || name == refresh
	})
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
			"name": r.name, "request": r.request, "protocolProfileBehavior": map[string]any{"disableBodyPruning": true},
		})
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

// sendAll has Newman send a collection, and gives what arrived: a request each,
// in order.
func sendAll(t *testing.T, file string, requests []request) []sent {
	t.Helper()
	r := record(t, agreeable)
	ran := execute(t, "node", "testdata/node_modules/newman/bin/newman.js", "run", file, "--silent",
		"--env-var", "base_url="+r.URL, "--env-var", "oauth_url="+r.URL, "--env-var", "access_token=access-0")
	log := r.received()
	if ran.code != 0 || len(log) != len(requests) {
		t.Fatalf("exit code %d, %d requests arrived, want %d\n%.2000s", ran.code, len(log), len(requests), ran.stdout+ran.stderr)
	}
	return log
}

// everything keeps all requests.
func everything(int) bool { return true }

// TestEmptyPathVariable: a path variable that nobody filled in does not make the
// request one for all records, or for another.
func TestEmptyPathVariable(t *testing.T) {
	requireNode(t)
	file, requests := filled(t, fullFile, false, everything)
	whole := decode(t, file)
	var item map[string]any
	for _, each := range elements(whole["item"]) {
		if url := member(member(member(each)["request"])["url"]); len(elements(url["variable"])) == 1 && strings.HasSuffix(text(url["raw"]), "/api/patients/:id") {
			member(elements(url["variable"])[0])["value"] = ""
			item = member(each)
		}
	}
	if item == nil {
		t.Fatalf("no request to one patient among %d", len(requests))
	}
	whole["item"] = []any{item}
	text, err := json.Marshal(whole)
	if err != nil {
		t.Fatal(err)
	}
	write(t, file, string(text))
	log := sendAll(t, file, requests[:1])
	if log[0].path != "/api/patients/" && log[0].path != "/api/patients/:id" {
		t.Errorf("%s was sent", log[0].path)
	}
	t.Logf("an empty path variable is sent as %s", log[0].path)
}
