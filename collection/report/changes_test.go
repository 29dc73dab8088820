package report_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/testkit"
)

func changes(t *testing.T, before, after string) *diff.Diff {
	t.Helper()
	old, err := jsontree.Parse(before)
	if err != nil {
		t.Fatal(err)
	}
	current, err := jsontree.Parse(after)
	if err != nil {
		t.Fatal(err)
	}
	d, err := diff.Documents(old, current, diff.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func printed(t *testing.T, format string, d *diff.Diff, o report.Options) string {
	t.Helper()
	var b strings.Builder
	if err := report.Changes(&b, format, d, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const clinicBefore = `{"info": {"name": "Clinic", "description": "One.\nTwo.\nThree."},
	"auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": "user:read labs:read"}, {"key": "clientId", "value": "{{client_id}}"}, {"key": "clientSecret", "value": "hunter2-hunter2-hunter2"}]},
	"item": [
		{"name": "Labs", "item": [
			{"name": "List labs", "request": {"url": "{{base_url}}/labs?page=1", "header": [{"key": "Accept", "value": "*/*"}]}},
			{"name": "Old labs", "request": "{{base_url}}/labs/old"},
			{"name": "Get lab", "request": "{{base_url}}/labs/:id"}]},
		{"name": "Get user", "event": [{"listen": "test", "script": {"exec": ["pm.test('user', () => {", "  pm.response.to.have.status(200);", "});"]}}], "request": {"url": "{{base_url}}/users/current"}},
		{"name": "Add user", "request": {"method": "POST", "url": "{{base_url}}/users", "body": {"mode": "raw", "raw": "{\"name\": \"a\"}"}}}]}`

// clinicAfter is clinicBefore with one change of each kind.
var clinicAfter = strings.NewReplacer(
	"Two.", "Two and a half.",
	"user:read labs:read", "labs:read labs:write",
	"hunter2-hunter2-hunter2", "hunter3-hunter3-hunter3",
	`{{base_url}}/labs?page=1`, `{{base_url}}/labs?page=2&size=50`,
	`"value": "*/*"}`, `"value": "application/json"}, {"key": "X-Version", "value": "v4", "disabled": true}`,
	`{"name": "Old labs", "request": "{{base_url}}/labs/old"},`, ``,
	"Get lab", "Show lab",
	"to.have.status(200);", "to.be.ok;",
	`"item": [
		{"name": "Labs"`, `"item": [
		{"name": "Tasks", "item": [{"name": "Open", "item": [{"name": "List open tasks", "request": "{{base_url}}/tasks?open"}]}, {"name": "List tasks", "request": "{{base_url}}/tasks"}]},
		{"name": "Labs"`,
	`"raw": "{\"name\": \"a\"}"`, `"raw": "{\"name\": \"b\"}"`,
).Replace(clinicBefore)

// TestChanges: the reports on a clinic's two releases, as people read them.
func TestChanges(t *testing.T) {
	d := changes(t, clinicBefore, clinicAfter)
	testkit.Golden(t, "testdata/changes.txt", printed(t, "text", d, report.Options{}))
	testkit.Golden(t, "testdata/changes-color.txt", printed(t, "text", d, report.Options{Color: true}))
	testkit.Golden(t, "testdata/changes.md", printed(t, "markdown", d, report.Options{}))
	testkit.Golden(t, "testdata/changes.json", printed(t, "json", d, report.Options{}))
	d = changes(t, clinicAfter, clinicBefore)
	testkit.Golden(t, "testdata/changes-back.txt", printed(t, "text", d, report.Options{}))
}

func TestNoChanges(t *testing.T) {
	d := changes(t, clinicBefore, clinicBefore)
	for _, format := range []string{"text", "markdown"} {
		if got := printed(t, format, d, report.Options{}); got != "" {
			t.Errorf("%s: %q", format, got)
		}
	}
	var whole map[string]any
	if err := json.Unmarshal([]byte(printed(t, "json", d, report.Options{})), &whole); err != nil {
		t.Fatal(err)
	}
	if whole["reauthorize"] != false || len(whole["changes"].([]any)) != 0 {
		t.Errorf("%v", whole)
	}
}

// TestChangesHideSecrets: no report on changes shows a secret or a patient.
func TestChangesHideSecrets(t *testing.T) {
	file := func(secret, ssn string) string {
		return `{"info": {"name": "C"}, "auth": {"type": "oauth2", "oauth2": [{"key": "clientSecret", "value": "` + secret + `"}]},
			"variable": [{"key": "api_token", "value": "` + secret + `"}],
			"item": [{"name": "R", "event": [{"listen": "test", "script": {"exec": ["first();", "const token = \"ghp_` + secret + `\";"]}}],
				"request": {"method": "POST", "url": "https://x/?access_token=` + secret + `", "header": [{"key": "Authorization", "value": "Bearer ` + secret + `"}],
					"body": {"mode": "raw", "raw": "{\"a\": 1,\n\"ssn\": \"` + ssn + `\"}"}},
				"response": [{"name": "E", "body": "{\"patient\": {\"ssn\": \"` + ssn + `\"}}"}]}]}`
	}
	const first, second = "w9Xk2LmQ8vRt4ZpB7nHs3JdF6gYc1TqA5eUo", "h4Tq7WcE2yNb9KuX5rGm8VzP3jLa6DsF1oQi"
	const one, two = "219-09-1234", "457-55-5462"
	for name, d := range map[string]*diff.Diff{
		"changed": changes(t, file(first, one), file(second, two)),
		"added":   changes(t, `{"info": {"name": "C"}, "item": []}`, file(second, two)),
		"removed": changes(t, file(first, one), `{"info": {"name": "C"}, "item": []}`),
	} {
		if len(d.Changes) < 3 {
			t.Errorf("%s: only %d changes", name, len(d.Changes))
		}
		for _, format := range report.ChangeFormats() {
			got := printed(t, format, d, report.Options{})
			for _, secret := range []string{first[8:20], second[8:20], one, two} {
				if strings.Contains(got, secret) {
					t.Errorf("%s, %s: %q is shown in\n%s", name, format, secret, got)
				}
			}
		}
	}
}

// TestMarkdownStaysMarkdown: no text of a collection becomes markup, a mention,
// or gets out of its code.
func TestMarkdownStaysMarkdown(t *testing.T) {
	const evil = "x` ``` </details> <img src=x onerror=alert(1)> @everyone [a](javascript:b) | # \\u202e ~~~"
	quoted := strings.ReplaceAll(evil, `"`, `\"`)
	after := `{"info": {"name": "` + quoted + `"}, "item": [{"name": "` + quoted + `", "event": [{"listen": "test", "script": {"exec": ["` + quoted + `", "` + "```" + `", "</details>"]}}],
		"request": {"method": "` + quoted + `", "url": "https://x/` + quoted + `", "header": [{"key": "` + quoted + `", "value": "` + quoted + `"}], "description": "` + quoted + `\n` + "```" + `\n@everyone"}}]}`
	before := strings.NewReplacer(`"event"`, `"no-event"`, `"description"`, `"no-description"`, `"header"`, `"no-header"`).Replace(strings.Replace(after, quoted, "C", 1))
	d := changes(t, before, after)
	page := printed(t, "markdown", d, report.Options{})
	inFence := ""
	for line := range strings.Lines(page) {
		trimmed := strings.TrimSpace(line)
		ticks := trimmed[:len(trimmed)-len(strings.TrimLeft(trimmed, "`"))]
		switch {
		case inFence == "" && len(ticks) >= 3 && strings.HasSuffix(trimmed, "diff"):
			inFence = ticks
			continue
		case inFence != "":
			if trimmed == inFence {
				inFence = ""
			} else if len(ticks) >= len(inFence) {
				t.Errorf("the fence is closed by %q", line)
			}
			continue
		}
		if rest := outsideCode(t, trimmed); strings.ContainsAny(rest, "@<|\\") && !strings.HasPrefix(rest, "<details>") && rest != "</details>" {
			t.Errorf("outside of code: %q", rest)
		}
	}
	if inFence != "" || strings.Contains(page, "\u202e") {
		t.Errorf("a fence is open, or a control character is in\n%s", page)
	}
}

// outsideCode returns a line of Markdown without its code spans, as CommonMark reads
// them.
func outsideCode(t *testing.T, line string) string {
	t.Helper()
	var rest strings.Builder
	for line != "" {
		open := strings.IndexByte(line, '`')
		if open < 0 {
			break
		}
		rest.WriteString(line[:open])
		line = line[open:]
		fence := line[:len(line)-len(strings.TrimLeft(line, "`"))]
		line = line[len(fence):]
		for {
			end := strings.Index(line, fence)
			if end < 0 {
				t.Fatalf("a code span is open before %q", line)
			}
			behind := line[end+len(fence):]
			if !strings.HasPrefix(behind, "`") && !strings.HasSuffix(line[:end], "`") {
				line = behind
				break
			}
			run := line[end:]
			line = run[len(run)-len(strings.TrimLeft(run, "`")):]
		}
	}
	return rest.String() + line
}

// TestMarkdownFits: however much changed, the page fits into a comment.
func TestMarkdownFits(t *testing.T) {
	before := testkit.Read(t, "corpus/sabre/booking-management-api-v2024.03.postman_collection.json")
	for _, after := range []string{`{"info": {"name": "C"}, "item": []}`, testkit.Read(t, "corpus/adobe/adobe-experience-platform.postman_collection.json")} {
		page := printed(t, "markdown", changes(t, before, after), report.Options{})
		if len(page) > 65_000 || len(page) < 1000 {
			t.Errorf("%d bytes", len(page))
		}
	}
}

// TestChangesInWords: what a single change looks like where that is not plain.
func TestChangesInWords(t *testing.T) {
	variable := func(value string) string {
		return `{"info": {"name": "C"}, "variable": [{"key": "a", "value": ` + value + `}]}`
	}
	url := func(url string) string {
		return `{"info": {"name": "C"}, "item": [{"name": "R", "request": ` + url + `}]}`
	}
	scope := func(scopes string) string {
		return `{"info": {"name": "C"}, "auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": "` + scopes + `"}]}, "item": []}`
	}
	const r = `{"name": "R", "request": "https://x/r"}`
	items := func(items string) string { return `{"info": {"name": "C"}, "item": [` + items + `]}` }
	for name, c := range map[string]struct{ before, after, text, markdown string }{
		"a text and a number":           {variable(`"1"`), variable(`1`), "\n    variable a value: \"1\" → 1\n", "variable `a` value: `\"1\"` → `1`\n"},
		"a text and a switch":           {variable(`true`), variable(`"true"`), "\n    variable a value: true → \"true\"\n", "variable `a` value: `true` → `\"true\"`\n"},
		"a parameter without value":     {url(`"https://x?a"`), url(`"https://x?a="`), "\n    query parameter a value: + \"\"\n", "query parameter `a` value, new: `\"\"`\n"},
		"another separator of scopes":   {scope(`a,b`), scope(`a b`), "\n    auth scope: a,b → a b\n", "auth scope: `a,b` → `a b`\n"},
		"a secret":                      {variable(`"sk_live_` + `4eC39HqLyjWDarjtT1zdp7dc"`), variable(`"sk_live_` + `4eC39HqLyjWDarjtT1zdp8dc"`), "\n    variable a value: another value, which is not shown\n", "variable `a` value: another value, which is not shown\n"},
		"a folder whose request stayed": {items(`{"name": "F", "item": [` + r + `]}`), items(r), "\n- folder F\n", "- removed folder `F`\n"},
		"a folder around a request":     {items(r), items(`{"name": "F", "item": [` + r + `]}`), "+ folder F\n", "- added folder `F`\n"},
		"an empty folder":               {items(r), items(r + `, {"name": "F", "item": []}`), "+ folder F, empty\n", "- added folder `F`, empty\n"},
	} {
		d := changes(t, c.before, c.after)
		for format, want := range map[string]string{"text": c.text, "markdown": c.markdown} {
			if got := printed(t, format, d, report.Options{}); !strings.Contains(got, want) {
				t.Errorf("%s: %q is not in\n%s", name, want, got)
			}
		}
	}
}
