package clients

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
)

// Synthetic, with what must be encoded in a form.
const (
	clientID     = "client 1"
	clientSecret = "s3cret&with=all+of%it"
)

// sent is a request that reached the server.
type sent struct {
	method, path string
	header       http.Header
	body         string
}

// recorder is a server on the loopback interface that notes what reaches it.
type recorder struct {
	*httptest.Server
	mu  sync.Mutex
	log []sent
}

// record puts a recorder in front of a server.
func record(t *testing.T, behind http.Handler) *recorder {
	t.Helper()
	rec := &recorder{}
	rec.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(io.LimitReader(r.Body, 1<<20))
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		rec.mu.Lock()
		rec.log = append(rec.log, sent{r.Method, r.URL.RequestURI(), r.Header.Clone(), string(body)})
		rec.mu.Unlock()
		behind.ServeHTTP(w, r)
	}))
	t.Cleanup(rec.Close)
	return rec
}

// received returns what has reached the server so far.
func (rec *recorder) received() []sent {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	return slices.Clone(rec.log)
}

// drchrono plays the token endpoint and users/current. Tokens are access-N and
// refresh-N; refresh-0 is good from the start, and the newest access token is the
// only good one.
type drchrono struct {
	*recorder
	playing sync.Mutex
	issued  int
	broken  bool // users/current fails
}

func serve(t *testing.T) *drchrono {
	t.Helper()
	d := &drchrono{}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /o/token/{$}", d.token)
	mux.HandleFunc("GET /api/users/current", d.user)
	d.recorder = record(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d.playing.Lock()
		defer d.playing.Unlock()
		mux.ServeHTTP(w, r)
	}))
	return d
}

func (d *drchrono) token(w http.ResponseWriter, r *http.Request) {
	form := func(key string) string { return r.PostFormValue(key) }
	switch {
	case form("client_id") != clientID || form("client_secret") != clientSecret:
		answer(w, http.StatusUnauthorized, map[string]any{"error": "invalid_client"})
	case form("grant_type") != "refresh_token":
		answer(w, http.StatusBadRequest, map[string]any{"error": "unsupported_grant_type"})
	case form("refresh_token") != fmt.Sprint("refresh-", d.issued):
		answer(w, http.StatusBadRequest, map[string]any{"error": "invalid_grant"})
	default:
		d.issued++
		answer(w, http.StatusOK, map[string]any{
			"access_token":  fmt.Sprint("access-", d.issued),
			"refresh_token": fmt.Sprint("refresh-", d.issued),
			"token_type":    "Bearer",
			"expires_in":    172800,
			"scope":         scopes,
		})
	}
}

func (d *drchrono) user(w http.ResponseWriter, r *http.Request) {
	if d.broken {
		answer(w, http.StatusInternalServerError, map[string]any{})
		return
	}
	if r.Header.Get("Authorization") != fmt.Sprint("Bearer access-", d.issued) {
		answer(w, http.StatusUnauthorized, map[string]any{"detail": "Authentication credentials were not provided."})
		return
	}
	answer(w, http.StatusOK, map[string]any{
		"id": 1001, "username": "synthetic", "doctor": 2002, "practice_group": 3003,
		"is_doctor": true, "is_staff": false, "permissions": map[string]any{},
	})
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

// checkRefresh checks for the article's refresh: no authorization, a form with the
// four fields and nothing else.
func checkRefresh(t *testing.T, s sent, token string) {
	t.Helper()
	checkRefreshOf(t, application{clientID, clientSecret}, s, token)
}

type application struct{ id, secret string }

func checkRefreshOf(t *testing.T, client application, s sent, token string) {
	t.Helper()
	if s.method != "POST" || s.path != "/o/token/" {
		t.Errorf("a refresh was expected, %s %s was sent", s.method, s.path)
		return
	}
	if _, ok := s.header["Authorization"]; ok {
		t.Errorf("the refresh carries an Authorization header")
	}
	if got := s.header.Get("Content-Type"); got != "application/x-www-form-urlencoded" {
		t.Errorf("the refresh is sent as %q", got)
	}
	form, err := url.ParseQuery(s.body)
	want := url.Values{
		"client_id": {client.id}, "client_secret": {client.secret},
		"grant_type": {"refresh_token"}, "refresh_token": {token},
	}
	if err != nil || form.Encode() != want.Encode() {
		t.Errorf("the refresh sends %q (%v), want %q", form.Encode(), err, want.Encode())
	}
}

// checkUser checks for users/current with a token; "" is without a usable one,
// which Postman's v3 format sends as a bare "Bearer".
func checkUser(t *testing.T, s sent, token string) {
	t.Helper()
	if s.method != "GET" || s.path != "/api/users/current" {
		t.Errorf("users/current was expected, %s %s was sent", s.method, s.path)
		return
	}
	got := s.header.Get("Authorization")
	if token == "" && strings.TrimSpace(got) == "Bearer" {
		got = ""
	}
	want := token
	if token != "" {
		want = "Bearer " + token
	}
	if got != want {
		t.Errorf("users/current is authorized by %q, want %q", got, want)
	}
}
