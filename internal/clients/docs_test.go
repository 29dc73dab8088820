package clients

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/postwright/postwright/internal/testkit"
)

const pageFile = "../../dist/drchrono.html"

// browse decodes what browser.mjs prints about pages. Where no Chromium is
// installed the test skips; with CI set it fails.
func browse(t *testing.T, into any, action string, pages ...string) {
	t.Helper()
	chromium := requireBrowser(t)
	ran := executeFor(t, 5*time.Minute, "env", append([]string{"CHROMIUM=" + chromium, "node", "testdata/browser.mjs", action}, pages...)...)
	if ran.code != 0 {
		t.Fatalf("%s of %s: exit code %d\n%s", action, pages, ran.code, ran.stderr)
	}
	if err := json.Unmarshal([]byte(ran.stdout), into); err != nil {
		t.Fatalf("%v\n%.500s", err, ran.stdout)
	}
}

// quiet is what every page must be.
type quiet struct {
	Asked, Complaints []string
}

func (q quiet) check(t *testing.T) {
	t.Helper()
	if len(q.Asked) > 0 || len(q.Complaints) > 0 {
		t.Errorf("the page asked for %q, and the browser says %q", q.Asked, q.Complaints)
	}
}

// pageOf returns the page that the command makes of a collection's text.
func pageOf(t *testing.T, collection string) string {
	t.Helper()
	folder := t.TempDir()
	file, page := filepath.Join(folder, "c.json"), filepath.Join(folder, "c.html")
	write(t, file, collection)
	if made := execute(t, build(t), "docs", "-o", page, file); made.code != 0 {
		t.Fatalf("docs: exit code %d\n%s", made.code, made.stderr)
	}
	return page
}

// TestPageAccessible: axe-core has nothing to say, in light and dark, at 360 and
// 1400 pixels, with everything open; and no page is wider than the screen.
func TestPageAccessible(t *testing.T) {
	pages := map[string]string{"DrChrono": pageFile}
	requireNode(t)
	for name, text := range map[string]string{
		"every field":      testkit.Hostile("Some text"),
		"long words":       testkit.Hostile(strings.Repeat("Averylongword", 30)),
		"formats":          testkit.Hostile("# One\n\n#### Two\n\n| a | b |\n|---|---|\n| `c` | [d](https://example.com) |\n\n> quoted\n\n- e\n\n```\nf\n```\n\n##\n"),
		"Adobe's":          testkit.Read(t, "corpus/adobe/schema-registry-api.postman_collection.json"),
		"tables, examples": fields(t),
		"Postman echo":     testkit.Read(t, "corpus/newman/echo-v2.postman_collection.json"),
	} {
		pages[name] = pageOf(t, text)
	}
	var result struct {
		quiet
		Found map[string][]string
	}
	browse(t, &result, "axe", slices.Collect(maps.Values(pages))...)
	result.check(t)
	for name, page := range pages {
		found, looked := result.Found[page]
		if !looked {
			t.Errorf("%s: not looked at", name)
		}
		for _, violation := range found {
			t.Errorf("%s: %s", name, violation)
		}
	}
	proven(t, "no violation in light and dark, narrow and wide")
}

// focus is what has the focus.
type focus struct {
	Name, Tag string
	Visible   bool
}

type copied struct{ Said, Pasted string }

// TestPageUsed: search, links, copying, keyboard, no scripts, paper.
func TestPageUsed(t *testing.T) {
	var r struct {
		quiet
		Paint                          float64
		Requests, Hits, Links, Cleared int
		Said                           string
		None                           []any
		Copied, CopiedOtherwise        copied
		Code, Python, Arrow            string
		IDs                            []string
		Linked                         struct {
			Near           bool
			Focus, Current string
		}
		First, Skipped                  focus
		Hidden                          []focus
		Reached, There, NoScript, Print map[string]any
		Toggled                         bool
	}
	browse(t, &r, "use", pageFile)
	r.check(t)
	const callback = "https://oauth.pstmn.io/v1/browser-callback"
	switch {
	case r.Requests != 2 || r.Hits != 1 || r.Links != 1 || r.Said != "1 request" || r.Cleared != 2:
		t.Errorf("searching: %d requests, %d hits, %d links, said %q, %d after Escape", r.Requests, r.Hits, r.Links, r.Said, r.Cleared)
	case r.None[0] != 0.0 || r.None[1] != "No requests":
		t.Errorf("searching for what is not there: %v", r.None)
	case r.Copied.Pasted != callback || r.Copied.Said != "Copied Callback URL" || r.CopiedOtherwise != r.Copied:
		t.Errorf("copied %+v, without the clipboard's interface %+v", r.Copied, r.CopiedOtherwise)
	case r.Code != "curl --location 'https://app.drchrono.com/api/users/current' \\\n  --header \"Authorization: Bearer $ACCESS_TOKEN\"":
		t.Errorf("copied the code %q", r.Code)
	case !strings.HasPrefix(r.Python, "import os\n") || !strings.Contains(r.Python, "https://drchrono.com/o/token/"):
		t.Errorf("copied the Python code %q", r.Python)
	case !slices.Equal(r.IDs, []string{"get-current-user", "refresh-access-token"}):
		t.Errorf("links are to %q", r.IDs)
	case !r.Linked.Near || r.Linked.Focus != "refresh-access-token" || r.Linked.Current != "POST Refresh access token":
		t.Errorf("a link leads to %+v", r.Linked)
	case r.First.Name != "Skip to the content" || r.Skipped.Name != "content":
		t.Errorf("the first key leads to %+v, and from there to %+v", r.First, r.Skipped)
	case len(r.Hidden) > 0:
		t.Errorf("the focus does not show on %+v", r.Hidden)
	case !strings.HasPrefix(r.Arrow, "import os") || !r.Toggled:
		t.Errorf("an arrow key leads to %q; Enter on a request toggles it: %v", r.Arrow, r.Toggled)
	}
	for tag, count := range r.There {
		if r.Reached[tag] != count {
			t.Errorf("Tab reaches %v %s of %v", r.Reached[tag], tag, count)
		}
	}
	if n := r.NoScript; n["title"] != "DrChrono API" || n["steps"] != 7.0 || n["code"] != 2.0 || n["exports"] != 2.0 || n["nav"] == 0.0 || n["copy"] != 0.0 || n["search"] != 0.0 || n["python"] != 1.0 {
		t.Errorf("without scripts: %v", n)
	}
	if p := r.Print; p["code"] != 2.0 || p["examples"] != 4.0 || p["buttons"] != 0.0 || p["nav"] != 0.0 {
		t.Errorf("on paper: %v", p)
	}
	proven(t, "searched, linked, copied, walked through by keyboard, read without scripts and on paper")
	t.Logf("first contentful paint after %.0f ms", r.Paint)
}

// TestHostilePage: of a collection with the usual injections in every field,
// nothing runs and nothing is loaded.
func TestHostilePage(t *testing.T) {
	requireNode(t)
	var r struct {
		quiet
		Pwned      any
		Violations []string
		Schemes    []string
		URL        bool
	}
	browse(t, &r, "hostile", pageOf(t, testkit.Hostile(strings.Join(testkit.Payloads, "\n\n"))))
	r.check(t)
	if r.Pwned != nil || len(r.Violations) > 0 || !r.URL {
		t.Errorf("pwned: %v, violations %q, still on the page: %v", r.Pwned, r.Violations, r.URL)
	}
	for _, scheme := range r.Schemes {
		if !slices.Contains([]string{"file:", "http:", "https:", "mailto:"}, scheme) {
			t.Errorf("a link with %s", scheme)
		}
	}
	proven(t, "nothing ran, nothing was loaded")
}

var fenced = regexp.MustCompile("(?ms)^```(sh|python)\n(.*?)^```$")

// snippets returns the code in a language on the page about a collection of which
// the hosts are a server's, in the order of the page.
func snippets(t *testing.T, language, file, server string) []string {
	t.Helper()
	filled := fill(t, file, "variable", map[string]string{"base_url": server, "oauth_url": server})
	made := execute(t, build(t), "docs", "--format", "markdown", filled)
	var code []string
	for _, block := range fenced.FindAllStringSubmatch(made.stdout, -1) {
		if block[1] == language {
			code = append(code, block[2])
		}
	}
	return code
}

// requirePython skips the test where no Python has requests.
func requirePython(t *testing.T) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "python3", "-c", "import requests").CombinedOutput()
	if err == nil {
		return
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("no Python with requests here: %s", out)
	}
	t.Skipf("no Python with requests here: %s", out)
}

// interpreters run the languages that are tried.
var interpreters = map[string]string{"sh": "sh", "python": "python3"}

// runSnippet returns what a snippet prints.
func runSnippet(t *testing.T, language, code string, environment ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "snippet")
	write(t, file, code)
	ran := executeFor(t, 5*time.Minute, "env", append(environment, interpreters[language], file)...)
	if ran.code != 0 {
		t.Errorf("exit code %d\n%s\n%.2000s", ran.code, ran.stderr, code)
	}
	return ran.stdout
}

// eachInterpreter runs a test with cURL in a shell and with Python.
func eachInterpreter(t *testing.T, test func(t *testing.T, language string)) {
	requireNode(t)
	for _, language := range []string{"sh", "python"} {
		t.Run(language, func(t *testing.T) {
			if language == "python" {
				requirePython(t)
			}
			test(t, language)
		})
	}
}

// TestSnippets runs the page's code for cURL and Python against the sandbox: the
// refresh, and with the token that it gave, users/current.
func TestSnippets(t *testing.T) {
	eachInterpreter(t, func(t *testing.T, language string) {
		p := play(t)
		code := snippets(t, language, collectionFile, p.URL)
		if len(code) != 2 {
			t.Fatalf("%d snippets", len(code))
		}
		client := application{p.values["client_id"], p.values["client_secret"]}
		answer := runSnippet(t, language, code[1], "CLIENT_ID="+client.id, "CLIENT_SECRET="+client.secret, "REFRESH_TOKEN="+p.values["refresh_token"])
		var issued struct {
			Access string `json:"access_token"`
		}
		// The Python one prints the status in front.
		if err := json.Unmarshal([]byte(answer[max(0, strings.IndexByte(answer, '{')):]), &issued); err != nil || issued.Access == "" {
			t.Fatalf("the refresh answers %s, %v", answer, err)
		}
		if answer = runSnippet(t, language, code[0], "ACCESS_TOKEN="+issued.Access); !strings.Contains(answer, `"username":"sample-doctor"`) {
			t.Errorf("users/current answers %s", answer)
		}
		log := p.received()
		if len(log) != 2 {
			t.Fatalf("%d requests arrived", len(log))
		}
		checkRefreshOf(t, client, log[0], p.values["refresh_token"])
		checkUser(t, log[1], issued.Access)
		proven(t, "the page's code refreshes the token and gets the current user")
	})
}
