package clients

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/postwright/postwright/internal/testkit"
)

var playground struct {
	sync.Mutex
	folder string
}

// playgroundFolder builds the playground, once.
func playgroundFolder(t *testing.T) string {
	t.Helper()
	playground.Lock()
	defer playground.Unlock()
	if playground.folder != "" {
		return playground.folder
	}
	build(t)
	folder := filepath.Join(command.folder, "playground")
	compile := exec.CommandContext(t.Context(), "go", "run", "./internal/playground/build", folder)
	compile.Dir = "../.."
	if out, err := compile.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	playground.folder = folder
	return folder
}

// file is a file that the page opens: a path, with another name if one is given.
type file struct {
	Name string `json:"name,omitempty"`
	Path string `json:"path"`
}

// private is what the page must be, whatever is done with it.
type private struct {
	Asked, Complaints, Received []string
}

func (p private) check(t *testing.T) {
	t.Helper()
	if len(p.Asked)+len(p.Complaints)+len(p.Received) > 0 {
		t.Errorf("the page asked for %q, the server got %q, and the browser says %q", p.Asked, p.Received, p.Complaints)
	}
}

// playOn does something on the page, with what playground.mjs takes.
func playOn(t *testing.T, into any, action string, with map[string]any) {
	t.Helper()
	chromium := requireBrowser(t)
	job := map[string]any{"folder": playgroundFolder(t), "action": action}
	for key, value := range with {
		job[key] = value
	}
	text, err := json.Marshal(job)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "job.json")
	write(t, path, string(text))
	ran := executeFor(t, 5*time.Minute, "env", "CHROMIUM="+chromium, "node", "testdata/playground.mjs", path)
	if ran.code != 0 {
		t.Fatalf("%s: exit code %d\n%s", action, ran.code, ran.stderr)
	}
	if err := json.Unmarshal([]byte(ran.stdout), into); err != nil {
		t.Fatalf("%v\n%.500s", err, ran.stdout)
	}
}

// bytesOf turns a string with one character for each byte back into the bytes.
func bytesOf(latin string) string {
	var b []byte
	for _, r := range latin {
		b = append(b, byte(r))
	}
	return string(b)
}

// TestPlaygroundWork: with real collections the page does what the command does,
// byte for byte, from a host and from disk.
func TestPlaygroundWork(t *testing.T) {
	requireNode(t)
	for i, name := range []string{
		"corpus/adobe/schema-registry-api.postman_collection.json",
		"corpus/newman/echo-v2.postman_collection.json",
		"corpus/newman/bom-in-collection-file.postman_collection.json",
		"corpus/adobe/flow-service-api.postman_collection.json",
	} {
		t.Run(filepath.Base(name), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), filepath.Base(name))
			write(t, path, testkit.Read(t, name))
			var r struct {
				private
				Findings                        []string
				Verdict, Formatted, Fixed, Said string
				Page, Searched, Problem         string
				Stayed, Led                     bool
				Took                            int
			}
			playOn(t, &r, "work", map[string]any{"files": []file{{Path: path}}, "format": true, "disk": i%2 == 1})
			r.check(t)
			if r.Problem != "" || !r.Stayed || !r.Led || r.Searched == "" {
				t.Errorf("problem %q, the frame stayed: %v, a link in it led: %v, searching in it says %q", r.Problem, r.Stayed, r.Led, r.Searched)
			}
			program := build(t)
			var report struct {
				Diagnostics []struct {
					Line                    int
					Rule, Severity, Message string
				}
			}
			if err := json.Unmarshal([]byte(execute(t, program, "lint", "--format", "json", path).stdout), &report); err != nil {
				t.Fatal(err)
			}
			if len(r.Findings) != len(report.Diagnostics) || len(r.Findings) == 0 {
				t.Fatalf("the page has %d findings, the command %d", len(r.Findings), len(report.Diagnostics))
			}
			for i, d := range report.Diagnostics {
				start := d.Severity + " " + strings.Join(strings.Fields(d.Message), " ")
				if !strings.HasPrefix(r.Findings[i], start) || !strings.Contains(r.Findings[i], fmt.Sprintf("Line %d ", d.Line)) || !strings.Contains(r.Findings[i], d.Rule) {
					t.Errorf("finding %d is %q, want %q of %s in line %d", i, r.Findings[i], start, d.Rule, d.Line)
				}
			}
			if got, want := bytesOf(r.Formatted), execute(t, program, "fmt", path).stdout; got != want {
				t.Errorf("formatted\n%s", testkit.Diff(want, got))
			}
			if got, want := bytesOf(r.Page), execute(t, program, "docs", path).stdout; got != want {
				t.Errorf("documented\n%.3000s", testkit.Diff(want, got))
			}
			if r.Fixed != "" {
				execute(t, program, "lint", "--fix", path)
				if got, want := bytesOf(r.Fixed), string(read(t, path)); got != want {
					t.Errorf("fixed (%s)\n%s", r.Said, testkit.Diff(want, got))
				}
			}
			t.Logf("%d findings after %d ms, %s", len(r.Findings), r.Took, r.Said)
		})
	}
	proven(t, "the page lints, formats, fixes and documents as the command does")
}

// TestPlaygroundFirst: the first result on a large collection comes soon.
func TestPlaygroundFirst(t *testing.T) {
	requireNode(t)
	path := filepath.Join(t.TempDir(), "large.postman_collection.json")
	write(t, path, testkit.Read(t, "corpus/adobe/adobe-experience-platform.postman_collection.json"))
	var r struct {
		private
		Took int
	}
	playOn(t, &r, "first", map[string]any{"files": []file{{Path: path}}, "wait": 2000})
	r.check(t)
	const most = 5000 // where nothing else runs it is well below one second
	if r.Took > most {
		t.Errorf("the first result takes %d ms", r.Took)
	}
	t.Logf("the first result of 1.7 MB takes %d ms", r.Took)
}

// TestPlaygroundFolder: a collection in format v3 from a zip, and two versions compared.
func TestPlaygroundFolder(t *testing.T) {
	requireNode(t)
	folder := t.TempDir()
	path := filepath.Join(folder, "API.zip")
	pack := "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED)\n" +
		"z.writestr('API/.resources/definition.yaml', '$kind: collection\\nname: API\\n')\n" +
		"z.writestr('API/Get.request.yaml', '$kind: http-request\\nname: Get\\nmethod: GET\\nurl: http://example.com/{{nowhere}}\\n')\nz.close()\n"
	if ran := execute(t, "python3", "-c", pack, path); ran.code != 0 {
		t.Fatal(ran.stderr)
	}
	var r struct {
		private
		Findings               []string
		Verdict, Problem, Page string
	}
	playOn(t, &r, "work", map[string]any{"files": []file{{Path: path}}})
	r.check(t)
	if r.Problem != "" || !slices.ContainsFunc(r.Findings, func(f string) bool {
		return strings.Contains(f, "plain HTTP") && strings.Contains(f, "Get.request.yaml, line 4")
	}) {
		t.Errorf("problem %q, %q, findings %q", r.Problem, r.Verdict, r.Findings)
	}
	older := filepath.Join(folder, "older.json")
	newer := filepath.Join(folder, "newer.json")
	text := testkit.Read(t, "corpus/newman/echo-v2.postman_collection.json")
	write(t, older, text)
	write(t, newer, strings.ReplaceAll(text, "https://postman-echo.com/get", "https://postman-echo.com/got"))
	var c struct {
		private
		Summary, Problem string
		Changes          []string
	}
	playOn(t, &c, "compare", map[string]any{"files": []file{{Name: "a.json", Path: newer}, {Name: "b.json", Path: older}}})
	c.check(t)
	var changes struct{ Changes []json.RawMessage }
	if err := json.Unmarshal([]byte(execute(t, build(t), "diff", "--format", "json", newer, older).stdout), &changes); err != nil {
		t.Fatal(err)
	}
	if c.Problem != "" || len(c.Changes) == 0 || len(c.Changes) != len(changes.Changes) || !strings.Contains(c.Summary, "changed") {
		t.Errorf("problem %q, %q, %d changes, want %d", c.Problem, c.Summary, len(c.Changes), len(changes.Changes))
	}
}

// TestPlaygroundConvert: to v3 and back, as the command does.
func TestPlaygroundConvert(t *testing.T) {
	requireNode(t)
	folder := t.TempDir()
	path := filepath.Join(folder, "echo.postman_collection.json")
	write(t, path, testkit.Read(t, "corpus/newman/echo-v2.postman_collection.json"))
	var r struct {
		private
		Entry, Zip, Back, Problem string
		FolderFindings            int
		Lost                      []string
	}
	playOn(t, &r, "convert", map[string]any{"files": []file{{Path: path}}})
	r.check(t)
	program, made := build(t), filepath.Join(folder, "made")
	if there := execute(t, program, "convert", "--to", "v3", path, "-o", made); there.code != 0 {
		t.Fatal(there.stderr)
	}
	want := execute(t, program, "convert", "--to", "v2.1", made).stdout
	if got := bytesOf(r.Back); got != want {
		t.Errorf("there and back\n%.2000s", testkit.Diff(want, got))
	}
	if r.Problem != "" || r.Zip != "PK" || r.FolderFindings == 0 || !strings.Contains(r.Entry, "v3 collection") {
		t.Errorf("problem %q, entry %q, zip %q, %d findings, lost %q", r.Problem, r.Entry, r.Zip, r.FolderFindings, r.Lost)
	}
}

// TestPlaygroundUsed: filters, repairs, marks, typing, dropping, pasting, the keyboard.
func TestPlaygroundUsed(t *testing.T) {
	requireNode(t)
	var r struct {
		private
		All, NoWarnings, OfRule, Third int
		Marked, Entries                []string
		About, One, Rule, Secret, Tab  string
		Typed, Untyped, Problem        string
	}
	playOn(t, &r, "use", nil)
	r.check(t)
	switch {
	case r.All < 6 || r.NoWarnings >= r.All || r.NoWarnings == 0 || r.OfRule != 2:
		t.Errorf("%d findings, %d without warnings, %d of one rule", r.All, r.NoWarnings, r.OfRule)
	case len(r.Marked) == 0 || !strings.Contains(r.About, "Fix this"):
		t.Errorf("marked %q, about it %q", r.Marked, r.About)
	case !strings.HasPrefix(r.One, "Fixed: ") || !strings.HasPrefix(r.Rule, "Fixed 2: "):
		t.Errorf("one repair says %q, those of a rule %q", r.One, r.Rule)
	case r.Third != 2 || r.Tab != "tab-changes":
		t.Errorf("the arrow keys lead to finding %d and to %q", r.Third, r.Tab)
	case strings.Contains(r.Secret, "hV7-qTz0pWk8"):
		t.Error("the findings show a secret")
	case !strings.HasPrefix(r.Typed, "Neither") || !strings.HasPrefix(r.Untyped, "Valid"):
		t.Errorf("typed %q, taken back %q", r.Typed, r.Untyped)
	case !slices.Equal(r.Entries, []string{"example.postman_collection.json (collection)", "dropped.json (collection)", "pasted.json (collection)"}):
		t.Errorf("entries %q", r.Entries)
	case r.Problem != "":
		t.Errorf("problem %q", r.Problem)
	}
	var k struct {
		private
		Path []focus
	}
	playOn(t, &k, "keyboard", nil)
	k.check(t)
	var names []string
	for _, f := range k.Path {
		names = append(names, f.Name)
		if !f.Visible {
			t.Errorf("the focus does not show on %q", f.Name)
		}
	}
	for _, want := range []string{"open-files", "open-folder", "open-sample", "entry", "profile", "environment", "fix-all", "format", "edit", "download", "tab-findings", "show-error", "rule", "text"} {
		if !slices.Contains(names, want) {
			t.Errorf("Tab does not reach %s: %q", want, names)
		}
	}
}

// TestPlaygroundShut: neither the page nor the worker nor the page of documentation in
// it reaches a server that answers everybody.
func TestPlaygroundShut(t *testing.T) {
	requireNode(t)
	for _, disk := range []bool{false, true} {
		var r struct {
			private
			Page, Worker, Frame map[string]string
			Free                string
			Heard               []string
		}
		playOn(t, &r, "shut", map[string]any{"disk": disk})
		if r.Free != "opaque" || !slices.Equal(r.Heard, []string{"GET /free"}) {
			t.Errorf("disk %v: a page without the policy gets %q, and the server heard %q", disk, r.Free, r.Heard)
		}
		if len(r.Page) < 9 || len(r.Worker) < 5 || len(r.Frame) < 9 {
			t.Errorf("tried %v, %v, %v", r.Page, r.Worker, r.Frame)
		}
		for where, tried := range map[string]map[string]string{"page": r.Page, "worker": r.Worker, "frame": r.Frame} {
			for way, outcome := range tried {
				switch outcome {
				case "opaque", "open", "loaded", "cors":
					t.Errorf("disk %v: the %s gets out by %s", disk, where, way)
				}
			}
		}
		r.check(t)
	}
	proven(t, "no way out of the page, the worker and the frame")
}

// TestPlaygroundHostile: of collections and names with the usual injections nothing
// runs, and nothing becomes an element.
func TestPlaygroundHostile(t *testing.T) {
	requireNode(t)
	folder := t.TempDir()
	one, two := filepath.Join(folder, "one.json"), filepath.Join(folder, "two.json")
	write(t, one, testkit.Hostile(strings.Join(testkit.Payloads, "\n\n")))
	write(t, two, testkit.Hostile(testkit.Payloads[0]+testkit.Payloads[1]))
	const name = `<img src=x onerror="window.pwned=1">`
	var r struct {
		private
		All, Changed, Made int
		Pwned              []any
		Violations         []string
		Entry              string
	}
	playOn(t, &r, "hostile", map[string]any{"files": []file{{Name: name + "1.json", Path: one}, {Name: name + "2.json", Path: two}}})
	r.check(t)
	if r.All < 20 || r.Changed < 5 || r.Made > 0 || r.Pwned[0] != nil || r.Pwned[1] != nil || len(r.Violations) > 0 {
		t.Errorf("%d findings, %d changes; %d elements made, pwned: %v, violations %q", r.All, r.Changed, r.Made, r.Pwned, r.Violations)
	}
	if !strings.HasPrefix(r.Entry, name) {
		t.Errorf("the entry is called %q", r.Entry)
	}
	proven(t, "nothing ran, nothing was loaded")
}

// TestPlaygroundAccessible: axe-core has nothing to say about any view, in light and
// dark, at 360 and 1400 pixels. With PICTURES set to a folder, they are drawn there.
func TestPlaygroundAccessible(t *testing.T) {
	requireNode(t)
	path := filepath.Join(t.TempDir(), "echo.json")
	write(t, path, testkit.Read(t, "corpus/newman/echo-v2.postman_collection.json"))
	var r struct {
		private
		Found []string
		Tree  string
	}
	playOn(t, &r, "axe", map[string]any{"files": []file{{Path: path}}, "pictures": os.Getenv("PICTURES")})
	r.check(t)
	for _, violation := range r.Found {
		t.Error(violation)
	}
	for _, want := range []string{`combobox "Entry"`, `tab "Documentation" [selected]`, `button "Download"`, "iframe", "status"} {
		if !strings.Contains(r.Tree, want) {
			t.Errorf("a screen reader is not told of %s:\n%s", want, r.Tree)
		}
	}
	proven(t, "no violation in light and dark, narrow and wide")
}
