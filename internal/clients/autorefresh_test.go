package clients

import (
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestAutoRefresh runs the collection with its auto-refresh script, also for
// longer than its tokens live.
func TestAutoRefresh(t *testing.T) {
	requireNode(t)
	for name, c := range map[string]struct {
		test func(*testing.T, runner)
		with []runner
	}{
		"outlives tokens with an environment":     {outlivesWithEnvironment, []runner{newman, postmanCLI, postmanCLIv3}},
		"outlives tokens without an environment":  {outlivesWithout, []runner{newman, postmanCLI}},
		"outlives tokens on the request":          {outlivesOnRequest, []runner{newman}},
		"asks only when needed":                   {asksWhenNeeded, []runner{newman}},
		"gives up once":                           {givesUp, []runner{newman, postmanCLI, postmanCLIv3}},
		"waits for a server that does not answer": {waits, []runner{newman}},
		"leaves the refresh request alone":        {leavesAlone, []runner{newman, postmanCLIv3}},
	} {
		for _, r := range c.with {
			t.Run(name+", "+r.name, func(t *testing.T) {
				t.Parallel()
				c.test(t, r)
			})
		}
	}
}

// A run of 50 requests takes 15 seconds and more, a token lives for four.
const (
	lifetime = 4 * time.Second
	requests = 50
	between  = "300" // milliseconds
)

func outlivesWithEnvironment(t *testing.T, r runner) {
	p := play(t, "--token-lifetime", lifetime.String())
	p.outlive(t, r, generated(t, "--auto-refresh"), "-e", p.environment)
}

func outlivesOnRequest(t *testing.T, r runner) {
	p := play(t, "--token-lifetime", lifetime.String())
	p.outlive(t, r, generated(t, "--auto-refresh", "--auth-level", "request"), "-e", p.environment)
}

// outlivesWithout runs [played.outlive] with neither an environment nor an access token
// at the start.
func outlivesWithout(t *testing.T, r runner) {
	p := play(t, "--token-lifetime", lifetime.String())
	file := fill(t, generated(t, "--auto-refresh"), "variable", map[string]string{
		"base_url": p.URL, "oauth_url": p.URL, "refresh_token": p.values["refresh_token"],
		"client_id": p.values["client_id"], "client_secret": p.values["client_secret"],
	})
	p.outlive(t, r, file)
}

// outlive checks that all requests of a long run succeed, with at least four
// tokens, and a refresh only where one was about to expire.
func (p *played) outlive(t *testing.T, r runner, collection string, args ...string) {
	t.Helper()
	file := r.collection(t, collection)
	start := time.Now()
	o := r.run(t, file, append(args, "-i", getUser, "-n", strconv.Itoa(requests), "--delay-request", between)...)
	took := time.Since(start)
	o.check(t, requests, 0)
	var tokens []string
	refreshed, sentRequests := 0, 0
	for _, s := range p.received() {
		if s.method == "POST" {
			refreshed++
			checkRefreshOf(t, application{p.values["client_id"], p.values["client_secret"]}, r.fromScript(s), p.values["refresh_token"])
			continue
		}
		sentRequests++
		if token := s.bearer(); len(tokens) == 0 || tokens[len(tokens)-1] != token {
			tokens = append(tokens, token)
		}
	}
	// A token is used for three quarters of its life.
	most := int(took/(lifetime*3/4)) + 2
	if sentRequests != requests || len(tokens) < 4 || refreshed > most || took < 3*lifetime {
		t.Errorf("%d requests with %d tokens in turn, %d refreshes in %s", sentRequests, len(tokens), refreshed, took)
	}
	o.silent(t, p.secrets()...)
	proven(t, "all requests of a run that outlives three tokens succeed, nothing secret is printed")
}

func asksWhenNeeded(t *testing.T, r runner) {
	file := r.collection(t, generated(t, "--auto-refresh"))
	for _, c := range []struct {
		name, access, expires string
		refreshes             int
	}{
		{"good for long", "access-0", "99999999999999", 0},
		{"expired", "access-0", "1000000000000", 1},
		{"of unknown age", "access-0", "", 1},
		{"missing", "", "99999999999999", 1},
	} {
		d := serve(t)
		values := tokens()
		values["access_token"] = c.access
		args := append(hosts(d), "-e", fill(t, environmentFile, "values", values), "-i", getUser, "-n", "3")
		if c.expires != "" {
			args = append(args, "--env-var", "access_token_expires_at="+c.expires)
		}
		r.run(t, file, args...).check(t, 3, 0)
		log := d.received()
		if len(log) != 3+c.refreshes {
			t.Errorf("a token %s: %d requests were sent, want %d", c.name, len(log), 3+c.refreshes)
			continue
		}
		token := c.access
		if c.refreshes > 0 {
			checkRefresh(t, log[0], "refresh-0")
			token = "access-1"
		}
		for _, s := range log[c.refreshes:] {
			checkUser(t, s, token)
		}
	}
}

const notRefreshed = "The access token was not refreshed"

func givesUp(t *testing.T, r runner) {
	d := serve(t)
	values := tokens()
	values["refresh_token"] = "revoked-refresh-token"
	args := append(hosts(d), "-e", fill(t, environmentFile, "values", values), "-i", getUser, "-n", "5")
	o := r.run(t, r.collection(t, generated(t, "--auto-refresh")), args...)
	o.check(t, 5, 5, notRefreshed, "invalid_grant", "authorize again")
	o.silent(t, values["refresh_token"])
	o.saysOnce(t, notRefreshed)
	log := d.received()
	if len(log) != 6 {
		t.Fatalf("%d requests were sent, want 6", len(log))
	}
	checkRefresh(t, r.fromScript(log[0]), values["refresh_token"])
	for _, s := range log[1:] {
		checkUser(t, s, "")
	}
}

func waits(t *testing.T, r runner) {
	d := serve(t)
	values := tokens()
	values["access_token"] = "access-0"
	args := []string{"--env-var", "base_url=" + d.URL, "--env-var", "oauth_url=http://127.0.0.1:9",
		"-e", fill(t, environmentFile, "values", values), "-i", getUser, "-n", "3"}
	o := r.run(t, r.collection(t, generated(t, "--auto-refresh")), args...)
	// Newman counts the unanswered request as a failure of the run.
	if o.assertions != 3 || o.failed != 0 || !o.says("no answer from http://127.0.0.1:9/o/token/") {
		t.Errorf("%d tests, %d failed\n%s", o.assertions, o.failed, o.text)
	}
	o.saysOnce(t, notRefreshed)
}

func (o outcome) saysOnce(t *testing.T, text string) {
	t.Helper()
	if n := strings.Count(o.packed, tableLines.ReplaceAllString(text, "")); n != 1 {
		t.Errorf("it says %d times %q\n%s", n, text, o.text)
	}
}

func leavesAlone(t *testing.T, r runner) {
	d := serve(t)
	args := append(hosts(d), "-e", fill(t, environmentFile, "values", tokens()), "-i", refresh)
	r.run(t, r.collection(t, generated(t, "--auto-refresh")), args...).check(t, 1, 0)
	log := d.received()
	if len(log) != 1 {
		t.Fatalf("%d requests were sent, want 1", len(log))
	}
	checkRefresh(t, log[0], "refresh-0")
}
