package v3

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection"
)

// TestMergeKeys: the document has what a merge key stands for, as postman collection run
// sends it; what the linter of the Postman CLI refuses is an error.
func TestMergeKeys(t *testing.T) {
	const start = "$kind: http-request\nurl: https://a.example\n"
	for text, want := range map[string]struct{ headers, finding string }{
		start + "headers:\n  <<: {A: \"1\", B: \"2\"}\n  B: \"3\"\n":                 {"A:1 B:3", `takes "<<" for a name`},
		start + "x: &x {A: \"1\"}\nheaders:\n  B: \"3\"\n  <<: *x\n":                 {"B:3 A:1", `takes "<<" for a name`},
		"<<: {url: 'https://a.example', headers: {A: \"1\"}}\n$kind: http-request\n": {"A:1", ""},
		start + "headers:\n  B: \"3\"\n  <<: text\n":                                 {"B:3", `"<<" merges maps`},
		start + "headers:\n  B: \"3\"\n  \"<<\": {A: \"1\"}\n":                       {`B:3 <<:`, "must be a string, not a map"},
	} {
		r := Read("C", []File{{"a.request.yaml", text}})
		var headers []string
		for item := range collection.Of(r.Document).Requests() {
			for h := range item.Node.Get("request", "header").Elements() {
				headers = append(headers, h.Get("key").Text()+":"+h.Get("value").Text())
			}
		}
		if got := strings.Join(headers, " "); got != want.headers {
			t.Errorf("%q has the headers %q, want %q", text, got, want.headers)
		}
		found := false
		for _, d := range r.Findings {
			found = found || want.finding != "" && strings.Contains(d.Message, want.finding)
			if want.finding == "" && d.Rule != RuleUnknownField {
				t.Errorf("%q: %s", text, d.Message)
			}
		}
		if !found && want.finding != "" {
			t.Errorf("%q: no finding says %q: %v", text, want.finding, r.Findings)
		}
	}
}

// TestOfMaps: what is quoted stays.
func TestOfMaps(t *testing.T) {
	for message, want := range map[string]string{
		`"object" of an object must be a string, not an object`: `"object" of a map must be a string, not a map`,
		`"a \" object" is an object`:                            `"a \" object" is a map`,
		`an object "object`:                                     `a map "object`,
	} {
		if got := ofMaps(message); got != want {
			t.Errorf("%s: got %s, want %s", message, got, want)
		}
	}
}
