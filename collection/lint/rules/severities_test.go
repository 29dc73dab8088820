package rules_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/internal/testkit/clinicapi"
)

// TestSeverities: the severity of a finding follows from what surrounds it.
func TestSeverities(t *testing.T) {
	const wrongType = `"request": {"method": "POST", "url": "https://a.example/t", "header": [{"key": "Content-Type", "value": "application/xml"}], "body": {"mode": "raw", "raw": "{\"a\": 1}"}}}`
	const brokenBody = `"request": {"method": "POST", "url": "https://a.example/t", "body": {"mode": "raw", "raw": "{\"price\": @#}", "options": {"raw": {"language": "json"}}}}}`
	emptyToken := rule.Auth(`{"type": "bearer", "bearer": [{"key": "token", "value": ""}]}`)
	for _, c := range []struct {
		name, rule  string
		example     rule.Example
		environment string
		template    bool
		want        diagnostic.Severity
	}{
		{"nobody supplies it", "auth-incomplete", emptyToken, "", false, diagnostic.Error},
		{"an environment supplies it", "auth-incomplete", emptyToken, `{"values": [{"key": "api_token", "value": ""}]}`, false, diagnostic.Info},
		{"a request that logs in", "auth-incomplete", rule.Item(`{"name": "Login", "request": {"method": "POST", "url": "https://a.example/login", "auth": {"type": "bearer", "bearer": [{"key": "token", "value": ""}]}, "body": {"mode": "raw", "raw": "{\"user\": \"a\"}"}}}`), "", false, diagnostic.Info},
		{"another environment", "auth-incomplete", emptyToken, `{"values": [{"key": "base_url", "value": ""}]}`, false, diagnostic.Error},
		{"a template supplies it", "auth-incomplete", emptyToken, "", true, diagnostic.Info},
		{"written instead", "auth-incomplete", rule.Auth(`{"type": "bearer", "bearer": [{"key": "tokn", "value": "{{t}}"}]}`), "", true, diagnostic.Error},
		{"each user's own", "oauth2-incomplete", rule.Auth(`{"type": "oauth2", "oauth2": [{"key": "authUrl", "value": "{{a}}"}, {"key": "accessTokenUrl", "value": "{{a}}"}]}`), "", false, diagnostic.Info},
		{"the API's own", "oauth2-incomplete", rule.Auth(`{"type": "oauth2", "oauth2": [{"key": "authUrl", "value": "{{a}}"}, {"key": "clientId", "value": "{{a}}"}]}`), "", false, diagnostic.Error},
		{"by mistake", "header-content-type", rule.Item(`{"name": "Add a patient", ` + wrongType), "", false, diagnostic.Warning},
		{"on purpose, by name", "header-content-type", rule.Item(`{"name": "Unsupported media type", ` + wrongType), "", false, diagnostic.Info},
		{"on purpose, by test", "header-content-type", rule.Item(`{"name": "Add", "event": [{"listen": "test", "script": {"exec": ["pm.test('x', () => pm.response.to.have.status(415));"]}}], ` + wrongType), "", false, diagnostic.Info},
		{"sent as text", "header-content-type", rule.Request(`{"method": "POST", "url": "https://a.example/t", "body": {"mode": "raw", "raw": "{\"a\": 1}"}}`), "", false, diagnostic.Warning},
		{"of an account that it makes", "secret", rule.Item(`{"name": "Sign up", "request": {"method": "POST", "url": "https://a.example/v1/people", "body": {"mode": "raw", "raw": "{\"password\": \"Mein!Hund7x\"}"}}}`), "", false, diagnostic.Info},
		{"of a login", "secret", rule.Item(`{"name": "Login", "request": {"method": "POST", "url": "https://a.example/v1/login", "body": {"mode": "raw", "raw": "{\"password\": \"Mein!Hund7x\"}"}}}`), "", false, diagnostic.Error},
		{"the name again", "secret", rule.Item(`{"name": "Login", "request": {"method": "POST", "url": "https://a.example/v1/login", "body": {"mode": "raw", "raw": "{\"username\": \"morganwell7\", \"password\": \"Morganwell7\"}"}}}`), "", false, diagnostic.Info},
		{"the name again with numbers", "secret", rule.Item(`{"name": "Login", "request": {"method": "POST", "url": "https://a.example/v1/login", "body": {"mode": "raw", "raw": "{\"username\": \"morgan1\", \"password\": \"morgan12345\"}"}}}`), "", false, diagnostic.Info},
		{"of an account that the last segment makes", "secret", rule.Request(`{"method": "POST", "url": "https://a.example/v1/user/create", "body": {"mode": "raw", "raw": "{\"password\": \"Mein!Hund7x\"}"}}`), "", false, diagnostic.Info},
		{"the name again in a form", "secret", rule.Item(`{"name": "Login", "request": {"method": "POST", "url": "https://a.example/v1/login", "body": {"mode": "urlencoded", "urlencoded": [{"key": "username", "value": "morgan"}, {"key": "password", "value": "morgan"}]}}}`), "", false, diagnostic.Info},
		{"with a street address", "personal-data", rule.Request(`{"method": "POST", "url": "https://a.example/buyers", "body": {"mode": "raw", "raw": "{\"first_name\": \"Marguerite\", \"last_name\": \"Oyelaran\", \"date_of_birth\": \"1961-04-17\", \"address\": \"18 Larkspur Ave\"}"}}`), "", false, diagnostic.Warning},
		{"by mistake", "body-json-invalid", rule.Item(`{"name": "Book a room", ` + brokenBody), "", false, diagnostic.Error},
		{"of a test for refusal", "body-json-invalid", rule.Item(`{"name": "Book with invalid characters", ` + brokenBody), "", false, diagnostic.Info},
		{"of a form", "body-mode-mismatch", rule.Request(`{"method": "PUT", "url": "https://a.example/t", "body": {"mode": "formdata"}}`), "", false, diagnostic.Error},
		{"of a file that each user chooses", "body-mode-mismatch", rule.Request(`{"method": "PUT", "url": "https://a.example/t", "body": {"mode": "file"}}`), "", false, diagnostic.Info},
		{"of nobody's address", "secret", rule.Item(`{"name": "Login", "request": {"method": "POST", "url": "https://a.example/v1/login", "body": {"mode": "urlencoded", "urlencoded": [{"key": "user", "value": "ana@example.org"}, {"key": "password", "value": "Mein!Hund7x"}]}}}`), "", false, diagnostic.Info},
		{"in a written example", "secret", rule.Response(`{"name": "OK", "header": [{"key": "Content-Type", "value": "application/json"}], "body": "{\"secret\": \"vhPzQnCMOMoqSrLxKxzSADyqnc4y\"}"}`), "", false, diagnostic.Info},
		{"in a received example", "secret", rule.Response(`{"name": "OK", "header": [{"key": "Date", "value": "Mon, 02 Mar 2026 10:00:00 GMT"}], "body": "{\"secret\": \"vhPzQnCMOMoqSrLxKxzSADyqnc4y\"}"}`), "", false, diagnostic.Error},
		{"of a known format", "secret", rule.Response(`{"name": "OK", "body": "{\"token\": \"ghp_hV7qTz0pWk3LmN8sRt4BhV7qTz0pWk3LmN8s\"}"}`), "", false, diagnostic.Error},
		{"in the body of a documented API", "secret", rule.Item(documented(`{\"secret\": \"vhPzQnCMOMoqSrLxKxzSADyqnc4y\"}`)), "", false, diagnostic.Info},
		{"of a generated collection", "personal-data", rule.Item(generated(`{\"email\": \"marguerite.oyelaran@gmail.com\"}`)), "", false, diagnostic.Info},
		{"shown by a description", "secret", rule.Item(`{"name": "A", "request": {"url": "https://a.example/", "description": "curl -H 'X-Api-Key: hV7qTz0pWk3LmN8sRt4B' https://a.example/"}}`), "", false, diagnostic.Info},
		{"name and birth date alone", "personal-data", rule.Request(`{"method": "POST", "url": "https://a.example/buyers", "body": {"mode": "raw", "raw": "{\"first_name\": \"Marguerite\", \"last_name\": \"Oyelaran\", \"date_of_birth\": \"1961-04-17\"}"}}`), "", false, diagnostic.Info},
		{"in a variable", "personal-data", rule.Collection(`"variable": [{"key": "loginEmail", "value": "marguerite.oyelaran@gmail.com"}]`), "", false, diagnostic.Warning},
		{"in a variable of a folder", "personal-data", rule.Item(`{"name": "Buyers", "item": [], "variable": [{"key": "loginEmail", "value": "marguerite.oyelaran@gmail.com"}]}`), "", false, diagnostic.Warning},
		{"an address alone in a request", "personal-data", rule.Request(`{"method": "POST", "url": "https://a.example/x", "body": {"mode": "raw", "raw": "{\"email\": \"marguerite.oyelaran@gmail.com\"}"}}`), "", false, diagnostic.Info},
		{"an address alone in a request about health", "personal-data", rule.Request(`{"method": "POST", "url": "https://a.example/x", "body": {"mode": "raw", "raw": "{\"patient\": \"marguerite.oyelaran@gmail.com\"}"}}`), "", false, diagnostic.Warning},
		{"an address and a phone number in a request", "personal-data", rule.Request(`{"method": "POST", "url": "https://a.example/x", "body": {"mode": "raw", "raw": "{\"full_name\": \"Marguerite Oyelaran\", \"email\": \"marguerite.oyelaran@gmail.com\", \"cell_phone\": \"(312) 846-7719\"}"}}`), "", false, diagnostic.Warning},
		{"an address alone in an example", "personal-data", rule.Response(`{"name": "OK", "code": 200, "body": "{\"email\": \"marguerite.oyelaran@gmail.com\"}"}`), "", false, diagnostic.Warning},
		{"an address alone that is one word, in an example", "personal-data", rule.Response(`{"name": "OK", "code": 200, "body": "{\"email\": \"margueriteoyelaran@gmail.com\"}"}`), "", false, diagnostic.Info},
		{"such an address beside its owner's name", "personal-data", rule.Response(`{"name": "OK", "code": 200, "body": "{\"name\": \"Marguerite Oyelaran\", \"email\": \"oyelaran84@gmail.com\"}"}`), "", false, diagnostic.Warning},
		{"an address of somebody else than the name beside it", "personal-data", rule.Response(`{"name": "OK", "code": 200, "body": "{\"name\": \"Jane Doe\", \"email\": \"marguerite.oyelaran@gmail.com\"}"}`), "", false, diagnostic.Info},
		{"people that the request draws", "personal-data", rule.Item(`{"name": "Echo", "request": {"method": "POST", "url": "https://a.example/echo", "body": {"mode": "raw", "raw": "{\"email\": \"{{$randomEmail}}\"}"}}, "response": [{"name": "OK", "code": 200, "body": "{\"email\": \"marguerite.oyelaran@gmail.com\"}"}]}`), "", false, diagnostic.Info},
		{"a password that the request draws", "secret", rule.Item(`{"name": "Echo", "request": {"method": "POST", "url": "https://a.example/echo", "body": {"mode": "raw", "raw": "{\"password\": \"{{$randomPassword}}\"}"}}, "response": [{"name": "OK", "code": 200, "body": "{\"password\": \"Y6hQz0pWk3LmN8s\"}"}]}`), "", false, diagnostic.Info},
		{"a wrong password, by an abbreviation", "secret", rule.Item(`{"name": "SignIn_wrong pw", "request": {"method": "POST", "url": "https://a.example/v1/login", "body": {"mode": "raw", "raw": "{\"password\": \"Mein!Hund7x\"}"}}}`), "", false, diagnostic.Info},
		{"a wrong password in Indonesian", "secret", rule.Item(`{"name": "Login kata sandi salah", "request": {"method": "POST", "url": "https://a.example/v1/login", "body": {"mode": "raw", "raw": "{\"password\": \"Mein!Hund7x\"}"}}}`), "", false, diagnostic.Info},
		{"a wrong user", "secret", rule.Item(`{"name": "SignIn_wrong id", "request": {"method": "POST", "url": "https://a.example/v1/login", "body": {"mode": "raw", "raw": "{\"password\": \"Mein!Hund7x\"}"}}}`), "", false, diagnostic.Error},
		{"a record number in a request", "personal-data", rule.Request(`{"method": "POST", "url": "https://a.example/x", "body": {"mode": "raw", "raw": "{\"mrn\": \"8402957\"}"}}`), "", false, diagnostic.Info},
		{"a record number in an example", "personal-data", rule.Response(`{"name": "OK", "code": 200, "body": "{\"mrn\": \"8402957\"}"}`), "", false, diagnostic.Warning},
		{"at a mock", "personal-data", rule.Request(`{"method": "POST", "url": "{{mock_identity_url}}/people", "body": {"mode": "raw", "raw": "{\"email\": \"marguerite.oyelaran@gmail.com\"}"}}`), "", false, diagnostic.Info},
		{"at a server for integration", "personal-data", rule.Request(`{"method": "POST", "url": "https://int.api.a.example/x", "body": {"mode": "raw", "raw": "{\"first_name\": \"Marguerite\", \"last_name\": \"Oyelaran\", \"date_of_birth\": \"1961-04-17\", \"cell_phone\": \"(312) 846-7719\"}"}}`), "", false, diagnostic.Info},
		{"at a server for tests", "personal-data", rule.Request(`{"method": "POST", "url": "https://api-uat.a.example/x", "body": {"mode": "raw", "raw": "{\"first_name\": \"Marguerite\", \"last_name\": \"Oyelaran\", \"date_of_birth\": \"1961-04-17\", \"cell_phone\": \"(312) 846-7719\"}"}}`), "", false, diagnostic.Info},
		{"of a patient at a server for tests", "personal-data", rule.Request(`{"method": "POST", "url": "https://api-uat.a.example/x", "body": {"mode": "raw", "raw": "{\"patient\": {\"first_name\": \"Marguerite\", \"last_name\": \"Oyelaran\", \"date_of_birth\": \"1961-04-17\", \"cell_phone\": \"(312) 846-7719\"}}"}}`), "", false, diagnostic.Warning},
		{"of a patient at a server for integration", "personal-data", rule.Request(`{"method": "POST", "url": "https://int.a.example/x", "body": {"mode": "raw", "raw": "{\"patient\": {\"first_name\": \"Marguerite\", \"last_name\": \"Oyelaran\", \"date_of_birth\": \"1961-04-17\", \"cell_phone\": \"(312) 846-7719\"}}"}}`), "", false, diagnostic.Info},
		{"at a server for contests", "personal-data", rule.Request(`{"method": "POST", "url": "https://contest.a.example/int", "body": {"mode": "raw", "raw": "{\"first_name\": \"Marguerite\", \"last_name\": \"Oyelaran\", \"date_of_birth\": \"1961-04-17\", \"cell_phone\": \"(312) 846-7719\"}"}}`), "", false, diagnostic.Warning},
		{"of a patient in Spanish", "personal-data", rule.Request(`{"method": "POST", "url": "https://a.example/x", "body": {"mode": "raw", "raw": "{\"paciente\": {\"nombre\": \"Rosalinda\", \"apellidos\": \"Okonkwo\", \"fecha_nacimiento\": \"1984-07-23\"}}"}}`), "", false, diagnostic.Warning},
		{"with a phone number", "personal-data", rule.Request(`{"method": "POST", "url": "https://a.example/buyers", "body": {"mode": "raw", "raw": "{\"first_name\": \"Marguerite\", \"last_name\": \"Oyelaran\", \"date_of_birth\": \"1961-04-17\", \"cell_phone\": \"(312) 846-7719\"}"}}`), "", false, diagnostic.Warning},
		{"of a patient", "personal-data", rule.Request(`{"method": "POST", "url": "https://a.example/x", "body": {"mode": "raw", "raw": "{\"patient\": {\"first_name\": \"Marguerite\", \"last_name\": \"Oyelaran\", \"date_of_birth\": \"1961-04-17\"}}"}}`), "", false, diagnostic.Warning},
		{"numbered host", "url-plain-http", rule.Request(`"http://203.0.113.7/patients"`), "", false, diagnostic.Info},
		{"named host", "url-plain-http", rule.Request(`"http://a.example.com/patients"`), "", false, diagnostic.Warning},
		{"written by the app", "schema", rule.Response(`{"name": "OK", "cookie": [{"domain": "a.example"}]}`), "", false, diagnostic.Info},
		{"name of a type", "example-json-invalid", rule.Response(`{"name": "OK", "header": [{"key": "Content-Type", "value": "application/json"}], "body": "<string>"}`), "", false, diagnostic.Info},
		{"near", "variable-dynamic-unknown", rule.Request(`"https://a.example/{{$randomFirstname}}"`), "", false, diagnostic.Error},
		{"may be defined", "variable-dynamic-unknown", rule.Request(`"https://a.example/{{$filter}}"`), "", false, diagnostic.Info},
		{"no effect", "unknown-field", rule.Request(`{"url": "https://a.example/", "header": [{"key": "a", "value": "b", "enabled": true}]}`), "", false, diagnostic.Info},
		{"opposite effect", "unknown-field", rule.Request(`{"url": "https://a.example/", "header": [{"key": "a", "value": "b", "enabled": false}]}`), "", false, diagnostic.Warning},
		{"empty segment", "url-invalid", rule.Request(`"https://a.example/b//c"`), "", false, diagnostic.Warning},
		{"of another type", "auth-attribute-unknown", rule.Auth(`{"type": "bearer", "bearer": [{"key": "token", "value": "{{t}}"}, {"key": "password", "value": "{{t}}"}]}`), "", false, diagnostic.Info},
		{"of no type", "auth-attribute-unknown", rule.Auth(`{"type": "bearer", "bearer": [{"key": "token", "value": "{{t}}"}, {"key": "tocken", "value": "{{t}}"}]}`), "", false, diagnostic.Warning},
		{"repeated", "auth-header-shadowed", rule.Request(`{"url": "https://a.example/", "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{t}}"}]}, "header": [{"key": "Authorization", "value": "Bearer {{t}}"}]}`), "", false, diagnostic.Info},
		{"another value", "auth-header-shadowed", rule.Request(`{"url": "https://a.example/", "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{t}}"}]}, "header": [{"key": "Authorization", "value": "Bearer {{u}}"}]}`), "", false, diagnostic.Warning},
		{"repeated", "auth-header-shadowed", rule.Request(`{"url": "https://a.example/", "auth": {"type": "basic", "basic": [{"key": "username", "value": "user"}, {"key": "password", "value": "pass"}]}, "header": [{"key": "Authorization", "value": "Basic dXNlcjpwYXNz"}]}`), "", false, diagnostic.Info},
		{"another prefix", "auth-header-shadowed", rule.Request(`{"url": "https://a.example/", "auth": {"type": "oauth2", "oauth2": [{"key": "accessToken", "value": "{{t}}"}, {"key": "headerPrefix", "value": "JWT"}]}, "header": [{"key": "Authorization", "value": "Bearer {{t}}"}]}`), "", false, diagnostic.Warning},
		{"empty", "empty-folder", rule.Item(`{"name": "A", "description": " ", "item": []}`), "", false, diagnostic.Warning},
		{"described", "empty-folder", rule.Item(`{"name": "A", "description": {"content": "Soon."}, "item": []}`), "", false, diagnostic.Info},
		{"with notes in a script", "empty-folder", rule.Item(`{"name": "Read me", "event": [{"listen": "prerequest", "script": {"exec": ["/* First set a token. */"]}}], "item": []}`), "", false, diagnostic.Info},
		{"of a request that is refused", "secret", rule.Item(`{"name": "Link by invalid token", "request": "https://a.example/link?token=` + "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpZCI6Ijk4ZmQxYzQ3LWI2YTAifQ.KMUFsIDTnFmyG3nMiGM6H9FNFUROf3wh7SmqJpQV30" + `"}`), "", false, diagnostic.Info},
		{"the same value", "header-duplicate", rule.Request(`{"url": "https://a.example/", "header": [{"key": "Accept", "value": "a"}, {"key": "accept", "value": "a"}]}`), "", false, diagnostic.Info},
		{"another value", "header-duplicate", rule.Request(`{"url": "https://a.example/", "header": [{"key": "Accept", "value": "a"}, {"key": "accept", "value": "b"}]}`), "", false, diagnostic.Warning},
		{"another method", "duplicate-name", rule.Item(`{"name": "A", "request": "https://a.example/"}, {"name": "A", "request": {"method": "POST", "url": "https://a.example/"}}`), "", false, diagnostic.Info},
		{"the same method", "duplicate-name", rule.Item(`{"name": "A", "request": "https://a.example/"}, {"name": "A", "request": {"method": "GET", "url": "https://a.example/b"}}`), "", false, diagnostic.Warning},
		{"folders of a path", "duplicate-name", rule.Item(`{"name": "/a", "item": [{"name": "B", "request": "https://a.example/"}]}, {"name": "/a", "item": [{"name": "C", "request": {"method": "POST", "url": "https://a.example/"}}]}`), "", false, diagnostic.Info},
		{"folders", "duplicate-name", rule.Item(`{"name": "A", "item": [{"name": "B", "request": "https://a.example/"}]}, {"name": "A", "item": [{"name": "C", "request": {"method": "POST", "url": "https://a.example/"}}]}`), "", false, diagnostic.Warning},
		{"lacks the query", "url-raw-mismatch", rule.Request(`{"url": {"raw": "{{b}}/x", "host": ["{{b}}"], "path": ["x"], "query": [{"key": "a", "value": "1"}]}}`), "", false, diagnostic.Info},
		{"a sentence", "example-json-invalid", rule.Response(`{"name": "OK", "_postman_previewlanguage": "json", "body": "Deleted."}`), "", false, diagnostic.Info},
		{"something left out", "example-json-invalid", rule.Response(`{"name": "OK", "_postman_previewlanguage": "json", "body": "{\"value\": [{ \"...first 10 records...\" }]}"}`), "", false, diagnostic.Info},
		{"a value to fill in", "example-json-invalid", rule.Response(`{"name": "OK", "header": [{"key": "Content-Type", "value": "application/json"}], "body": "{\"id\": <your profile id>}"}`), "", false, diagnostic.Info},
		{"a slip", "example-json-invalid", rule.Response(`{"name": "OK", "_postman_previewlanguage": "json", "body": "{\"id\": 7,}"}`), "", false, diagnostic.Warning},
		{"no host", "url-invalid", rule.Request(`"https:///c"`), "", false, diagnostic.Error},
	} {
		t.Run(c.rule+" "+c.name, func(t *testing.T) {
			o := lint.Options{}
			for _, r := range rules.All() {
				if r.Name == c.rule {
					o.Rules = append(o.Rules, r)
				}
			}
			if c.environment != "" {
				o.Environment = environment(t, c.environment)
			}
			if c.template {
				o.API = clinicapi.Template()
			}
			found, _, err := lint.New(o).Text(c.example.Text())
			if err != nil {
				t.Fatal(err)
			}
			if len(found) != 1 || found[0].Severity != c.want {
				t.Errorf("found %v, want one %s", found, c.want)
			}
		})
	}
}

// documented returns a request with a body and examples that nobody received.
func documented(body string) string {
	const example = `{"name": "OK", "header": [{"key": "Content-Type", "value": "application/json"}], "body": "{}"}`
	return `{"name": "A", "request": {"method": "POST", "url": "https://a.example/v1/keys", "body": {"mode": "raw", "raw": "` + body + `"}},
		"response": [` + strings.Repeat(example+",", 5) + example + `]}`
}

// generated returns a request as converters from OpenAPI write it, with an example.
func generated(body string) string {
	return `{"name": "A", "request": {"url": {"raw": "https://a.example/", "query": [` + strings.Repeat(`{"key": "a", "value": "<string>"},`, 9) + `{"key": "a", "value": "<string>"}]}},
		"response": [{"name": "OK", "body": "` + body + `"}]}`
}
