package clients

import (
	"net/url"
	"slices"
	"strings"
	"testing"
)

// TestUnfilled sends every request of a collection as it is imported, with nothing filled
// in: what changes a record names none and changes nothing, and what reads one does not
// become a request for another. Postman's v3 format is left out: run from it, the Postman
// CLI sent 10 of 20 requests, and did not end in four minutes with all of them.
func TestUnfilled(t *testing.T) {
	requireNode(t)
	d := readDocument(t, documentFile)
	for _, r := range []runner{newman, postmanCLI} {
		t.Run(r.name, func(t *testing.T) {
			whole := decode(t, fullFile)
			requests, declared := requestsOf(whole), map[string]bool{}
			for _, v := range elements(whole["variable"]) {
				declared[text(member(v)["key"])] = true
			}
			rec := record(t, agreeable(d))
			r.send(t, r.collection(t, fullFile), "--env-var", "base_url="+rec.URL, "--env-var", "oauth_url="+rec.URL)
			log := rec.received()
			if len(log) != len(requests) {
				t.Fatalf("%d requests arrived, want %d", len(log), len(requests))
			}
			writes, reads := 0, 0
			for i, s := range inOrder(t, requests, log, declared) {
				switch to := requests[i].address(); {
				case len(elements(requests[i].url()["variable"])) == 0:
				case s.method == "GET":
					reads++
					checkUnfilledRead(t, d, requests[i], s)
				default:
					writes++
					if path := pathOf(t, s); !strings.Contains(path, "/{{target_") {
						t.Errorf("%s %s is sent to %s", s.method, to, path)
					}
				}
				checkUnfilledBody(t, requests[i], s)
			}
			if reads < 76 || writes < 109 {
				t.Errorf("only %d reads and %d writes of single records", reads, writes)
			}
			proven(t, r.name+": with nothing filled in, no request changes a record")
		})
	}
}

// inOrder returns the requests that arrived in the order of the collection's: a client may
// send the parts of a folder in another.
func inOrder(t *testing.T, requests []request, log []sent, declared map[string]bool) []sent {
	t.Helper()
	rest := slices.Clone(log)
	var ordered []sent
	for _, r := range requests {
		i := slices.IndexFunc(rest, func(s sent) bool { return s.method == r.method() && unfilledPath(r, declared) == pathOf(t, s) })
		if i < 0 {
			t.Errorf("%s %s did not arrive as %s", r.method(), r.address(), unfilledPath(r, declared))
			ordered = append(ordered, sent{})
			continue
		}
		ordered = append(ordered, rest[i])
		rest = slices.Delete(rest, i, i+1)
	}
	return ordered
}

// unfilledPath returns the path of a request as it arrives: without the IDs of variables that
// are declared and empty, and with the references that nothing defines.
func unfilledPath(r request, declared map[string]bool) string {
	path, _, _ := strings.Cut(r.address(), "?")
	_, path, _ = strings.Cut(path, "}}")
	return reference.ReplaceAllStringFunc(path, func(name string) string {
		if declared[strings.Trim(name, "{}")] {
			return ""
		}
		return name
	})
}

// pathOf returns the path of a request that arrived.
func pathOf(t *testing.T, s sent) string {
	t.Helper()
	escaped, _, _ := strings.Cut(s.path, "?")
	path, err := url.PathUnescape(escaped)
	if err != nil {
		t.Errorf("the path %s: %v", escaped, err)
	}
	return path
}

// checkUnfilledRead checks that a path without its ID is no path of the document that is
// answered with other records.
func checkUnfilledRead(t *testing.T, d document, r request, s sent) {
	t.Helper()
	for _, e := range d.operations() {
		if e.method == "GET" && e.path == pathOf(t, s) {
			t.Errorf("%s without an ID asks for %s", r.name, e.path)
		}
	}
}

// checkUnfilledBody checks that a body changes nothing.
func checkUnfilledBody(t *testing.T, r request, s sent) {
	t.Helper()
	form := member(r.request["body"])["mode"] == "formdata"
	switch got, err := decodeJSON(s.body); {
	case s.method == "PATCH" && form:
		if strings.Contains(s.body, "form-data") {
			t.Errorf("%s sends the fields %q", r.name, s.body)
		}
	case s.method == "PATCH" && s.body != "":
		if object, is := got.(map[string]any); err != nil || !is || len(object) > 0 {
			t.Errorf("%s sends %q", r.name, s.body)
		}
	case s.method == "PUT" && !form && (err == nil || !strings.Contains(s.body, "{{target_")):
		t.Errorf("%s sends %q, which may replace a record", r.name, s.body)
	}
}
