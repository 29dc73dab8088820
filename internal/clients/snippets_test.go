package clients

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

var (
	fromEnvironment = regexp.MustCompile(`os\.environ\[['"](\w+)['"]\]`)
	batchPath       = regexp.MustCompile(`/api/(\w+_list)['"]`)
)

// TestFullSnippets: the sandbox answers the page's code for every GET of the full
// collection with 200, given the variables that the sandbox's environment has, and what
// the collection's scripts compute or keep.
func TestFullSnippets(t *testing.T) {
	requireNode(t)
	requirePython(t)
	p := play(t)
	today, yesterday := time.Now(), time.Now().AddDate(0, 0, -1)
	environment := map[string]string{
		"TODAY": today.Format(time.DateOnly), "RECENT_START": yesterday.Format(time.DateOnly),
		"RECENT_DAYS":     yesterday.Format(time.DateOnly) + "/" + today.Format(time.DateOnly),
		"DAY_SHEET_START": yesterday.Format("1/2/2006"), "DAY_SHEET_END": today.Format("1/2/2006"),
	}
	for name, value := range p.values {
		environment[strings.ToUpper(name)] = value
	}
	code := snippets(t, "python", fullFile, p.URL)
	maps.Copy(environment, batches(t, code, environment))

	var whole strings.Builder
	needed := map[string]bool{}
	count := 0
	for _, code := range code {
		if !strings.Contains(code, "requests.get(") {
			continue
		}
		count++
		whole.WriteString(strings.ReplaceAll(code, "print(response.status_code, response.text)", "print(response.status_code, response.url)"))
		for _, name := range fromEnvironment.FindAllStringSubmatch(code, -1) {
			needed[name[1]] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(needed)) {
		if environment[name] == "" {
			t.Errorf("the code needs %s, which the sandbox's environment does not have", name)
		}
	}
	answers := strings.Split(strings.TrimSpace(runSnippet(t, "python", whole.String(), settings(environment, needed)...)), "\n")
	if count < 150 || len(needed) < 50 || len(answers) != count {
		t.Fatalf("%d answers to %d requests with %d variables", len(answers), count, len(needed))
	}
	for _, answer := range answers {
		if !strings.HasPrefix(answer, "200 ") {
			t.Error(answer)
		}
	}
	proven(t, "every GET of the full collection works from the page's code")
}

// batches starts the batches of the full collection with the page's code, and gives the
// variables with their IDs, as the collection's scripts would.
func batches(t *testing.T, code []string, environment map[string]string) map[string]string {
	t.Helper()
	ids := map[string]string{}
	for _, code := range code {
		path := batchPath.FindStringSubmatch(code)
		if path == nil || !strings.Contains(code, "requests.post(") {
			continue
		}
		needed := map[string]bool{}
		for _, name := range fromEnvironment.FindAllStringSubmatch(code, -1) {
			needed[name[1]] = true
		}
		answer := runSnippet(t, "python", code, settings(environment, needed)...)
		var started struct{ UUID string }
		if err := json.Unmarshal([]byte(answer[max(0, strings.IndexByte(answer, '{')):]), &started); err != nil || started.UUID == "" {
			continue // no batch, such as POST /api/appointments_list
		}
		ids[strings.ToUpper(path[1])+"_UUID"] = started.UUID
	}
	if len(ids) < 7 {
		t.Errorf("only the batches %v were started", slices.Sorted(maps.Keys(ids)))
	}
	return ids
}

// settings returns some variables as a process takes them.
func settings(environment map[string]string, names map[string]bool) []string {
	var list []string
	for name := range names {
		list = append(list, name+"="+environment[name])
	}
	return list
}
