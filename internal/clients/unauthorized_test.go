package clients

import (
	"path/filepath"
	"strings"
	"testing"
)

// ownToken is what Use Token puts into the Authorization tab.
const ownToken = "own-token-of-the-tab"

// holding returns a copy of a collection whose Token field holds a value in place of
// {{access_token}}.
func holding(t *testing.T, file, token string) string {
	t.Helper()
	const reference = `"value": "{{access_token}}"`
	text := string(read(t, file))
	if n := strings.Count(text, reference); n != 1 {
		t.Fatalf("%s refers to the access token %d times, want 1", file, n)
	}
	changed := filepath.Join(t.TempDir(), filepath.Base(file))
	write(t, changed, strings.Replace(text, reference, `"value": "`+token+`"`, 1))
	return changed
}

// TestUnauthorized checks that a 401 names its cause, and that no token is printed.
func TestUnauthorized(t *testing.T) {
	requireNode(t)
	for name, c := range map[string]struct {
		field, variable string // the Token field and access_token
		sent            string
		says, saysNot   string
	}{
		"no token":                    {"{{access_token}}", "", "", "no access token was sent: the variable access_token is empty", "of its own"},
		"no token in the field":       {"", "access-0", "", "although the variable access_token holds one", "is empty"},
		"a token of the tab":          {ownToken, "access-0", ownToken, "the Authorization tab holds a token of its own", "send Refresh"},
		"a token of the tab alone":    {ownToken, "", ownToken, "put {{access_token}} back into the tab's Token field", "is empty"},
		"an expired token":            {"{{access_token}}", "expired-token", "expired-token", "the token in access_token has expired or was revoked", "of its own"},
		"an expired token in the tab": {"expired-token", "expired-token", "expired-token", "the token in access_token has expired or was revoked", "of its own"},
	} {
		for _, r := range []runner{newman, postmanCLI, postmanCLIv3} {
			for _, level := range []string{"collection", "request"} {
				t.Run(name+", "+level+", "+r.name, func(t *testing.T) {
					t.Parallel()
					d := serve(t)
					values := tokens()
					values["access_token"] = c.variable
					file := r.collection(t, holding(t, generated(t, "--auth-level", level), c.field))
					o := r.run(t, file, append(hosts(d), "-e", fill(t, environmentFile, "values", values), "-i", getUser)...)
					o.check(t, 1, 1, "401: ", c.says)
					if o.says(c.saysNot) {
						t.Errorf("the run says %q\n%s", c.saysNot, o.text)
					}
					o.silent(t, ownToken, "expired-token", "access-0")
					if log := d.received(); len(log) != 1 {
						t.Errorf("%d requests were sent, want 1", len(log))
					} else {
						checkUser(t, log[0], c.sent)
					}
				})
			}
		}
	}
}

// TestAutoRefreshOfOwnToken checks that the auto-refresh script says, once in a
// run, that the token it refreshes is not the one that is sent.
func TestAutoRefreshOfOwnToken(t *testing.T) {
	requireNode(t)
	const notice = "Authorization tab holds a token of its own (Use Token puts it there), and that token was sent."
	for _, r := range []runner{newman, postmanCLI, postmanCLIv3} {
		for field, times := range map[string]int{ownToken: 1, "{{access_token}}": 0} {
			t.Run(field+", "+r.name, func(t *testing.T) {
				t.Parallel()
				d := serve(t)
				args := append(hosts(d), "-e", fill(t, environmentFile, "values", tokens()), "-n", "3")
				o := r.run(t, r.collection(t, holding(t, generated(t, "--auto-refresh"), field)), args...)
				if n := strings.Count(o.packed, tableLines.ReplaceAllString(notice, "")); n != times {
					t.Errorf("it says %d times %q, want %d\n%s", n, notice, times, o.text)
				}
				o.silent(t, ownToken, "access-2", "refresh-2")
				for _, s := range d.received() {
					if s.method == "GET" && field == ownToken {
						checkUser(t, s, ownToken)
					}
				}
			})
		}
	}
}
