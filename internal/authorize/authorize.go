// Package authorize gets, renews and revokes OAuth2 tokens. It is the only package behind
// the command line that talks to servers on other machines: those that a [Server] names.
//
// The protocol is that of golang.org/x/oauth2. What that library leaves to its user is
// here: the listener that receives the code (RFC 8252), the checks of what arrives there,
// the messages, and revocation (RFC 7009).
package authorize

import (
	"context"
	"crypto/rand"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

// DefaultRedirectURI is the address at which [Listen] waits unless another one is named.
const DefaultRedirectURI = "http://127.0.0.1:8787/callback"

// Server is an authorization server.
type Server struct {
	AuthorizeURL, TokenURL, RevokeURL, DeviceURL string

	ClientInHeader bool // the client's credentials go into a Basic header, not into the body
	PKCE           bool // send a code challenge with S256
	// AuthorizeParameters and TokenParameters are sent in addition.
	AuthorizeParameters, TokenParameters [][2]string
}

// Client is an application that is registered at the server. Secret is "" for a public
// one.
type Client struct{ ID, Secret string }

// Tokens are what the server issued.
type Tokens struct {
	Access, Refresh string
	Expires         time.Time // zero if the server does not say
	Scopes          []string  // nil if the server does not say
}

// Session gets tokens for a client from a server.
type Session struct {
	server Server
	client Client
	config oauth2.Config
	http   *transport
}

// New returns a session. It is an error if an address that it will send credentials to is
// not an https URL, except on this machine.
func New(server Server, client Client, scopes []string) (*Session, error) {
	for _, address := range []struct{ name, value string }{
		{"authorization URL", server.AuthorizeURL}, {"token URL", server.TokenURL},
		{"revocation URL", server.RevokeURL}, {"device authorization URL", server.DeviceURL},
	} {
		if address.value == "" {
			continue
		}
		if err := checkAddress(address.name, address.value); err != nil {
			return nil, err
		}
	}
	style := oauth2.AuthStyleInParams
	if server.ClientInHeader && client.Secret != "" {
		style = oauth2.AuthStyleInHeader
	}
	s := &Session{server: server, client: client, http: newTransport()}
	s.config = oauth2.Config{
		ClientID: client.ID, ClientSecret: client.Secret, Scopes: scopes,
		Endpoint: oauth2.Endpoint{
			AuthURL: server.AuthorizeURL, TokenURL: server.TokenURL, DeviceAuthURL: server.DeviceURL, AuthStyle: style,
		},
	}
	return s, nil
}

func checkAddress(name, address string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
		return fmt.Errorf("the %s %q is not an https URL", name, address)
	case u.User != nil:
		return fmt.Errorf("the %s holds a user name or password; remove it", name)
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return fmt.Errorf("the %s %s is not encrypted; use https", name, address)
	}
	return nil
}

// isLoopback reports whether a host is this machine, whatever a resolver says.
func isLoopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.Unmap().IsLoopback()
}

// Attempt is one authorization by a user: the request that the browser carries, and what
// proves that an answer belongs to it.
type Attempt struct {
	session     *Session
	redirectURI *url.URL
	state       string
	verifier    string // "" without PKCE
}

// Start begins an authorization. The server sends the browser back to the redirect URI.
func (s *Session) Start(redirectURI string) (*Attempt, error) {
	u, err := url.Parse(redirectURI)
	if err != nil || u.Scheme == "" || u.Host == "" && u.Path == "" && u.Opaque == "" {
		return nil, fmt.Errorf("the redirect URI %q is not a URL; it looks like %s", redirectURI, DefaultRedirectURI)
	}
	if u.Fragment != "" {
		return nil, fmt.Errorf("the redirect URI %q must not have a fragment (#)", redirectURI)
	}
	s.config.RedirectURL = redirectURI
	a := &Attempt{session: s, redirectURI: u, state: rand.Text()}
	if s.server.PKCE {
		a.verifier = oauth2.GenerateVerifier()
	}
	return a, nil
}

// reserved are the parameters of an authorization request that nothing overrides, and the
// one that must never be in it.
var reserved = []string{"response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method", "client_secret"}

// URL returns the address to open in a browser.
func (a *Attempt) URL() string {
	var options []oauth2.AuthCodeOption
	for _, p := range a.session.server.AuthorizeParameters {
		if slices.Contains(reserved, p[0]) {
			continue
		}
		options = append(options, oauth2.SetAuthURLParam(p[0], p[1]))
	}
	if a.verifier != "" {
		options = append(options, oauth2.S256ChallengeOption(a.verifier))
	}
	return a.session.config.AuthCodeURL(a.state, options...)
}

// Exchange trades the code for tokens.
func (a *Attempt) Exchange(ctx context.Context, code string) (Tokens, error) {
	options := a.session.tokenParameters()
	if a.verifier != "" {
		options = append(options, oauth2.VerifierOption(a.verifier))
	}
	token, err := a.session.config.Exchange(a.session.http.in(ctx), code, options...)
	if err != nil {
		return Tokens{}, a.session.explain("exchange the code", err, code, a.verifier)
	}
	return tokensOf(token), nil
}

func (s *Session) tokenParameters() []oauth2.AuthCodeOption {
	var options []oauth2.AuthCodeOption
	for _, p := range s.server.TokenParameters {
		options = append(options, oauth2.SetAuthURLParam(p[0], p[1]))
	}
	return options
}

func tokensOf(token *oauth2.Token) Tokens {
	t := Tokens{Access: token.AccessToken, Refresh: token.RefreshToken, Expires: token.Expiry}
	if scope, ok := token.Extra("scope").(string); ok {
		t.Scopes = strings.Fields(scope)
	}
	return t
}

// portOf returns the port of a URL's host, or that of its scheme.
func portOf(u *url.URL) string {
	switch port := u.Port(); {
	case port != "":
		return port
	case u.Scheme == "https":
		return "443"
	}
	return "80"
}

// hostPort returns the host and port at which a redirect URI is reached.
func hostPort(u *url.URL) string { return net.JoinHostPort(u.Hostname(), portOf(u)) }
