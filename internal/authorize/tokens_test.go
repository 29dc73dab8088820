package authorize_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/postwright/postwright/internal/authorize"
)

// actions returns all requests with credentials, by what they are called.
func actions(t *testing.T, s *server) map[string]func() error {
	session := newSession(t, s.at())
	return map[string]func() error{
		"exchange": func() error {
			attempt, err := session.Start("http://127.0.0.1:8787/callback")
			if err != nil {
				return err
			}
			_, err = attempt.Exchange(t.Context(), "the-code")
			return err
		},
		"refresh":     func() error { _, err := session.Refresh(t.Context(), "", "old-refresh"); return err },
		"credentials": func() error { _, err := session.ClientCredentials(t.Context()); return err },
		"device":      func() error { _, err := session.StartDevice(t.Context()); return err },
		"revoke":      func() error { return session.Revoke(t.Context(), "old-refresh", "refresh_token") },
	}
}

// TestServerErrors: what a server answers becomes a message that says what to do, and
// holds nothing that was sent, even if the server repeats it.
func TestServerErrors(t *testing.T) {
	echo := func(status int, code string) func(http.ResponseWriter, *http.Request) {
		return func(w http.ResponseWriter, r *http.Request) {
			var all strings.Builder
			for _, values := range r.PostForm {
				all.WriteString(strings.Join(values, " ") + " ")
			}
			_, secret, _ := r.BasicAuth()
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			fmt.Fprintf(w, `{"error": %q, "error_description": %q, "error_uri": %[2]q}`, code, "you sent "+clientSecret+" "+secret+" "+all.String())
		}
	}
	for name, c := range map[string]struct {
		answer  func(http.ResponseWriter, *http.Request)
		refused bool
		want    map[string]string // by action; "" for all
	}{
		"wrong secret": {echo(401, "invalid_client"), true, map[string]string{"": "the client ID or the client secret is wrong"}},
		"expired":      {echo(400, "invalid_grant"), true, map[string]string{"exchange": "expired or was used before", "refresh": "authorize again without --refresh"}},
		"scope":        {echo(400, "invalid_scope"), true, map[string]string{"": "--scopes"}},
		"overloaded":   {answers(503, "{}"), false, map[string]string{"": "try again later"}},
		"limited":      {answers(429, `{"error": "slow_down"}`), false, map[string]string{"": "try again later"}},
		"a page":       {answers(404, "<html>"+clientSecret), false, map[string]string{"": "without an OAuth2 error"}},
		"moved": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://elsewhere.example/token?secret=the-code", http.StatusMovedPermanently)
		}, false, map[string]string{"": "redirects to https://elsewhere.example/token ("}},
		"kept body": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/other", http.StatusTemporaryRedirect)
		}, false, map[string]string{"": "redirects to "}},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, c.answer)
			for action, act := range actions(t, s) {
				before := len(s.log())
				err := act()
				if err == nil {
					t.Errorf("%s: no error", action)
					continue
				}
				want := c.want[action]
				if want == "" {
					want = c.want[""]
				}
				var refused *authorize.RefusedError
				if !strings.Contains(err.Error(), want) || errors.As(err, &refused) != c.refused || !strings.HasPrefix(err.Error(), "cannot ") {
					t.Errorf("%s: %v, want %q", action, err, want)
				}
				for _, secret := range []string{clientSecret, "s3cret", "the-code", "old-refresh"} {
					if strings.Contains(err.Error(), secret) {
						t.Errorf("%s shows %q: %v", action, secret, err)
					}
				}
				if n := len(s.log()) - before; n != 1 {
					t.Errorf("%s sends %d requests", action, n)
				}
			}
		})
	}
}

// TestNoTokens: an answer without a token is an error that does not show it.
func TestNoTokens(t *testing.T) {
	for _, text := range []string{`{}`, `{"refresh_token": "hush-hush"}`, `[]`, `hush-hush`, `{"access_token": "hush-hush", "expires_in": "soon"}`} {
		for action, act := range actions(t, serve(t, answers(200, text))) {
			err := act()
			if action != "revoke" && (err == nil || strings.Contains(err.Error(), "hush-hush")) {
				t.Errorf("%s of %s: %v", action, text, err)
			}
		}
	}
}

// TestRefresh: a refresh asks for no scopes, and keeps the refresh token if there is no new
// one.
func TestRefresh(t *testing.T) {
	for answer, want := range map[string]string{
		`{"access_token": "a", "token_type": "Bearer"}`:                         "old-refresh",
		`{"access_token": "a", "token_type": "Bearer", "refresh_token": "new"}`: "new",
	} {
		s := serve(t, answers(200, answer))
		tokens, err := newSession(t, s.at(), "a", "b").Refresh(t.Context(), s.URL+"/renew", "old-refresh")
		if err != nil || tokens.Access != "a" || tokens.Refresh != want || !tokens.Expires.IsZero() || tokens.Scopes != nil {
			t.Errorf("%+v, %v", tokens, err)
		}
		if got := s.log()[0]; got.path != "/renew" || got.form.Get("refresh_token") != "old-refresh" || got.form.Has("scope") {
			t.Errorf("%v", got)
		}
	}
}

// TestClientCredentials: the application gets a token for itself.
func TestClientCredentials(t *testing.T) {
	s := serve(t, answers(200, issued))
	at := s.at()
	at.TokenParameters = [][2]string{{"audience", "x"}}
	tokens, err := newSession(t, at, "a", "b").ClientCredentials(t.Context())
	if err != nil || tokens.Access != "the-access" {
		t.Errorf("%+v, %v", tokens, err)
	}
	if got := s.log()[0].form; got.Get("grant_type") != "client_credentials" || got.Get("scope") != "a b" || got.Get("audience") != "x" {
		t.Errorf("%v", got)
	}
}

// TestDevice: the user gets a code, and the server is asked until the user has decided.
func TestDevice(t *testing.T) {
	for name, end := range map[string]string{"authorized": issued, "denied": `{"error": "access_denied"}`, "expired": `{"error": "expired_token"}`} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			polls := 0
			s := serve(t, func(w http.ResponseWriter, r *http.Request) {
				switch polls++; {
				case r.URL.Path == "/device":
					answers(200, `{"device_code": "hush-hush", "user_code": "WDJB-MJHT", "verification_uri": "https://a.example/device", "expires_in": 60, "interval": 1}`)(w, r)
				case polls == 2:
					answers(400, `{"error": "authorization_pending"}`)(w, r)
				case strings.Contains(end, "error"):
					answers(400, end)(w, r)
				default:
					answers(200, end)(w, r)
				}
			})
			device, err := newSession(t, s.at(), "a").StartDevice(t.Context())
			if err != nil || device.Code() != "WDJB-MJHT" || device.URL() != "https://a.example/device" {
				t.Fatalf("%v, %v", device, err)
			}
			tokens, err := device.Wait(t.Context())
			var refused *authorize.RefusedError
			switch {
			case end == issued && (err != nil || tokens.Access != "the-access"):
				t.Errorf("%+v, %v", tokens, err)
			case end != issued && (!errors.As(err, &refused) || strings.Contains(err.Error(), "hush-hush")):
				t.Error(err)
			}
			if polls != 3 {
				t.Errorf("%d requests", polls)
			}
		})
	}
}

// TestDeviceTimeout: nobody decides.
func TestDeviceTimeout(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		answers(200, `{"device_code": "d", "user_code": "U", "verification_uri": "https://a.example/device", "interval": 1}`)(w, r)
	})
	device, err := newSession(t, s.at()).StartDevice(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := device.Wait(ctx); !errors.Is(err, authorize.ErrTimeout) {
		t.Error(err)
	}
}

// TestRevoke: the token is sent with what it is, and with the client.
func TestRevoke(t *testing.T) {
	s := serve(t, answers(200, ""))
	at := s.at()
	if err := newSession(t, at).Revoke(t.Context(), "old", "refresh_token"); err != nil {
		t.Error(err)
	}
	at.ClientInHeader = false
	if err := newSession(t, at).Revoke(t.Context(), "old", "access_token"); err != nil {
		t.Error(err)
	}
	header, body := s.log()[0], s.log()[1]
	if header.path != "/revoke" || header.form.Get("token") != "old" || header.form.Get("token_type_hint") != "refresh_token" || header.form.Has("client_secret") || header.header.Get("Authorization") == "" {
		t.Errorf("%v", header)
	}
	if body.form.Get("client_secret") != clientSecret || body.header.Get("Authorization") != "" || body.form.Get("token_type_hint") != "access_token" {
		t.Errorf("%v", body)
	}
}

// TestAddresses: credentials are sent by https, except to this machine.
func TestAddresses(t *testing.T) {
	set := map[string]func(*authorize.Server, string){
		"authorization URL": func(s *authorize.Server, u string) { s.AuthorizeURL = u }, "token URL": func(s *authorize.Server, u string) { s.TokenURL = u },
		"revocation URL": func(s *authorize.Server, u string) { s.RevokeURL = u }, "device authorization URL": func(s *authorize.Server, u string) { s.DeviceURL = u },
	}
	for name, set := range set {
		for address, fine := range map[string]bool{
			"https://a.example/t": true, "http://127.0.0.1:1/t": true, "http://localhost/t": true, "http://[::1]:1/t": true,
			"http://a.example/t": false, "http://10.0.0.1/t": false, "http://localhost.evil.example/": false, "ftp://a.example/": false, "/t": false, "https://": false, "https://u:p@a.example/": false,
		} {
			at := authorize.Server{}
			set(&at, address)
			if _, err := authorize.New(at, authorize.Client{}, nil); (err == nil) != fine || err != nil && !strings.Contains(err.Error(), name) {
				t.Errorf("%s %s: %v", name, address, err)
			}
		}
	}
}

// TestUnreachable: nobody answers.
func TestUnreachable(t *testing.T) {
	s := serve(t, answers(200, issued))
	s.Close()
	for action, act := range actions(t, s) {
		if err := act(); err == nil || !strings.Contains(err.Error(), "could not be reached") || strings.Contains(err.Error(), "old-refresh") {
			t.Errorf("%s: %v", action, err)
		}
	}
}

// TestClock: a clock that is far off is named where it may be the reason.
func TestClock(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", time.Now().Add(-90*time.Minute).UTC().Format(http.TimeFormat))
		answers(400, `{"error": "invalid_grant"}`)(w, r)
	})
	if err := actions(t, s)["exchange"](); err == nil || !strings.Contains(err.Error(), "The clock of this machine is 1h30m0s off") {
		t.Error(err)
	}
}
