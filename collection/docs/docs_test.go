package docs_test

import (
	"crypto/sha256"
	"encoding/base64"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/docs"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/testkit"
)

func read(t testing.TB, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func page(t testing.TB, text string, o docs.Options) *docs.Page {
	t.Helper()
	return docs.New(testkit.Parse(t, text), o)
}

func html(t testing.TB, p *docs.Page) string {
	t.Helper()
	text, err := p.HTML()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// drchrono returns the embedded template with what its API can do.
func drchrono(t testing.TB) *template.Template {
	t.Helper()
	tpl, err := template.Embedded("drchrono")
	if err == nil {
		err = template.EmbeddedAPI(tpl)
	}
	if err != nil {
		t.Fatal(err)
	}
	return tpl
}

// TestGolden: what people read. Of the HTML, the style and the script are files
// of their own.
func TestGolden(t *testing.T) {
	p := page(t, read(t, "testdata/clinic.json"), docs.Options{})
	_, body, _ := strings.Cut(html(t, p), "<body>")
	for name, got := range map[string]string{"clinic.html": "<body>" + body, "clinic.md": p.Markdown()} {
		testkit.Golden(t, filepath.Join("testdata", name), got)
	}
}

// TestNothingPrivate: neither a secret nor personal data gets onto a page.
func TestNothingPrivate(t *testing.T) {
	p := page(t, read(t, "testdata/clinic.json"), docs.Options{})
	if p.Hidden != 2 {
		t.Errorf("%d secrets hidden, want 2", p.Hidden)
	}
	for _, text := range []string{html(t, p), p.Markdown()} {
		for _, private := range []string{"hV7-qTz0pW-9sd8f7g", "tr0ub4dor-and-3", "ada.byron@kliniknord.de", "/home/ada"} {
			if strings.Contains(text, private) {
				t.Errorf("%q is on the page", private)
			}
		}
		if !strings.Contains(text, "in the file; not shown here") {
			t.Error("the page does not say that a secret is left out")
		}
	}
}

// TestSecretsBecomeVariables: where a secret is sent, the reader fills it in.
func TestSecretsBecomeVariables(t *testing.T) {
	p := page(t, `{"variable": [{"key": "token", "value": "{{another}}"}], "item": [
		{"name": "a", "request": {"url": {"raw": "x", "host": ["h.example"], "query": [{"key": "api_key", "value": "hV7-qTz0pW-9sd8f7g"}]},
			"header": [{"key": "Authorization", "value": "Bearer abcd1234efgh"}]}},
		{"name": "b", "request": {"url": "h.example", "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "q8W-zz1pLm-4x"}]}}}]}`, docs.Options{})
	code := p.Folders[0].Requests[0].Snippets[0].Code + p.Folders[0].Requests[1].Snippets[0].Code
	want := `curl --location "http://h.example?api_key=$API_KEY" \
  --header "Authorization: Bearer $ACCESS_TOKEN"
curl --location 'http://h.example' \
  --header "Authorization: Bearer $TOKEN_2"
`
	testkit.Same(t, code, want)
}

// TestVault: what Postman's vault holds is no variable that the reader of the page
// defines in Postman; whoever runs a snippet provides it.
func TestVault(t *testing.T) {
	p := page(t, `{"auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{vault:clinic-token}}"}]},
		"item": [{"name": "Ask", "request": {"method": "GET", "url": "https://h.example/{{clinic}}"}}]}`, docs.Options{})
	if len(p.Variables) != 1 || p.Variables[0].Name != "clinic" {
		t.Errorf("the page's variables are %v", p.Variables)
	}
	for _, step := range p.SetUps[0].Steps {
		if strings.Contains(step.Title, "your values") {
			t.Errorf("the reader is asked for %v", step.Fields)
		}
	}
	for _, text := range []string{html(t, p), p.Markdown()} {
		if !strings.Contains(text, "$VAULT_CLINIC_TOKEN") || !strings.Contains(text, "in Postman: clinic-token in the vault") {
			t.Errorf("the snippet's token is not explained:\n%s", text)
		}
	}
}

// TestDirections: no text of a file turns the direction in which a page is read.
func TestDirections(t *testing.T) {
	const turning = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
	hostile := "a" + turning + "b &#x202e; &#8295;"
	p := page(t, testkit.Hostile(hostile), docs.Options{})
	for _, text := range []string{html(t, p), p.Markdown()} {
		if at := strings.IndexAny(text, turning); at >= 0 {
			t.Errorf("…%q…", text[max(0, at-80):min(len(text), at+40)])
		}
	}
	p = page(t, `{"info": {"description": "a &#x202E; b &#08238; c &#X2066; d &#8297; e &#x2065; f"}}`, docs.Options{})
	if text := p.Markdown(); !strings.Contains(text, "a \uFFFD b \uFFFD c \uFFFD d \uFFFD e &#x2065; f") {
		t.Errorf("spelt as references: %s", text)
	}
}

// TestWhatPostmanDoes: what a script fills in is not asked of the reader, and a
// body that Postman leaves out is said to be.
func TestWhatPostmanDoes(t *testing.T) {
	p := page(t, `{"variable": [{"key": "visit", "value": ""}, {"key": "clinic", "value": ""}, {"key": "room", "value": ""}], "item": [
		{"name": "New", "request": {"method": "POST", "url": "https://h.example/{{clinic}}/visits", "body": {"mode": "raw", "raw": "{}"}},
			"event": [{"listen": "test", "script": {"exec": ["pm.collectionVariables.set('visit', pm.response.json().id)", "new Map().set('clinic', 1)", "pm.environment.set('room', '')"]}}]},
		{"name": "Find", "request": {"method": "GET", "url": "https://h.example/{{clinic}}/{{room}}/visits/{{visit}}", "body": {"mode": "raw", "raw": "{}"}}},
		{"name": "Ask", "request": {"method": "GET", "url": "https://h.example/{{clinic}}", "body": {"mode": "raw", "raw": "{}"}},
			"protocolProfileBehavior": {"disableBodyPruning": true}}]}`, docs.Options{})
	for _, text := range []string{html(t, p), p.Markdown()} {
		if n := strings.Count(text, "filled in by a script, or by you"); n != 1 {
			t.Errorf("%d variables are filled in by a script", n)
		}
		if n := strings.Count(text, "yours to fill in"); n != 2 {
			t.Errorf("%d variables are the reader's to fill in", n)
		}
		if n := strings.Count(text, "Postman sends none with"); n != 1 {
			t.Errorf("%d bodies are left out", n)
		}
	}
	var asked []string
	for _, step := range p.SetUps[0].Steps {
		for _, f := range step.Fields {
			asked = append(asked, f.Label)
		}
	}
	if strings.Join(asked, " ") != "clinic room" {
		t.Errorf("asked for: %v", asked)
	}
	if first := p.SetUps[0].Steps[2].Text[1].Text; first != "Ask" {
		t.Errorf("to be sent first: %s", first)
	}
}

// TestSetUp: the steps, and the form field by field.
func TestSetUp(t *testing.T) {
	tpl := drchrono(t)
	text := read(t, "../../dist/drchrono.postman_collection.json")
	p := page(t, text, docs.Options{Template: tpl})
	if len(p.SetUps) != 1 {
		t.Fatalf("%d ways to set up", len(p.SetUps))
	}
	var titles []string
	fields := map[string]string{}
	var order []string
	for _, step := range p.SetUps[0].Steps {
		titles = append(titles, step.Title)
		for _, f := range step.Fields {
			if step.Title == "Check the authorization" {
				order = append(order, f.Label)
				fields[f.Label] = f.Value
			}
		}
	}
	if want := "Once, in DrChrono|Import the collection|Fill in your values|Check the authorization|Get a token|Send a request|When the token has expired"; strings.Join(titles, "|") != want {
		t.Errorf("steps %q", titles)
	}
	if want := "Token Name|Grant Type|Callback URL|Authorize using browser|Auth URL|Access Token URL|Client ID|Client Secret|Scope|State|Client Authentication|Add auth data to|Header Prefix"; strings.Join(order, "|") != want {
		t.Errorf("fields %q", order)
	}
	for label, want := range map[string]string{
		"Grant Type": "Authorization Code", "Callback URL": "https://oauth.pstmn.io/v1/browser-callback", "Authorize using browser": "not ticked",
		"Auth URL": "https://drchrono.com/o/authorize/", "Access Token URL": "https://drchrono.com/o/token/", "Client ID": "{{client_id}}",
		"Client Secret": "{{client_secret}}", "Scope": strings.Join(tpl.ScopeNames(), " "), "State": "",
		"Client Authentication": "Send as Basic Auth header", "Add auth data to": "Request Headers", "Header Prefix": "Bearer",
	} {
		if fields[label] != want {
			t.Errorf("%s: %q, want %q", label, fields[label], want)
		}
	}
	for _, twice := range []string{"Once, in", "Redirect URIs", "client_secret", "Import"} {
		if strings.Contains(p.Intro+p.Notes, twice) {
			t.Errorf("beside the steps the page says %q again", twice)
		}
	}
	if register := p.SetUps[0].Steps[0].Prose; !strings.Contains(register, "Account > API") || !strings.Contains(register, "Redirect URIs") {
		t.Errorf("the first step is %q", register)
	}
	if len(p.Scopes) != 22 || strings.Contains(p.Notes, "labs:read") || strings.Contains(p.Notes, "Get New Access Token") {
		t.Errorf("%d scopes; the notes repeat what the page says: %q", len(p.Scopes), p.Notes)
	}
}

// TestScopesWithBlanks: a scope that is a variable or a URL is one row.
func TestScopesWithBlanks(t *testing.T) {
	p := page(t, `{"auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": "{{one scope}} https://x/a,b c"}]}, "item": []}`, docs.Options{})
	var names []string
	for _, s := range p.Scopes {
		names = append(names, s.Name)
	}
	if want := []string{"{{one scope}}", "https://x/a,b", "c"}; !slices.Equal(names, want) {
		t.Errorf("the page lists %q, want %q", names, want)
	}
}

// TestScopes: what a scope grants and which requests need it, in the template's
// words, and without one in the collection's.
func TestScopes(t *testing.T) {
	const text = `{"info": {"name": "x", "description": "Text.\n\n## Scopes\n\n- ` + "`calendar:read`" + `: mine\n"}, "auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": "calendar:read labs:read"}]},
		"item": [{"name": "Appointments", "request": "https://app.drchrono.com/api/appointments_list"}]}`
	show := func(p *docs.Page) string {
		var b strings.Builder
		for _, s := range p.Scopes {
			b.WriteString(s.Name + "=" + s.Description)
			if !s.Asked {
				b.WriteString(" (not asked)")
			}
			for _, l := range s.NeededBy {
				b.WriteString(" for " + l.ID)
			}
			b.WriteString("; ")
		}
		return b.String()
	}
	with := page(t, text, docs.Options{Template: drchrono(t)})
	if got, want := show(with), "calendar:read=See appointments. for appointments; labs:read=See lab orders and their results.; "+
		"clinical:read=See clinical notes, vitals, medications and diagnoses. (not asked) for appointments; "; got != want {
		t.Errorf("with the template %s, want %s", got, want)
	}
	if needs := with.Folders[0].Requests[0].Scopes; len(needs) != 2 || needs[0].Name != "calendar:read" || needs[1].Asked {
		t.Errorf("the request needs %+v", needs)
	}
	commas := page(t, strings.Replace(text, "read labs", "read,labs", 1), docs.Options{})
	if got, want := show(commas), "calendar:read=mine; labs:read=; "; got != want {
		t.Errorf("with a comma between them %s, want %s", got, want)
	}
	without := page(t, text, docs.Options{})
	if got, want := show(without), "calendar:read=mine; labs:read=; "; got != want {
		t.Errorf("without a template %s, want %s", got, want)
	}
	if without.Notes != "" || without.Intro != "Text." {
		t.Errorf("introduced by %q, notes %q", without.Intro, without.Notes)
	}
}

// TestOneOfMany: several authorizations, each with its own steps; equal ones are
// one.
func TestOneOfMany(t *testing.T) {
	p := page(t, `{"item": [
		{"name": "a", "request": {"url": "x", "auth": {"type": "basic", "basic": [{"key": "username", "value": "u"}]}}},
		{"name": "b", "request": {"url": "x", "auth": {"type": "basic", "basic": [{"key": "username", "value": "u"}]}}},
		{"name": "c", "auth": {"type": "apikey", "apikey": {"key": "k", "value": "{{v}}"}}, "item": [{"request": "x"}]}]}`, docs.Options{})
	if len(p.SetUps) != 2 || p.SetUps[0].Where != "Set on the request “a”, used by 2 requests." || p.SetUps[1].Where != "Set on the folder “c”." {
		t.Fatalf("%+v", p.SetUps)
	}
	if f := p.SetUps[1].Steps[1].Fields; len(f) != 3 || f[0].Value != "k" || f[1].Value != "{{v}}" || f[2].Value != "Header" {
		t.Errorf("fields %+v", f)
	}
	if r := p.Folders[1].Requests[0]; r.Auth.From != "the folder “c”" || r.Auth.SetUp.ID != p.SetUps[1].ID {
		t.Errorf("authorization %+v", r.Auth)
	}
}

// TestIDs: links follow from the names, and two of one name have two.
func TestIDs(t *testing.T) {
	p := page(t, `{"item": [{"name": "Scopes", "request": "x"}, {"name": "Größe / 漢字!", "item": [{"name": "A  b", "request": "x"}, {"name": "a-b", "request": "x"}, {"name": "a-b-3", "request": "x"}, {"name": "A b", "request": "x"}, {"name": "", "request": "x"}]}]}`, docs.Options{})
	var got []string
	for _, f := range p.Folders {
		got = append(got, f.ID)
		for _, r := range f.Requests {
			got = append(got, r.ID)
		}
	}
	if want := "requests scopes-2 größe-漢字 größe-漢字/a-b größe-漢字/a-b-2 größe-漢字/a-b-3 größe-漢字/a-b-4 größe-漢字/unnamed"; strings.Join(got, " ") != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestSameBytes(t *testing.T) {
	for _, file := range testkit.Collections(t) {
		d, err := jsontree.Parse(file.Text)
		if err != nil || len(file.Text) > 200_000 {
			continue
		}
		first, second := docs.New(d, docs.Options{}), docs.New(d, docs.Options{})
		if html(t, first) != html(t, second) || first.Markdown() != second.Markdown() {
			t.Errorf("%s: two pages differ", file.Name)
		}
	}
}

// TestLongText: a text is cut between characters.
func TestLongText(t *testing.T) {
	const most = 256 << 10
	for cut := range 4 {
		long := strings.Repeat("a", most-cut) + strings.Repeat("😀", 3)
		text := html(t, page(t, `{"info": {"description": "`+long+`"}, "item": []}`, docs.Options{}))
		if !utf8.ValidString(text) || strings.Contains(text, "\uFFFD") || strings.Contains(text, "😀") || !strings.Contains(text, "aaa…</p>") {
			t.Errorf("%d bytes of a character are left", cut)
		}
	}
}

// TestPolicy: the page allows its own style and script, to the letter.
func TestPolicy(t *testing.T) {
	text := html(t, page(t, `{"item": []}`, docs.Options{}))
	for _, tag := range []string{"style", "script"} {
		_, behind, _ := strings.Cut(text, "<"+tag+">")
		inner, _, _ := strings.Cut(behind, "</"+tag+">")
		sum := sha256.Sum256([]byte(inner))
		if want := tag + "-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; len(inner) < 1000 || !strings.Contains(text, want) {
			t.Errorf("the policy does not say %s", want)
		}
	}
}

// TestFullSize: the page of the whole API can still be mailed.
func TestFullSize(t *testing.T) {
	p := page(t, read(t, "../../dist/drchrono-full.postman_collection.json"), docs.Options{Template: drchrono(t)})
	if size := len(html(t, p)); p.Requests < 300 || size > 3_000_000 {
		t.Errorf("%d requests on a page of %d bytes, want at most 3 MB", p.Requests, size)
	}
}

// BenchmarkPage is the page of a whole API: from the text of the collection to
// that of the page.
func BenchmarkPage(b *testing.B) {
	for name, text := range map[string]string{
		"drchrono-full": read(b, "../../dist/drchrono-full.postman_collection.json"),
		"adobe":         testkit.Read(b, "corpus/adobe/adobe-experience-platform.postman_collection.json"),
	} {
		tpl := drchrono(b)
		b.Run(name, func(b *testing.B) {
			size := 0
			for b.Loop() {
				size = len(html(b, page(b, text, docs.Options{Template: tpl})))
			}
			b.ReportMetric(float64(size)/1e6, "MB/page")
		})
	}
}
