package clients

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// runner sends a collection's requests with one client. The arguments are the
// client's own; only "-i NAME" (a request to send, any number of times) is
// spelled as in the Postman CLI.
type runner struct {
	name string
	// collection makes the file that the client runs from a v2.1 file.
	collection func(t *testing.T, file string) string
	send       func(t *testing.T, collection string, args ...string) done
	// signsScripts says that the client adds the collection's authorization to
	// what scripts send, whatever they say about it.
	signsScripts bool
}

// fromScript returns a request that a script has sent, as the script meant it.
func (r runner) fromScript(s sent) sent {
	if r.signsScripts {
		s.header = s.header.Clone()
		s.header.Del("Authorization")
	}
	return s
}

// outcome is what a client says about a run.
type outcome struct {
	code, assertions, failed int
	text                     string // with every run of white space as one space
	packed                   string // without white space and the lines of tables
}

var assertionsLine = regexp.MustCompile(`assertions\s*[|│]\s*(\d+)\s*[|│]\s*(\d+)`)

// run sends the requests, and checks that no planted secret is printed.
func (r runner) run(t *testing.T, collection string, args ...string) outcome {
	t.Helper()
	ran := r.send(t, collection, args...)
	text := ran.stdout + ran.stderr
	table := assertionsLine.FindStringSubmatch(text)
	if table == nil {
		t.Fatalf("%s says nothing of assertions: exit code %d\n%s", r.name, ran.code, text)
	}
	assertions, _ := strconv.Atoi(table[1])
	failed, _ := strconv.Atoi(table[2])
	o := outcome{ran.code, assertions, failed, plain(text), tableLines.ReplaceAllString(text, "")}
	o.silent(t, clientSecret, "refresh-0", "refresh-1", "access-1")
	return o
}

var tableLines = regexp.MustCompile(`[\s|│]+`)

// says reports whether a text is printed, also wrapped in a table.
func (o outcome) says(text string) bool {
	return strings.Contains(o.packed, tableLines.ReplaceAllString(text, ""))
}

// silent checks that no secret is printed, not even wrapped in a table.
func (o outcome) silent(t *testing.T, secrets ...string) {
	t.Helper()
	for _, secret := range secrets {
		if strings.Contains(o.packed, secret) {
			t.Errorf("the run prints %q\n%s", secret, o.text)
		}
	}
}

// check compares an outcome: how many tests ran and failed, and what the
// failures say.
func (o outcome) check(t *testing.T, assertions, failed int, says ...string) {
	t.Helper()
	if o.assertions != assertions || o.failed != failed || (o.code != 0) != (failed > 0) {
		t.Errorf("%d tests, %d failed, exit code %d; want %d tests, %d failed\n%s",
			o.assertions, o.failed, o.code, assertions, failed, o.text)
	}
	for _, want := range says {
		if !o.says(want) {
			t.Errorf("the run does not say %q\n%s", want, o.text)
		}
	}
}

// tokens returns the values that a person has: client, and the refresh token of an
// authorization.
func tokens() map[string]string {
	return map[string]string{"client_id": clientID, "client_secret": clientSecret, "refresh_token": "refresh-0"}
}

func hosts(d *drchrono) []string {
	return []string{"--env-var", "base_url=" + d.URL, "--env-var", "oauth_url=" + d.URL}
}

// checkTwice checks the four requests of two rounds: without a token, refresh,
// with the new token, refresh with the new refresh token.
func checkTwice(t *testing.T, d *drchrono, o outcome) {
	t.Helper()
	o.check(t, 4, 1, "401", refresh, "Get New Access Token")
	log := d.received()
	if len(log) != 4 {
		t.Fatalf("%d requests were sent, want 4", len(log))
	}
	checkUser(t, log[0], "")
	checkRefresh(t, log[1], "refresh-0")
	checkUser(t, log[2], "access-1")
	checkRefresh(t, log[3], "refresh-1")
	proven(t, "the refresh sends no Authorization header and exactly the four form fields; the next round sends its access token as Bearer and its refresh token to refresh")
}

// scenarios sends the collection in every situation that a person meets.
func scenarios(t *testing.T, r runner) {
	ready := func(t *testing.T, values map[string]string) (*drchrono, string, []string) {
		t.Parallel()
		d := serve(t)
		environment := fill(t, environmentFile, "values", values)
		return d, r.collection(t, collectionFile), append(hosts(d), "-e", environment)
	}

	t.Run("with an environment", func(t *testing.T) {
		d, file, args := ready(t, tokens())
		checkTwice(t, d, r.run(t, file, append(args, "-n", "2")...))
	})

	t.Run("with an environment of command-line values", func(t *testing.T) {
		t.Parallel()
		d := serve(t)
		args := append(hosts(d), "-n", "2")
		for key, value := range tokens() {
			args = append(args, "--env-var", key+"="+value)
		}
		checkTwice(t, d, r.run(t, r.collection(t, collectionFile), args...))
	})

	t.Run("without an environment", func(t *testing.T) {
		t.Parallel()
		d := serve(t)
		values := tokens()
		values["base_url"], values["oauth_url"] = d.URL, d.URL
		filled := fill(t, collectionFile, "variable", values)
		checkTwice(t, d, r.run(t, r.collection(t, filled), "-n", "2"))
	})

	t.Run("authorization on the request", func(t *testing.T) {
		t.Parallel()
		d := serve(t)
		environment := fill(t, environmentFile, "values", tokens())
		args := append(hosts(d), "-e", environment, "-n", "2")
		checkTwice(t, d, r.run(t, r.collection(t, requestLevel(t)), args...))
	})

	t.Run("with a token that is good", func(t *testing.T) {
		values := tokens()
		values["access_token"] = "access-0"
		d, file, args := ready(t, values)
		r.run(t, file, args...).check(t, 2, 0)
		if log := d.received(); len(log) != 2 {
			t.Errorf("%d requests were sent, want 2", len(log))
		} else {
			checkUser(t, log[0], "access-0")
			checkRefresh(t, log[1], "refresh-0")
		}
		proven(t, "with a token as from the authorization, all tests pass and the exit code is 0")
	})

	t.Run("with a token that is not", func(t *testing.T) {
		values := tokens()
		values["access_token"] = "expired"
		d, file, args := ready(t, values)
		r.run(t, file, append(args, "-i", getUser)...).check(t, 1, 1, "401", refresh, "Get New Access Token")
		if log := d.received(); len(log) != 1 {
			t.Errorf("%d requests were sent, want 1", len(log))
		} else {
			checkUser(t, log[0], "expired")
		}
		proven(t, "a refused token fails the test, which says what to do, and the run")
	})

	t.Run("with a refresh token that is not", func(t *testing.T) {
		values := tokens()
		values["refresh_token"], values["access_token"] = "revoked", "access-0"
		d, file, args := ready(t, values)
		o := r.run(t, file, append(args, "-n", "2")...)
		o.check(t, 4, 2, "invalid_grant", "authorize again")
		if log := d.received(); len(log) != 4 {
			t.Errorf("%d requests were sent, want 4", len(log))
		} else {
			checkRefresh(t, log[1], "revoked")
			checkUser(t, log[2], "access-0")
		}
		proven(t, "a refused refresh fails the test, which says what to do, and leaves the tokens alone")
	})
}

// asIs runs the v2.1 file itself.
func asIs(_ *testing.T, file string) string { return file }
