package secret_test

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp/syntax"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact/secret"
)

// TestFormats writes a token of each format of the list into a header, a
// variable, a body and a script, and looks for it there. No token stands in
// this repository: they are drawn.
func TestFormats(t *testing.T) {
	text, err := os.ReadFile("testdata/formats.txt")
	if err != nil {
		t.Fatal(err)
	}
	draw := rand.New(rand.NewPCG(1, 2))
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(strings.TrimSpace(line), "\t")
		name, shape := strings.ReplaceAll(fields[0], "-", "_"), fields[2]
		if fields[1] == "shape" {
			name = "note" // the shape alone must tell
		}
		for range 5 {
			token := drawn(t, draw, shape)
			for place, text := range placesOf(name, token) {
				mustFind(t, fields[0]+" in a "+place, text, token)
			}
		}
	}
}

func placesOf(name, token string) map[string]string {
	quoted, raw := jsontree.Quote(token), strings.ReplaceAll(token, "\n", "")
	script := fmt.Sprintf("const sent = 1;\npm.environment.set(%q, %q);", name, raw)
	body := fmt.Sprintf(`{"id": 1, %s: %s, "other": true}`, jsontree.Quote(name), quoted)
	places := map[string]string{
		"header":   fmt.Sprintf(`{"header": [{"key": %q, "value": %s}]}`, "X-"+name, quoted),
		"variable": fmt.Sprintf(`{"variable": [{"key": %q, "value": %s}]}`, name, quoted),
		"body":     fmt.Sprintf(`{"body": {"mode": "raw", "raw": %s}}`, jsontree.Quote(body)),
	}
	if raw == token {
		places["script"] = fmt.Sprintf(`{"event": [{"script": {"exec": [%s]}}]}`, strings.ReplaceAll(jsontree.Quote(script), `\n`, `","`))
	}
	return places
}

// mustFind looks for a token in a document, and for what is left of it after
// masking.
func mustFind(t *testing.T, what, text, token string) {
	t.Helper()
	d, err := jsontree.Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	middle := token[len(token)/4 : len(token)*3/4]
	if lines := strings.Split(token, "\n"); len(lines) > 1 {
		longest := slices.MaxFunc(lines, func(a, b string) int { return len(a) - len(b) })
		middle = longest[:40]
	}
	for _, f := range secret.Find(d) {
		found := f.Node.Text()[f.From:f.To]
		if strings.Contains(found, middle) {
			if strings.Contains(mask(d), strings.Trim(jsontree.Quote(middle), `"`)) {
				t.Errorf("%s is not masked: %s", what, text)
			}
			return
		}
	}
	t.Errorf("%s is not found: %s", what, text)
}

// drawn returns a random text of a regular expression.
func drawn(t *testing.T, r *rand.Rand, expression string) string {
	t.Helper()
	e, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	var b strings.Builder
	write(&b, r, e)
	return b.String()
}

func write(b *strings.Builder, r *rand.Rand, e *syntax.Regexp) {
	repeat := func(least, most int) {
		if most < 0 || most > least+40 {
			most = least + 40
		}
		for range least + r.IntN(most-least+1) {
			write(b, r, e.Sub[0])
		}
	}
	switch e.Op {
	case syntax.OpLiteral:
		b.WriteString(string(e.Rune))
	case syntax.OpCharClass:
		size := 0
		for i := 0; i < len(e.Rune); i += 2 {
			size += int(e.Rune[i+1]-e.Rune[i]) + 1
		}
		n := r.IntN(size)
		for i := 0; i < len(e.Rune); i += 2 {
			if width := int(e.Rune[i+1]-e.Rune[i]) + 1; n >= width {
				n -= width
				continue
			}
			b.WriteRune(e.Rune[i] + rune(n))
			return
		}
	case syntax.OpCapture:
		write(b, r, e.Sub[0])
	case syntax.OpConcat:
		for _, s := range e.Sub {
			write(b, r, s)
		}
	case syntax.OpAlternate:
		write(b, r, e.Sub[r.IntN(len(e.Sub))])
	case syntax.OpRepeat:
		repeat(e.Min, e.Max)
	case syntax.OpPlus:
		repeat(10, 20)
	case syntax.OpStar, syntax.OpQuest:
		repeat(0, 1)
	case syntax.OpEmptyMatch:
	default:
		panic("no way to draw " + e.String())
	}
}

// TestAssignments are the ways in which texts give a secret's name a value.
func TestAssignments(t *testing.T) {
	draw := rand.New(rand.NewPCG(3, 4))
	for _, form := range []string{
		`{"password": "%s"}`, `{'client_secret': '%s'}`, "api_key: %s", "API key: %s", "apikey=%s&page=1",
		`const accessToken = "%s";`, "let token=`%s`;", `pm.environment.set("token", "%s");`,
		`headers: {"X-Api-Key": "%s"}`, `headers.add({key: 'Authorization', value: 'Bearer %s'})`,
		`settings["secret"] = "%s";`, `password => '%s'`, `token := "%s"`,
		`curl -H "Authorization: Bearer %s" https://example.com`, `curl -H 'X-Auth-Token: %s' https://example.com`,
		`curl -u clinic:%s https://example.com`, `curl --user "clinic:%s" https://example.com`,
		"kind: Secret\ndata:\n  password: %s\n", `<add key="ClearTextPassword" value="%s" />`,
		`"secret_key" => "sk_%s"`, "https://%s:x@example.com/ is user %[1]s with password=%[1]s",
		"https://clinic:%s@example.com/", "postgres://clinic:%s@example.com/db",
		"<ClientSecret>%s</ClientSecret>", `<wsse:Password Type="PasswordText"> %s </wsse:Password>`,
	} {
		for range 20 {
			value := drawn(t, draw, `[a-z]{5}[0-9][a-zA-Z0-9]{24}`)
			text := fmt.Sprintf(form, value)
			found := secret.Tokens(text)
			if len(found) == 0 || !strings.Contains(text[found[0].Start:found[0].End], value) {
				t.Errorf("%s: %v", text, found)
				continue
			}
			if masked := secret.MaskText(text); strings.Contains(masked, value[3:len(value)-3]) && !strings.Contains(form, "[1]") {
				t.Errorf("%s is masked as %s", text, masked)
			}
		}
	}
}

// TestPairs: in an address's query and in a form a value need not look drawn by
// lot.
func TestPairs(t *testing.T) {
	for _, form := range []string{
		"https://example.com/v1?password=%s", "https://example.com/v1?page=1&password=%s&a=b", "{{base}}?user[password]=%s#top",
		"see https://example.com/v1?password=%s for more", "grant_type=password&password=%s", "password=%s&grant_type=password",
		"curl -d 'password=%s&page=1' https://example.com", `<a href="https://example.com/?a=1&amp;password=%s">`, `open("/x?password=%s");`,
	} {
		text := fmt.Sprintf(form, "Summer2024x")
		found := secret.Tokens(text)
		if len(found) != 1 || text[found[0].Start:found[0].End] != "Summer2024x" {
			t.Errorf("%s: %v", text, found)
		}
		for _, stand := range []string{"{{password}}", "<token>", "your-api-key", "xxxx", ":password", "${PASSWORD}", "password123"} {
			if found := secret.Tokens(fmt.Sprintf(form, stand)); len(found) > 0 {
				t.Errorf("%s with %s: %v", form, stand, found)
			}
		}
	}
}

// TestLookAlikes are texts without a secret.
func TestLookAlikes(t *testing.T) {
	for _, text := range []string{
		`{"token": "{{token}}"}`, `{"password": "string"}`, `{"password": "password"}`, `{"password": "your-password-here"}`,
		`{"token": "<access token>"}`, `{"apiKey": "YOUR_API_KEY"}`, `{"token": "xxxxxxxxxxxxxxxx"}`, `{"secret": "****************"}`,
		`{"token": "..."}`, `{"token": "eyJhbGci..."}`, `{"apiKey": "1234567890abcdef"}`, `{"apiKey": "00000000-0000-0000-0000-000000000000"}`,
		"<Password>${password}</Password>", "<Token>{{token}}</Token>", "<Password/>9aBcdEfgh1</Password>", "<Token><Value1>aB3dEf9h2K</Value1></Token>", "the <token>aB3dEf9h2K is <b>sent</b>",
		"password=Summer2024x", "token = a ? data.Token1 : b", "if (token=Token1234&b==1)", "?password=short", "?password=" + strings.Repeat("nine", 3),
		`{"result": "pass", "clinicName9": "Ada"}`, `{"type": "password", "Name9Shown" : 1}`, `{"token_type": "Bearer9A"}`, `{"nextPageToken": "CAUQAA1234abcd"}`, `{"token_url": "https://example.com/oauth2/token9"}`,
		`token = pm.response.json().access_token;`, `const passwordBase64 = CryptoJS.enc.Base64.stringify(x);`,
		`pm.environment.set('auth_secret', clientIDClientSecretBase64);`, `pm.environment.set("access_token", jsonData.access_token);`,
		`pm.test("Token is present", function () { return 1; });`, `password: ${PASSWORD}`, `"token": "$TOKEN"`, `"token": "${process.env.TOKEN1}"`,
		`"expires": "2024-01-31T00:00:00Z", "token_expires": "2024-01-31T00:00:00Z"`, `Basic authentication with a user and a password: see below.`,
		"Authorization: Basic dXNlcjpwYXNzd29yZA==", "https://user:password@example.com", "https://{{user}}:{{password}}@example.com",
		"https://example.com/a@b:c", `"id": "5f3c2a1e-8d4b-4c6f-9a2e-1b3d5f7a9c0e"`, "AKIAIOSFODNN7EXAMPLE",
		"sk_test_xxxxxxxxxxxxxxxxxxxxxxxx", "ghp_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "-----BEGIN PUBLIC KEY-----", "s.getElementsByTagNames",
		"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIn0.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV",
	} {
		if found := secret.Tokens(text); len(found) > 0 {
			t.Errorf("%s: %v", text, found)
		}
	}
}

// TestTokenInPath: the rest of a path is no part of the token before it, and does not make
// it a placeholder.
func TestTokenInPath(t *testing.T) {
	draw := rand.New(rand.NewPCG(3, 4))
	for _, after := range []string{"example", "test/1", "your-account", "sample.json", "placeholder"} {
		token := drawn(t, draw, `eyJhbGciOiJIUzI1NiJ9\.eyJ[\w-]{40}\.[\w-]{43}`)
		mustFind(t, "before /"+after, `{"url": "https://h.invalid/verify/`+token+"/"+after+`"}`, token)
	}
}

func TestPlaceholder(t *testing.T) {
	for value, want := range map[string]bool{
		"{{token}}": true, "Bearer {{token}}": true, "{{a}}{{b}}": true, "<token>": true, "[token]": true, "your-api-key": true,
		"xxxx": true, "...": true, "abc...": true, "***": true, "changeme": true, "123456": true, "abc123": true, "secret": true, "my_secret": true,
		"ssh-secret": true, "randomSecretString": true, "mypassword": true, "testToken": true, "%TOKEN%": true, "${TOKEN}": true, "$TOKEN": true, ":token": true, "REDACTED": true, "": true,
		"hunter2-hunter2": false, "D+EdQ-gs$-%@2Nu7": false, "zeppelin": false, "8f14e45fceea167a": false, "{{prefix}}8f14e45fceea": false,
		"ssh-secret-9f3": false, "clinic-user-secret": false, "werxhqb98rpaxn39848xrunpaw3489ruxnpa98w4rxn": true, "correcthorsebattery": false, "$2y$10$Qm9vb2s": false,
	} {
		if got := secret.Placeholder(value); got != want {
			t.Errorf("Placeholder(%q) is %v", value, got)
		}
	}
}

// TestLongValue: of a long value only the beginning is read, but all of it is masked,
// and no character is split.
func TestLongValue(t *testing.T) {
	claims := `{"user":"jane@example.com","id":"` + strings.Repeat("7f3a91c0", 200) + `"}`
	session := base64.StdEncoding.EncodeToString([]byte(claims)) + "--3f9a8c51d2e7"
	if found := secret.Tokens(`{"session_token": "` + session + `"}`); len(found) != 1 || found[0].End-found[0].Start != len(session) {
		t.Errorf("of a signed session: %v", found)
	}
	for n := range 4 {
		if found := secret.Tokens(`{"password": "` + strings.Repeat("x", n) + strings.Repeat("说明", 400) + `"}`); len(found) > 0 {
			t.Errorf("of prose: %v", found)
		}
	}
}

// TestValueWithoutEnd is about names and values in one run: each value reaches to
// the end of the text. Reading each from the text again would take minutes.
func TestValueWithoutEnd(t *testing.T) {
	for _, part := range []string{"password=a", "token:", "?token=a"} {
		text := strings.Repeat(part, 300_000/len(part))
		found := secret.Tokens(text + ` password="Secr3tOfTheClinic9x"`)
		if len(found) != 1 || found[0].Start != len(text)+len(` password="`) {
			t.Errorf("%s: %v", part, found)
		}
	}
}

func FuzzTokens(f *testing.F) {
	for _, seed := range []string{
		`{"password": "hunter2-hunter2"}`, "Authorization: Bearer x1y2", "https://a:b@c", "curl -u a:b", "key='", "-----BEGIN PRIVATE KEY-----", "1|Q~.atlasv1._mmk", `token="\`,
	} {
		f.Add(seed)
	}
	f.Fuzz(checkTokens)
}
