package lint_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/contract"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/redact"
	v3 "github.com/postwright/postwright/collection/v3"
)

// TestSeveralDocuments: a collection of several services is checked against all of their
// documents, and each finding names its own. What two documents have alike is left alone.
func TestSeveralDocuments(t *testing.T) {
	const ok = `responses: {"200": {description: OK}}`
	var known []*api.API
	for name, paths := range map[string]string{
		"orders.yaml": `{/orders: {get: {parameters: [{name: size, in: query, schema: {type: integer}}], ` + ok + `}}, /health: {get: {parameters: [{name: deep, in: query, required: true, schema: {type: boolean}}], ` + ok + `}}}`,
		"users.yaml":  `{/users: {get: {parameters: [{name: age, in: query, schema: {type: integer}}], ` + ok + `}}, '/users/{id}': {get: {parameters: [{name: id, in: path, required: true, schema: {type: integer}}], ` + ok + `}}, /health: {get: {` + ok + `}}}`,
	} {
		d, err := openapi.Read(name, "openapi: 3.0.3\ninfo: {title: T, version: \"1\"}\nservers: [{url: 'https://"+strings.TrimSuffix(name, ".yaml")+".example.com/v1'}]\npaths: "+paths+"\n", nil)
		if err != nil {
			t.Fatal(err)
		}
		known = append(known, d.API)
	}
	l := lint.New(lint.Options{Rules: contractRules(), Contract: contract.New(known...)})
	collection := requestsTo(t, "", "https://orders.example.com/v1/orders?size=x", "https://users.example.com/v1/users?age=y", "https://users.example.com/v1/users/7",
		"https://orders.example.com/v1/orders?size=1", "https://orders.example.com/v1/health", "https://users.example.com/v1/usrs")
	for format, found := range map[string]int{"v2.1": len(l.Document(collection)), "v3": len(l.Files(v3.Read("C", v3.Lay(collection).Files)))} {
		if found != 3 {
			t.Errorf("%s: %d findings, want 3", format, found)
		}
	}
	want := map[string]string{"R0": "orders.yaml:", "R1": "users.yaml:", "R5": "users.yaml:"}
	for _, f := range l.Document(collection) {
		if place := want[redact.PathOf(f.Around)]; place == "" || !strings.Contains(f.Help, place) {
			t.Errorf("%s: %s: %s", redact.PathOf(f.Around), f.Message, f.Help)
		}
	}
}
