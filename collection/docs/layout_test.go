package docs_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/docs"
	"github.com/postwright/postwright/internal/testkit"
)

// TestLayout: the page is the same however the file is indented, and in whatever order a
// request has its members: format v3 has another one than v2.1.
func TestLayout(t *testing.T) {
	const (
		auth   = `"auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{token}}"}]}`
		header = `"header": [{"key": "X-Site", "value": "{{site}}"}]`
		url    = `"url": "{{base}}/a"`
	)
	request := func(name, members string) string {
		return `{"name": "` + name + `", "request": {"method": "GET", ` + members + `}}`
	}
	collection := func(members string) string {
		return `{"info": {"name": "Clinic", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [` +
			request("A", members+", "+auth) + `, {"name": "F", "item": [` + request("B", auth+", "+members) + `]}]}`
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, []byte(collection(url+", "+header)), "", "  "); err != nil {
		t.Fatal(err)
	}
	one := page(t, collection(header+", "+url), docs.Options{}).Markdown()
	other := page(t, indented.String(), docs.Options{}).Markdown()
	if one != other {
		t.Errorf("the pages differ:\n%s", testkit.Diff(one, other))
	}
	if !strings.Contains(one, "2 requests have the same authorization") {
		t.Errorf("the authorization is not one:\n%s", one)
	}
}
