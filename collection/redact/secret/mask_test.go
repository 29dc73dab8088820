package secret_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact/secret"
	"github.com/postwright/postwright/internal/testkit"
)

const planted = "hunter2-hunter2"

// all shows all strings.
// mask returns a document's text with its secrets masked.
func mask(d *jsontree.Document) string {
	text, err := d.Apply(secret.Edits(d.Root(), func(jsontree.Node) bool { return true })...)
	if err != nil {
		panic(err) // values never overlap
	}
	return text
}

// TestPlaces plants a secret in each place that is made for one.
func TestPlaces(t *testing.T) {
	for _, text := range []string{
		`{"auth": {"type": "oauth2", "oauth2": [{"key": "clientSecret", "value": "hunter2-hunter2"}]}}`,
		`{"auth": {"type": "oauth2", "oauth2": [{"value": "hunter2-hunter2", "key": "accessToken"}]}}`,
		`{"auth": {"type": "bearer", "bearer": [{"key": "token", "value": "hunter2-hunter2"}]}}`,
		`{"auth": {"type": "basic", "basic": [{"key": "password", "value": "hunter2-hunter2"}]}}`,
		`{"auth": {"type": "apikey", "apikey": [{"key": "value", "value": "hunter2-hunter2"}]}}`,
		`{"auth": {"type": "basic", "basic": {"password": "hunter2-hunter2"}}}`,
		`{"values": [{"key": "client_id", "type": "secret", "value": "hunter2-hunter2"}]}`,
		`{"variable": [{"key": "refresh_token", "value": "hunter2-hunter2"}]}`,
		`{"header": [{"key": "Authorization", "value": "Bearer hunter2-hunter2"}]}`,
		`{"header": [{"key": "X-Api-Key", "value": "hunter2-hunter2"}]}`,
		`{"urlencoded": [{"key": "client_secret", "value": "hunter2-hunter2"}]}`,
		`{"query": [{"key": "api_key", "value": "{{prefix}}hunter2-hunter2"}]}`,
		`{"certificate": {"passphrase": "hunter2-hunter2"}}`,
		`{"header": [{"key": "Authorization", "value": ["Bearer hunter2-hunter2"]}]}`,
		`{"variable": [{"key": "token", "value": {"deep": [{"er": "hunter2-hunter2"}]}}]}`,
		`{"passwords": [["hunter2-hunter2"]]}`,
		`{"auth": {"type": "apikey", "apikey": {"key": "X-Key", "value": "hunter2-hunter2"}}}`,
		`{"request": {"header": "Accept: */*\nX-Api-Key: hunter2-hunter2\r\nAuthorization: Bearer hunter2-hunter2"}}`,
		`{"request": {"header": "// X-Api-Key: hunter2-hunter2\nX-Api-Key : hunter2-hunter2\nAuthorization:hunter2-hunter2:x\nA: 1\r\nX-Api-Key:\r\n hunter2-hunter2"}}`,
		`{"request": "https://example.com/?a=1&password=hunter2-hunter2"}`,
		`{"url": {"host": ["example", "com"], "query": "api_key=hunter2-hunter2&a=1"}}`,
		`{"url": {"host": ["hooks", "slack", "com"], "path": ["services", "T9XK2LQZ81", "B7WQ03MFRA", "q1w2hunter25y6u7i8o9p0A5d"]}}`,
		`{"url": {"host": "discord.com", "path": "/api/webhooks/123456789012345678/q1w2hunter25y6u7i8o9p0Aa5dq1w2e3r4t5y6u7i8o9p0Aa5dq1w2e3r4t5y6u7i8o9p0"}}`,
		`{"url": {"query": [{"key": "sig", "value": "q1w2hunter25y6u7i8o9p0Aa5dq1w2e3r4t5y6u7i8o=", "disabled": true}]}}`,
		`{"variable": [{"id": "access_token", "value": "hunter2-hunter2"}]}`,
		`{"variable": [{"id": "x", "value": "hunter2-hunter2", "type": "secret"}]}`,
		`{"response": [{"cookie": [{"domain": "example.com", "path": "/", "name": "sid", "value": "hunter2-hunter2"}]}]}`,
	} {
		d, err := jsontree.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		masked := mask(d)
		if strings.Contains(masked, planted) || strings.Contains(masked, "hunter2") {
			t.Errorf("not masked: %s", masked)
		}
		if len(secret.Find(d)) == 0 || len(secret.Hidden(d)) == 0 {
			t.Errorf("not found: %s", text)
		}
		if len(masked) != len(text) {
			t.Errorf("positions move: %s", masked)
		}
		if broken := secret.MaskBroken(strings.TrimSuffix(text, "}")); strings.Contains(broken, "hunter2") {
			t.Errorf("not masked: %s", broken)
		}
	}
}

// TestNumbers: a number in a secret's place is not shown, and what stands for it is
// JSON of its length.
func TestNumbers(t *testing.T) {
	for text, want := range map[string]string{
		`{"auth": {"type": "basic", "basic": [{"key": "password", "value": 481516234242}]}}`: `{"auth": {"type": "basic", "basic": [{"key": "password", "value": "**********"}]}}`,
		`{"password": -12.5e3}`: `{"password": "*****"}`,
		`{"password": [12, 7]}`: `{"password": ["", 0]}`,
		`{"port": 8080}`:        `{"port": 8080}`,
		`{"raw": "{\"password\": 918273645546, \"port\": 8080}"}`:    `{"raw": "{\"password\": 91********46, \"port\": 8080}"}`,
		`{"raw": "<pin_password>4711</pin_password>"}`:               `{"raw": "<pin_password>****</pin_password>"}`,
		`{"exec": ["const password = 918273645546;"]}`:               `{"exec": ["const password = 91********46;"]}`,
		`{"url": "https://example.com/?a=1&password=918273645546"}`:  `{"url": "https://example.com/?a=1&password=91********46"}`,
		`{"raw": "{\"password_length\": 12, \"password\": 123456}"}`: `{"raw": "{\"password_length\": 12, \"password\": 123456}"}`,
	} {
		d, err := jsontree.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := mask(d); got != want {
			t.Errorf("%s becomes %s", text, got)
		}
		if hidden := secret.Hidden(d); (len(hidden) > 0) != (want != text) {
			t.Errorf("%s: hidden are %v", text, hidden)
		}
		if found := secret.Find(d); len(found) > 0 {
			t.Errorf("%s: found %v", text, found)
		}
	}
}

// TestNames plants secrets under names that people give them, in an entry, under a
// key, in a header block and in a body.
func TestNames(t *testing.T) {
	const value = "9f8a7d6c5b4e3f2a1b0cQz"
	for _, name := range []string{
		"Ocp-Apim-Subscription-Key", "x-functions-key", "pwd", "DB_PWD", "userPwd", "app_key", "client_key", "AccountKey", "sharedKey", "master_key", "license_key",
		"secretary_password", "secretArgs", "client_secretArray", "DD-APPLICATION-KEY", "x-appkey", "write_key", "pass", "dbPass", "SMTP_PASS",
	} {
		for _, form := range []string{
			`{"header": [{"key": "%s", "value": "` + value + `"}]}`, `{"variable": [{"key": "%s", "value": ["` + value + `"]}]}`, `{"%s": "` + value + `"}`,
			`{"header": "Accept: */*\n%s: ` + value + `"}`, `{"raw": "{\"%s\": \"` + value + `\"}"}`, `{"raw": "<%s>` + value + `</a>"}`,
		} {
			d := testkit.Parse(t, fmt.Sprintf(form, name))
			if masked := mask(d); strings.Contains(masked, value) || len(secret.Find(d)) != 1 {
				t.Errorf("%d found: %s", len(secret.Find(d)), masked)
			}
			if shown := secret.MaskValue(name, value); strings.Contains(shown, value) {
				t.Errorf("%s is shown as %s", name, shown)
			}
		}
	}
}

// TestKeysOfThings: what points at something is no secret, however random it looks.
func TestKeysOfThings(t *testing.T) {
	for _, name := range []string{
		"nextPageKey", "lastEvaluatedKey", "cursorKey", "s3Key", "imageKey", "row_key", "cache-key", "rateKey", "etagKey", "consumerKey", "threadkey", "monkey", "boardingPass", "byPass", "secretary",
	} {
		text := fmt.Sprintf(`{"query": [{"key": "%[1]s", "value": "9f8a7d6c5b4e3f2a1b0cQz"}], "raw": "{\"%[1]s\": \"9f8a7d6c5b4e3f2a1b0cQz\"}"}`, name)
		d := testkit.Parse(t, text)
		if found := secret.Find(d); len(found) > 0 || mask(d) != text {
			t.Errorf("%s: found %v, masked %s", name, found, mask(d))
		}
	}
}

// TestCookies: no cookie is shown, and those that only keep a choice are no findings.
func TestCookies(t *testing.T) {
	for _, c := range []struct {
		name, value string
		found       int
	}{
		{"theme", "dark-mode-v2", 0}, {"consent", "accepted-all-2024", 0}, {"_ga", "GA1.2.1094838271.1701938475", 0}, {"", "dark-mode-v2", 0},
		{"connect.sid", "hunter2-hunter2", 1}, {"PHPSESSID", "hunter2-hunter2", 1}, {"csrftoken", "hunter2-hunter2", 0}, {"XSRF-TOKEN", "9f8a7d6c5b4e3f2a1b0cQz", 0}, {"x", "9f8a7d6c5b4e3f2a1b0cQz", 1},
	} {
		d := testkit.Parse(t, fmt.Sprintf(`{"response": [{"cookie": [{"name": %q, "value": %q}]}]}`, c.name, c.value))
		if found := secret.Find(d); len(found) != c.found {
			t.Errorf("%s=%s: %d found", c.name, c.value, len(found))
		}
		if masked := mask(d); strings.Contains(masked, c.value) || len(secret.Hidden(d)) != 1 {
			t.Errorf("shown: %s", masked)
		}
	}
}

// TestLongPath is about an address of many segments. Reading the address again for each
// of them would take minutes.
func TestLongPath(t *testing.T) {
	segments := strings.Repeat(`, "A12345678901234567890123"`, 30_000)
	token := strings.Repeat("q1w2hunter25y6u7i8o9", 3)
	d := testkit.Parse(t, `{"url": {"host": ["discord", "com"], "path": ["api", "webhooks", "123456789012345678", "`+token+`"`+segments+`]}}`)
	if found := secret.Find(d); len(found) != 1 || found[0].Value != token {
		t.Errorf("%d found", len(found))
	}
}

func TestNoSecrets(t *testing.T) {
	for _, text := range []string{
		`{"auth": {"type": "oauth2", "oauth2": [{"key": "clientSecret", "value": "{{client_secret}}"}]}}`,
		`{"auth": {"type": "oauth2", "oauth2": [{"key": "accessTokenUrl", "value": "https://example.com/token"}]}}`,
		`{"auth": {"type": "oauth2", "oauth2": [{"key": "tokenName", "value": "Token of mine"}]}}`,
		`{"auth": {"type": "oauth2", "oauth2": [{"key": "addTokenTo", "value": "queryParams"}]}}`,
		`{"header": [{"key": "Authorization", "value": "Bearer {{token}}"}]}`,
		`{"variable": [{"key": "base_url", "value": "https://example.com"}]}`,
		`{"key": "password", "description": "The password of the user."}`,
		`{"id": "4f2a9c1e", "key": "host", "value": "example.com"}`,
		`{"cookie": [{"name": "sid", "value": "{{session}}"}]}`,
		`{"query": [{"key": "sig", "value": "short"}]}`,
		`{"url": {"host": ["example", "com"], "path": ["services", "4f2a9c1e-8d4b-4c6f-9a2e-1b3d5f7a9c0e"]}}`,
		`{"values": [{"key": "client_secret", "type": "secret", "value": ""}]}`,
		`{"request": {"header": "Accept: */*\nAuthorization: Bearer {{token}}\nX-Api-Key:\nCookie: a={{x}}; b={{y}}"}}`,
		`{"header": [{"key": "Cookie", "value": "a={{x}}; JSESSIONID={{y}};"}]}`,
		`{"auth": {"type": "apikey", "apikey": [{"key": "key", "value": "Cookie"}, {"key": "value", "value": "JSESSIONID={{cookie_auth}}"}]}}`,
		`{"variable": [{"key": "secretary", "value": "Marguerite9"}, {"key": "Passwordless-Login", "value": "hunter2-hunter2"}, {"key": "opwda", "value": "hunter2-hunter2"}]}`,
		`{"variable": [{"key": "license_key", "value": "license-2024"}, {"key": "public_key", "value": "9f8a7d6c5b4e3f2a1b0cQz"}, {"key": "key", "value": "9f8a7d6c5b4e3f2a1b0cQz"}]}`,
		`{"variable": [{"key": "location_key", "value": "7d3f52a0-4c8b-4f1e-9a67-0305e82c3301"}], "sort_key": "9f8a7d6c5b4e3f2a1b0cQz"}`,
	} {
		d, err := jsontree.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if masked := mask(d); masked != text {
			t.Errorf("masked: %s", masked)
		}
	}
}

func TestMaskYAML(t *testing.T) {
	const text = "auth:\n  clientSecret: hunter2-hunter2\n  accessToken: \"{{access_token}}\"\n  clientSecrt: 'k3yk3yk3yk3yk3yk3y'\n  url: https://example.com/v1/a0123456789\n  title: An API, version 2\n  run: DB_PASSWORD=hV7qTz0pW9sd8f7g x\n"
	const want = "auth:\n  clientSecret: hu***********r2\n  accessToken: \"{{access_token}}\"\n  clientSecrt: 'k3**************3y'\n  url: https://example.com/v1/a0123456789\n  title: An API, version 2\n  run: DB_PASSWORD=hV************7g x\n"
	if got := secret.MaskYAML(text); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestShapeOfMask(t *testing.T) {
	for value, want := range map[string]string{
		"short":            "*****",
		"sk_live_abcdefgh": "sk************gh",
		"éèêëēėęēüüß":      "éè**************üß",
		`a\"bcdefghijkl\"`: `a***************`,
	} {
		d, err := jsontree.Parse(`{"password": "` + value + `"}`)
		if err != nil {
			t.Fatal(err)
		}
		got := strings.TrimSuffix(strings.TrimPrefix(mask(d), `{"password": "`), `"}`)
		if got != want {
			t.Errorf("%s becomes %s, want %s", value, got, want)
		}
	}
}

func TestMaskKeepsJSON(t *testing.T) {
	for _, f := range testkit.Collections(t) {
		d, err := jsontree.Parse(f.Text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := jsontree.Parse(mask(d)); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

// TestHiddenOnly: what is not reported is hidden all the same, whatever characters it
// has.
func TestHiddenOnly(t *testing.T) {
	for _, text := range []string{
		`{"url": {"protocol": "https", "host": ["svc"], "port": "a", "hash": "b-hunter2@a.example/x"}}`,
		`{"url": {"protocol": "https", "host": ["svc"], "port": "a", "path": ["hunter2@a.example", "x"]}}`,
		`{"url": {"protocol": "https", "host": ["svc"], "port": "a", "query": [{"key": "hunter2@a.example/x"}]}}`,
		`{"request": {"url": "https://svc:\"hunter2\"@a.example"}}`, "{\"variable\": [{\"key\": \"base\", \"value\": \"https://svc:`hunter2`@a.example\"}]}",
		`{"raw": "{\"password\": \"my own hunter2\"}"}`,
		`{"request": {"url": "https://a.example/token/hunter2-hunter2"}}`, `{"request": {"url": "{{base}}/reset-password/hunter2Kx93jf?x=1"}}`, `{"description": "open https://a.example/verify/token/hunter2-hunter2 now"}`,
		`{"url": {"raw": "x", "host": ["a", "example"], "path": ["token", "hunter2-hunter2"]}}`, `{"url": {"host": ["a", "example"], "path": [{"type": "string", "value": "access_token"}, {"type": "string", "value": "hunter2-hunter2"}]}}`,
		`{"url": {"raw": "https://svc:hunter2@a.example/x", "auth": ["svc", "hunter2"], "host": ["a", "example"], "path": ["x"]}}`,
	} {
		if masked := mask(testkit.Parse(t, text)); strings.Contains(masked, "hunter2") {
			t.Errorf("not masked: %s", masked)
		}
	}
	for _, text := range []string{
		`{"description": "{\"a\": \"http://svc:1\", \"to\": \"me@a.example\"}"}`, `{"raw": "{\"password\": \"must have 1 capital letter\"}"}`,
		`{"url": {"protocol": "https", "host": ["a", "example"], "port": "8080", "path": ["x@b.example"]}}`,
		`{"url": {"raw": "https://a.example/token/refresh/v2", "host": ["a", "example"], "path": ["token", "refresh", "v2"]}}`, `{"request": {"url": "https://a.example/tokens/{{id}}/12345678"}}`,
		`{"description": "GET /token/introspection or /api/tokens/:tokenId/renew1"}`,
	} {
		if masked := mask(testkit.Parse(t, text)); masked != text {
			t.Errorf("masked: %s", masked)
		}
	}
}

// TestMovable: a value that a fix moves is hidden under its new name.
func TestMovable(t *testing.T) {
	d := testkit.Parse(t, `{"header": [{"key": "Cookie", "value": "a=b; sid=hV7qTz0pWk3LmN8sRt4B"}]}`)
	moved := `{"key": "sid", "value": "hV7qTz0pWk3LmN8sRt4B"}, {"key": "a", "value": "b"}`
	if got, want := secret.Replacer(secret.Movable(d)).Replace(moved), `{"key": "sid", "value": "hV****************4B"}, {"key": "a", "value": "b"}`; got != want {
		t.Errorf("got %s", got)
	}
}

// TestHidden: what is masked is found, and nothing else.
func TestHidden(t *testing.T) {
	d, err := jsontree.Parse(`{"auth": {"type": "bearer", "bearer": [{"key": "token", "value": "Bearer abc"}]}, "variable": [{"key": "password", "value": "x"}, {"key": "host", "value": "h"}],
		"item": [{"request": {"header": [{"key": "Authorization", "value": "Basic {{login}}"}], "description": "try client_secret=hV7qTz0pW9sd8f7g"}}]}`)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range secret.Hidden(d) {
		got = append(got, fmt.Sprintf("%s in %s at place %d as %s", f.Node.Text()[f.From:f.To], f.Node.Pointer(), f.Place(), f.Variable()))
	}
	want := []string{
		"abc in /auth/bearer/0/value at place 1 as access_token",
		"x in /variable/0/value at place 2 as password",
		"hV7qTz0pW9sd8f7g in /item/0/request/description at place 0 as client_secret",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzMask(f *testing.F) {
	f.Add(`{"password": "hunter2", "a": "b`)
	f.Add(`{"password": "a\"b\\cdefghijkl\u00e9"}`)
	f.Fuzz(func(t *testing.T, text string) {
		if broken := secret.MaskBroken(text); len(broken) != len(text) {
			t.Fatalf("positions move: %q", broken)
		}
		d, err := jsontree.Parse(text)
		if err != nil {
			return
		}
		masked := mask(d)
		if _, err := jsontree.Parse(masked); err != nil {
			t.Fatalf("%q becomes %q: %v", text, masked, err)
		}
	})
}

// TestTypedPasswords: a password in prose is hidden, however it is set apart from its
// name. Words of code and prose are shown.
func TestTypedPasswords(t *testing.T) {
	for _, form := range []string{
		"password=%s", "Use password=%s, please.", "user: admin, password: %s", "The password is %s.", "**Password:** %s", "**Password**: `%s`",
		"<b>Password</b>: %s<br>", "Password - %s", "Password – %s", "| password | %s |", "the default password (%s)", "- Passwort: %s\n", "contraseña: %s",
		"DB_PASSWORD: %s",
	} {
		for _, password := range []string{"Sommer2024!", "Adm1n@2024", "Qw8rTz2LmN5kVx", "summer#19", "p@ssw0rt"} {
			text := fmt.Sprintf(form, password)
			if masked := secret.MaskText(text); strings.Contains(masked, password[2:len(password)-2]) {
				t.Errorf("%s is shown as %s", text, masked)
			}
		}
		for _, word := range []string{"required", "{{password}}", "8-20", "min8chars", "SHA256", "user.Password1", "String", "Password123"} {
			text := fmt.Sprintf(form, word)
			if masked := secret.MaskText(text); masked != text {
				t.Errorf("%s is shown as %s", text, masked)
			}
		}
	}
}
