// Package sandbox is a server that mocks the API of a template with synthetic
// data: authorization, tokens, the connected user, and the API's records.
//
// The protocol is implemented by github.com/go-oauth2/oauth2. This package makes
// the decisions that the library leaves open: the callback must match exactly, no
// parameter may be given twice, a code works for one exchange and a second use
// revokes its tokens, the client must always authenticate, and a refresh never
// widens the scopes and preserves the refresh token.
package sandbox

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	oauthserver "github.com/go-oauth2/oauth2/v4/server"

	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/sandbox/mock"
)

// The application that every sandbox knows. The secret protects nothing.
const (
	ClientID        = "sandbox-client"
	ClientSecret    = "sandbox-client-secret"
	applicationName = "Sandbox application"
)

// Options are the settings of a sandbox.
type Options struct {
	TokenLifetime time.Duration // of access tokens; 0 means the template's
	RedirectURIs  []string      // of the application, in addition to the template's
	State         string        // the file that keeps tokens over a restart; none where ""
	Limits        bool          // refuse requests beyond the template's limits
}

// Server mocks one API.
type Server struct {
	template *template.Template
	options  Options
	callback string   // the template's redirect URI
	prefix   string   // the common prefix of the operations' paths, without a slash at the end
	needed   []string // the scopes that reading the current user needs
	users    map[string]user

	mock    *mock.API // everything that needs a token except the current user
	store   *store
	oauth   *oauthserver.Server
	limiter *limiter            // nil if there are no limits
	routes  map[string]endpoint // by exact path
	folder  string              // of the file to upload; "" before it exists
}

// user is a person who can authorize.
type user struct {
	id, name string
	record   []byte // JSON
}

// userID returns the ID of the i-th user of the template, counted from 0.
func userID(i int) string { return fmt.Sprint("user-", i+1) }

// New returns the sandbox of a template. The error says what the template
// lacks.
func New(t *template.Template, o Options) (*Server, error) {
	s := &Server{template: t, options: o, users: map[string]user{}}
	authorize, token, err := s.endpoints()
	if err != nil {
		return nil, fmt.Errorf("the template %q cannot be played: %w", t.Name, err)
	}
	if s.options.TokenLifetime == 0 {
		s.options.TokenLifetime = t.Sandbox.TokenLifetime
	}
	if s.options.TokenLifetime < time.Second {
		return nil, fmt.Errorf("tokens must live for at least a second, not %s", s.options.TokenLifetime)
	}
	for i, u := range t.Sandbox.Users {
		id := userID(i)
		s.users[id] = user{id, u.Name, []byte(u.Record)}
	}
	if o.Limits {
		s.limiter = newLimiter(t.Sandbox.Limits)
	}
	var file *stateFile
	var kept *state
	if o.State != "" {
		if file, kept, err = openState(o.State, t.Name); err != nil {
			return nil, err
		}
	}
	s.store = newStore(file, kept)
	s.mock = mock.New(t)
	s.oauth = s.newOAuth()
	s.routes = s.newRoutes(authorize, token)
	return s, nil
}

// endpoints returns the paths of the authorization and token endpoints, and
// checks that the template has what is needed.
func (s *Server) endpoints() (authorize, token string, err error) {
	t := s.template
	switch {
	case t.Sandbox == nil:
		return "", "", errors.New(`it has no section "sandbox"`)
	case t.Auth == nil || t.Auth.Type != "oauth2":
		return "", "", errors.New("its authorization is not oauth2")
	}
	if authorize, err = pathOf(t, "authUrl"); err != nil {
		return "", "", err
	}
	if token, err = pathOf(t, "accessTokenUrl"); err != nil {
		return "", "", err
	}
	taken := map[string]bool{}
	for _, path := range append([]string{authorize, token, t.Sandbox.CurrentUser}, t.Sandbox.Revoke...) {
		if taken[path] {
			return "", "", fmt.Errorf("the path %s has two meanings", path)
		}
		taken[path] = true
	}
	if s.callback = attribute(t, "redirect_uri"); s.callback == "" {
		return "", "", errors.New("its authorization has no redirect_uri")
	}
	if _, err := url.Parse(s.callback); err != nil {
		return "", "", fmt.Errorf("its redirect_uri is not a URL: %w", err)
	}
	base, err := url.Parse(t.Resolve(t.Server))
	if err != nil {
		return "", "", fmt.Errorf("its server is not a URL: %w", err)
	}
	s.prefix = strings.TrimRight(base.Path, "/")
	s.needed, _ = t.Needs("GET", strings.TrimPrefix(t.Sandbox.CurrentUser, s.prefix))
	return authorize, token, nil
}

// pathOf returns the path of the URL in an attribute of the template's
// authorization.
func pathOf(t *template.Template, key string) (string, error) {
	u, err := url.Parse(t.Resolve(attribute(t, key)))
	if err != nil || u.Host == "" || !strings.HasPrefix(u.Path, "/") {
		return "", fmt.Errorf("its authorization has no %s with a path", key)
	}
	return u.Path, nil
}

func attribute(t *template.Template, key string) string {
	for _, a := range t.Auth.Attributes {
		if a.Key == key {
			text, _ := a.Value.(string)
			return text
		}
	}
	return ""
}

// Close releases the state file and removes the file to upload.
func (s *Server) Close() error {
	if s.folder != "" {
		_ = os.RemoveAll(s.folder)
	}
	return s.store.file.close()
}
