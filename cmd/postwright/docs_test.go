package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/testdata"
)

// blocks are the code blocks of a documentation page in one language.
func blocks(t *testing.T, page, language string) []string {
	t.Helper()
	return testdata.Blocks(t, page, language)
}

// runLine runs one line of a shell example and returns its exit code.
func runLine(t *testing.T, line string) int {
	t.Helper()
	line, _, _ = strings.Cut(line, "  #")
	var args []string
	for _, word := range strings.Fields(line)[1:] {
		args = append(args, strings.Trim(word, "'"))
	}
	var out, complaints strings.Builder
	code := run(args, streams{strings.NewReader(""), &out, &complaints})
	t.Logf("%s\n%s", line, complaints.String())
	return code
}

// TestDocumentedTemplate: the worked example of docs/templates.md does what the
// page says.
func TestDocumentedTemplate(t *testing.T) {
	yaml, shell := blocks(t, "docs/templates.md", "yaml"), blocks(t, "docs/templates.md", "sh")
	t.Chdir(t.TempDir())
	if err := os.WriteFile("github.yaml", []byte(yaml[0]), 0o644); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(shell[0]) {
		if code := runLine(t, line); code != exitFine {
			t.Errorf("%s: exit code %d", line, code)
		}
	}
}

// TestREADME runs every postwright command that the README shows, in order.
func TestREADME(t *testing.T) {
	shell := blocks(t, "README.md", "sh")
	t.Chdir(t.TempDir())
	if err := os.Mkdir("collections", 0o755); err != nil {
		t.Fatal(err)
	}
	if code := runLine(t, "postwright generate -o collections/one.postman_collection.json"); code != exitFine {
		t.Fatal("no collection to validate")
	}
	lines := 0
	for _, block := range shell {
		for line := range strings.Lines(block) {
			if !strings.HasPrefix(line, "postwright ") {
				continue
			}
			lines++
			if code := runLine(t, line); code != exitFine {
				t.Errorf("%s: exit code %d", line, code)
			}
		}
	}
	if lines < 8 {
		t.Errorf("only %d commands found", lines)
	}
}

// TestREADMEFinding: the finding that the README shows is the one that is made.
func TestREADMEFinding(t *testing.T) {
	shown := ""
	for _, block := range blocks(t, "README.md", "") {
		if strings.HasPrefix(block, "clinic.") {
			shown = block
		}
	}
	t.Chdir(t.TempDir())
	// The file is built so that the fault is in the line that the README shows.
	text := "{\"info\": {\"name\": \"Clinic\", \"schema\": \"https://schema.getpostman.com/json/collection/v2.1.0/collection.json\"},\n" +
		"\"item\": [{\"name\": \"Get current user\", \"request\": {\"auth\": {" + strings.Repeat("\n", 39) +
		"    \"type\": \"oath2\",\n\"oauth2\": []}}}]}"
	if err := os.WriteFile("clinic.postman_collection.json", []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	var out, complaints strings.Builder
	code := run([]string{"validate", "clinic.postman_collection.json"}, streams{strings.NewReader(""), &out, &complaints})
	if code != exitProblems || out.String() != shown {
		t.Errorf("exit code %d\n%s\nthe README shows\n%s", code, out.String(), shown)
	}
}

// TestDocumentedMerging: what docs/merging.md has people set up is what the
// terminal sessions try.
func TestDocumentedMerging(t *testing.T) {
	session, err := os.ReadFile("testdata/script/merge_git.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range []string{"gitattributes", "sh"} {
		for _, block := range blocks(t, "docs/merging.md", language) {
			for line := range strings.Lines(block) {
				line, _, _ = strings.Cut(strings.TrimSpace(line), " >")
				if !strings.HasPrefix(line, "postwright merge base.json") && !strings.Contains(string(session), line) {
					t.Errorf("%q is not tried", line)
				}
			}
		}
	}
}

// TestDocumentedDiff: what docs/diff.md shows of Sabre's releases is what is
// printed.
func TestDocumentedDiff(t *testing.T) {
	files := map[string]string{}
	for _, release := range []string{"03", "08"} {
		files[release] = filepath.Join(t.TempDir(), release+".json")
		text := testdata.Read(t, "corpus/sabre/booking-management-api-v2024."+release+".postman_collection.json")
		if err := os.WriteFile(files[release], []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var out, complaints strings.Builder
	if code := run([]string{"diff", files["03"], files["08"]}, streams{strings.NewReader(""), &out, &complaints}); code != exitFine {
		t.Fatalf("exit code %d: %s", code, complaints.String())
	}
	shown := blocks(t, "docs/diff.md", "")
	if len(shown) < 2 || !strings.HasPrefix(out.String(), shown[0]) || !strings.Contains(out.String(), strings.Split(shown[1], "\n\n")[0]) || !strings.HasSuffix(out.String(), strings.Split(shown[1], "\n\n")[1]) {
		t.Errorf("the page shows\n%s\nprinted is\n%s", strings.Join(shown[:2], "\n"), out.String())
	}
}
