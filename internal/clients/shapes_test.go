package clients

import (
	"fmt"
	"strings"
	"testing"
)

// The ways in which the schema lets the parts of a request be written, as
// members of an object; "" leaves the part out.
var (
	descriptions = []string{``, `"description": null`, `"description": ""`, `"description": "Text."`, `"description": {"content": "Text.", "type": "text/plain"}`}

	urls = []string{
		``,
		`"url": "https://api.example.com:8080/a"`,
		`"url": "https://api.example.com/a/:id"`,
		`"url": "{{host}}/a?b=:c#{{d}}"`,
		`"url": "{{host}}/{{a}}"`,
		`"url": {"raw": "{{host}}/:id"}`,
		`"url": {"raw": "https://api.example.com/a", "host": "api.example.com"}`,
		`"url": {"raw": "x", "host": ["{{host}}"], "path": "a/b"}`,
		`"url": {"raw": "x", "host": ["{{host}}"], "path": "a/:b"}`,
		`"url": {"raw": "x", "host": ["{{host}}"], "path": ["a", "b"], "query": [{"key": "q"}, {"key": "r", "description": "Text."}]}`,
		`"url": {"raw": "x", "host": ["{{host}}"], "path": ["a", ":b"], "variable": [{"key": "b"}]}`,
		`"url": {"raw": "x", "host": ["{{host}}"], "path": ["{{a}}"], "query": [{"key": "q", "description": ""}, {"key": "r", "description": null}]}`,
		`"url": {"raw": "x", "host": ["{{host}}"], "path": [{"type": "string", "value": ":a"}], "variable": [{"key": "a", "description": "Text."}]}`,
		`"url": {"raw": "x", "host": ["{{host}}"], "path": [{"type": "string", "value": "a"}], "query": [{"key": "q", "description": {"content": "Text."}}]}`,
	}

	methods = []string{``, `"method": "PATCH"`, `"method": "patch", "body": null`, `"method": "PATCH", "body": {}`, `"method": "POST", "body": null`}

	authorizations = []string{``, `"auth": null`, `"auth": {"type": "noauth"}`, `"auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{token}}"}]}`}

	responses = []string{
		``,
		`"response": []`,
		`"response": [{"name": "A", "code": 200, "_postman_previewlanguage": "json"}, {"name": "B", "code": 401}, {"name": "C", "code": 404}]`,
		`"response": [{"name": "A", "code": 399, "_postman_previewlanguage": "html"}, {"code": 0}, {"name": "C", "_postman_previewlanguage": null}]`,
		`"response": [{"name": "A", "code": 199, "_postman_previewlanguage": "JSON"}, {"name": "B", "code": 400, "_postman_previewlanguage": ""}]`,
		`"response": [{"name": "A", "code": 202, "originalRequest": {"method": "DELETE"}}, {"name": "B", "code": 204, "originalRequest": {"method": "DELETE"}}]`,
		`"response": [{"name": "A", "originalRequest": {"method": "delete"}}, {"name": "B", "code": 404, "originalRequest": "https://api.example.com/a"}]`,
	}
)

// everyShape returns a collection in which requests are written in every combination
// of these ways, in folders three deep.
func everyShape(t *testing.T) string {
	t.Helper()
	var folders []string
	for i, description := range descriptions {
		var items []string
		for _, url := range urls {
			for _, method := range methods {
				for _, auth := range authorizations {
					request := object(description, url, method, auth)
					items = append(items, object(`"name": "R"`, `"request": `+request, responses[len(items)%len(responses)]))
				}
			}
		}
		for _, url := range []string{`"https://api.example.com/a"`, `"{{host}}/:id"`} {
			for _, response := range responses {
				items = append(items, object(`"name": "S"`, `"request": `+url, response))
			}
		}
		folder := object(fmt.Sprintf(`"name": "F%d"`, i), description, itemList(items))
		folders = append(folders, object(`"name": "G"`, descriptions[(i+1)%len(descriptions)], itemList([]string{folder})))
	}
	return object(`"info": {"name": "Shapes", "description": "", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}`, itemList(folders))
}

// object returns a JSON object of the members that are not "".
func object(members ...string) string {
	var kept []string
	for _, m := range members {
		if m != "" {
			kept = append(kept, m)
		}
	}
	return "{" + strings.Join(kept, ", ") + "}"
}

func itemList(items []string) string { return `"item": [` + strings.Join(items, ",\n") + "]" }
