package authorize_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/postwright/postwright/internal/authorize"
)

const (
	clientID = "a client"
	// Characters that a header and a form write differently.
	clientSecret = "s3cret+/=& of ours"
)

// asked is a request that a server received.
type asked struct {
	path   string
	form   url.Values
	header http.Header
}

// server is an authorization server that gives prepared answers.
type server struct {
	*httptest.Server
	mutex    sync.Mutex
	requests []asked
	answer   func(w http.ResponseWriter, r *http.Request)
}

func serve(t *testing.T, answer func(w http.ResponseWriter, r *http.Request)) *server {
	t.Helper()
	s := &server{answer: answer}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		s.mutex.Lock()
		s.requests = append(s.requests, asked{r.URL.Path, r.PostForm, r.Header})
		s.mutex.Unlock()
		s.answer(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *server) log() []asked {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.requests
}

// answers returns an answer of JSON.
func answers(status int, text string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		fmt.Fprint(w, text)
	}
}

const issued = `{"access_token": "the-access", "refresh_token": "the-refresh", "token_type": "Bearer", "expires_in": 3600, "scope": "a b"}`

// at describes the server.
func (s *server) at() authorize.Server {
	return authorize.Server{
		AuthorizeURL: s.URL + "/authorize", TokenURL: s.URL + "/token", RevokeURL: s.URL + "/revoke", DeviceURL: s.URL + "/device",
		ClientInHeader: true, PKCE: true,
	}
}

func newSession(t *testing.T, at authorize.Server, scopes ...string) *authorize.Session {
	t.Helper()
	session, err := authorize.New(at, authorize.Client{ID: clientID, Secret: clientSecret}, scopes)
	if err != nil {
		t.Fatal(err)
	}
	return session
}

// freeURI returns a redirect URI on a port that nothing listens on.
func freeURI(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return "http://" + l.Addr().String() + "/callback"
}

// run is an attempt whose listener waits.
type run struct {
	uri, state, challenge string
	attempt               *authorize.Attempt
	tokens                authorize.Tokens
	ended                 chan error
	mutex                 sync.Mutex
	told                  []string
}

func start(t *testing.T, ctx context.Context, session *authorize.Session) *run {
	t.Helper()
	r := &run{uri: freeURI(t), ended: make(chan error, 1)}
	var err error
	if r.attempt, err = session.Start(r.uri); err != nil {
		t.Fatal(err)
	}
	address, err := url.Parse(r.attempt.URL())
	if err != nil {
		t.Fatal(err)
	}
	r.state, r.challenge = address.Query().Get("state"), address.Query().Get("code_challenge")
	listener, err := r.attempt.Listen(ctx, func(refused string) {
		r.mutex.Lock()
		defer r.mutex.Unlock()
		r.told = append(r.told, refused)
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(listener.Close)
	go func() {
		r.ended <- listener.Wait(ctx, func(code string) error {
			var err error
			r.tokens, err = r.attempt.Exchange(context.WithoutCancel(ctx), code)
			return err
		})
	}()
	return r
}

// said returns what was told so far.
func (r *run) said() string {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return strings.Join(r.told, "\n")
}

// end returns how the attempt ended.
func (r *run) end(t *testing.T) error {
	t.Helper()
	select {
	case err := <-r.ended:
		return err
	case <-time.After(2 * time.Minute): // the machine may be busy
		t.Fatal("it does not end")
		return nil
	}
}
