package clients

import (
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// newmanReport is what Newman's JSON reporter says of a run.
type newmanReport struct {
	Run struct {
		Stats    map[string]struct{ Total, Failed int }
		Failures []struct {
			Source struct{ Name string }
			Error  struct{ Message string }
		}
	}
}

// runFull runs the full collection with Newman, all requests in order.
func runFull(t *testing.T, collection, environment string) (report newmanReport, code int) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "run.json")
	ran := execute(t, "node", "testdata/node_modules/newman/bin/newman.js", "run", collection, "-e", environment,
		"--reporters", "json", "--reporter-json-export", file)
	readJSON(t, file, &report)
	return report, ran.code
}

// TestFullRun: all requests of the full collection, in order and as they are, are
// answered by the sandbox as the API's document says.
func TestFullRun(t *testing.T) {
	requireNode(t)
	for _, c := range []struct{ name, collection string }{
		{"status", fullFile},
		{"schema", generated(t, "--include", "all", "--tests", "schema")},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := play(t)
			report, code := runFull(t, c.collection, p.environment)
			requests := report.Run.Stats["requests"]
			if code != 0 || requests.Total != 329 || report.Run.Stats["assertions"].Total < 329 {
				t.Errorf("exit code %d, %+v", code, report.Run.Stats)
			}
			for _, f := range report.Run.Failures {
				t.Errorf("%s: %s", f.Source.Name, f.Error.Message)
			}
			proven(t, fmt.Sprintf("Newman: all %d requests of the full collection are green, with %d assertions", requests.Total, report.Run.Stats["assertions"].Total))
		})
	}
}

var needsScopes = regexp.MustCompile(`(?m)^Needs the scopes? (.*)\.$`)

// TestFullRunWithoutScope: with a token that lacks a scope, the requests that need it
// fail, and say so; all others are green.
func TestFullRunWithoutScope(t *testing.T) {
	requireNode(t)
	for _, scope := range []string{"tasks:write", "billing:read"} {
		t.Run(scope, func(t *testing.T) {
			var want []string
			for _, r := range requestsOf(decode(t, fullFile)) {
				needs := needsScopes.FindStringSubmatch(text(r.request["description"]))
				if needs != nil && strings.Contains(needs[1], "`"+scope+"`") {
					want = append(want, r.name)
				}
			}
			p := play(t)
			environment := fill(t, p.environment, "values", p.tokensWithout(t, scope))
			report, code := runFull(t, fullFile, environment)
			var got []string
			for _, f := range report.Run.Failures {
				got = append(got, f.Source.Name)
				if !strings.Contains(f.Error.Message, "403") || !strings.Contains(f.Error.Message, scope) {
					t.Errorf("%s: %s", f.Source.Name, f.Error.Message)
				}
			}
			slices.Sort(got)
			slices.Sort(want)
			if code == 0 || len(want) < 5 || !slices.Equal(got, want) {
				t.Errorf("exit code %d, failed\n%q, want\n%q", code, got, want)
			}
			proven(t, fmt.Sprintf("Newman: without %s, exactly the %d requests that need it fail, and name it", scope, len(want)))
		})
	}
}

// tokensWithout returns tokens of the first user for all scopes but one, as variables.
func (p *played) tokensWithout(t *testing.T, scope string) map[string]string {
	t.Helper()
	asked := slices.DeleteFunc(strings.Fields(scopes), func(name string) bool { return name == scope })
	authorize, err := url.Parse(oauth2["authUrl"].(string))
	if err != nil {
		t.Fatal(err)
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.PostForm(p.URL+authorize.Path, url.Values{
		"response_type": {"code"}, "client_id": {p.values["client_id"]}, "redirect_uri": {oauth2["redirect_uri"].(string)},
		"scope": {strings.Join(asked, " ")}, "decision": {"authorize"}, "user": {"user-1"},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	back, err := url.Parse(answer.Header.Get("Location"))
	if err != nil || back.Query().Get("code") == "" {
		t.Fatalf("the authorization is answered with %s, %v", answer.Status, err)
	}
	access, refresh := p.exchangeFor(t, back.Query().Get("code"), strings.Join(asked, " "))
	return map[string]string{"access_token": access, "refresh_token": refresh}
}
