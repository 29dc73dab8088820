package clients

import (
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	v3 "github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/output"
	"github.com/postwright/postwright/internal/testkit"
)

// TestV3Written: the Postman CLI loads the folders of all published collections, its
// linter has nothing to say of them, and it sends the same requests from them as from
// the JSON files.
func TestV3Written(t *testing.T) {
	requireNode(t)
	folders, requests := 0, 0
	for _, f := range testkit.Collections(t) {
		if len(f.Text) > 30_000 {
			continue // the CLI takes minutes
		}
		if sent := sameSent(t, f); sent > 0 {
			folders++
			requests += sent
		}
	}
	if requests < 100 {
		t.Errorf("only %d requests", requests)
	}
	proven(t, fmt.Sprintf("the Postman CLI sends the same %d requests from %d folders as from the JSON files", requests, folders))
}

// sameSent compares what the Postman CLI sends from a collection and from its folder.
func sameSent(t *testing.T, f testkit.File) int {
	t.Helper()
	server := record(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {}))
	text, ok := toServer(f.Text, server.URL)
	if !ok {
		return 0
	}
	file, folder, _ := inBothFormats(t, text)
	for _, d := range lintLarge(t, folder) {
		t.Errorf("%s: Postman's linter says of %v: %v", f.Name, d["filePath"], d["message"])
	}
	fromJSON := sendAndNote(t, server, file)
	fromFolder := sendAndNote(t, server, folder)
	if !slices.Equal(fromJSON, fromFolder) {
		t.Errorf("%s: from the JSON it sends other requests than from the folder:\n%s", f.Name, testkit.Diff(strings.Join(fromJSON, "\n"), strings.Join(fromFolder, "\n")))
	}
	return len(fromFolder)
}

// inBothFormats writes a collection as a file and as a folder in format v3. It returns the
// losses, too.
func inBothFormats(t *testing.T, text string) (file, folder string, losses []v3.Loss) {
	t.Helper()
	at := t.TempDir()
	file = filepath.Join(at, "c.json")
	write(t, file, text)
	made := v3.Lay(testkit.Parse(t, text))
	folder = filepath.Join(at, "v3")
	if _, err := output.Folder(folder, &v3.Written{Changes: v3.Added(made.Files...)}); err != nil {
		t.Fatal(err)
	}
	return file, folder, made.Losses
}

// sendAndNote runs a collection and returns what arrives, without what differs in each
// run.
func sendAndNote(t *testing.T, server *recorder, collection string) []string {
	t.Helper()
	before := len(server.received())
	ran := executeFor(t, time.Minute, postmanProgram(t), "collection", "run", collection, "--color", "off", "--timeout-request", "3000")
	if said := plain(ran.stdout + ran.stderr); strings.Contains(said, "Failed to load") {
		t.Errorf("%s: %s", collection, said)
	}
	var all []string
	for _, s := range server.received()[before:] {
		var headers []string
		for key, values := range s.header {
			switch key {
			case "Postman-Token", "Content-Length", "Cookie", "User-Agent": // another engine runs v3
			case "Content-Type":
				kind, _, _ := strings.Cut(values[0], "boundary=")
				headers = append(headers, key+": "+kind)
			case "Authorization":
				kind, _, _ := strings.Cut(values[0], " ") // the rest may have the time in it
				headers = append(headers, key+": "+kind)
			default:
				headers = append(headers, key+": "+strings.Join(values, ", "))
			}
		}
		slices.Sort(headers)
		all = append(all, fmt.Sprintf("%s %s %q %q", s.method, s.path, headers, withoutBoundary(s)))
	}
	return all
}

// withoutBoundary returns a body; of a multipart form its parts.
func withoutBoundary(s sent) string {
	_, parameters, err := mime.ParseMediaType(s.header.Get("Content-Type"))
	if err != nil || parameters["boundary"] == "" {
		return s.body
	}
	return strings.ReplaceAll(s.body, parameters["boundary"], "boundary")
}

// toServer returns a collection whose requests all go to a server, without scripts and
// authorization. It reports false for one that the CLI does not run: with GraphQL, or with
// files that are not here.
func toServer(text, server string) (string, bool) {
	var root map[string]any
	if json.Unmarshal([]byte(strings.TrimPrefix(text, "\uFEFF")), &root) != nil || !strings.Contains(text, "v2.1.0") {
		return "", false
	}
	at, _ := url.Parse(server)
	count := 0
	var walk func(n map[string]any)
	walk = func(n map[string]any) {
		delete(n, "event")
		delete(n, "auth")
		items, _ := n["item"].([]any)
		for _, item := range items {
			if item, ok := item.(map[string]any); ok {
				walk(item)
			}
		}
		r, ok := n["request"].(map[string]any)
		if !ok {
			return
		}
		count++
		delete(r, "auth")
		if method, _ := r["method"].(string); method == "" || method == "GET" || method == "HEAD" {
			delete(r, "body") // the engine of v3 sends it, that of v2.1 does not
		}
		switch u := r["url"].(type) {
		case string:
			r["url"] = server + behindHost(u)
		case map[string]any:
			if raw, ok := u["raw"].(string); ok {
				u["raw"] = server + behindHost(raw)
			}
			delete(u, "auth")
			u["protocol"], u["host"], u["port"] = "http", strings.Split(at.Hostname(), "."), at.Port()
		}
	}
	walk(root)
	moved, err := json.Marshal(root)
	return string(moved), err == nil && count > 0 && !strings.Contains(text, `"graphql"`) && !strings.Contains(text, `"src"`)
}

// behindHost returns an address from its path on.
func behindHost(address string) string {
	if _, behind, ok := strings.Cut(address, "://"); ok {
		address = behind
	}
	if i := strings.IndexAny(address, "/?#"); i >= 0 {
		return address[i:]
	}
	return ""
}
