package sandbox

import (
	"bytes"
	"crypto/rand"
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"github.com/go-oauth2/oauth2/v4"
	oautherrors "github.com/go-oauth2/oauth2/v4/errors"
	oauthserver "github.com/go-oauth2/oauth2/v4/server"

	"github.com/postwright/postwright/collection/lazy"
	templates "github.com/postwright/postwright/collection/template"
)

//go:embed authorize.html
var pagesText string

var pages = lazy.Value[*template.Template]{New: func() *template.Template { return template.Must(template.New("").Parse(pagesText)) }}

// carried are the parameters of an authorization request: the page's form sends
// them again with the user's decision.
var carried = []string{"response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method"}

// authorize answers the authorization endpoint: it asks the user, and
// redirects the browser to the application with the answer.
func (s *Server) authorize(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		s.problem(w, "The request cannot be read.", "")
		return
	}
	// The application is not verified yet, so there is no redirect.
	for _, name := range []string{"client_id", "redirect_uri"} {
		if len(r.Form[name]) > 1 {
			s.problem(w, fmt.Sprintf("The request has the parameter %s more than once.", name), "Send it once.")
			return
		}
	}
	redirect := r.Form.Get("redirect_uri")
	switch {
	case r.Form.Get("client_id") != ClientID:
		s.problem(w, fmt.Sprintf("There is no application with the client ID %q.", r.Form.Get("client_id")),
			fmt.Sprintf("The sandbox knows one: %s.", ClientID))
		return
	case !s.isRegistered(redirect):
		s.problem(w, fmt.Sprintf("The redirect URI %q is not one of the application's.", redirect),
			fmt.Sprintf("It must be exactly %s.", strings.Join(append([]string{s.callback}, s.options.RedirectURIs...), " or ")))
		return
	}
	request := &oauthserver.AuthorizeRequest{RedirectURI: redirect, ResponseType: oauth2.Code, State: r.Form.Get("state")}
	switch responseType := r.Form.Get("response_type"); {
	case repeated(r.Form) || responseType == "":
		s.back(w, r, request, oautherrors.ErrInvalidRequest)
		return
	case !isChallenge(r.Form):
		s.back(w, r, request, oautherrors.ErrInvalidRequest)
		return
	case responseType != string(oauth2.Code):
		s.back(w, r, request, oautherrors.ErrUnsupportedResponseType)
		return
	}
	valid, err := s.oauth.ValidationAuthorizeRequest(r)
	if err != nil {
		s.back(w, r, request, err)
		return
	}
	asked := strings.Fields(valid.Scope)
	if len(asked) == 0 {
		asked = s.template.ScopeNames()
	}
	if len(beyond(asked, s.template.ScopeNames())) > 0 {
		s.back(w, r, request, oautherrors.ErrInvalidScope)
		return
	}
	valid.Scope = strings.Join(asked, " ")
	if r.Method != http.MethodPost {
		s.ask(w, r, asked)
		return
	}
	s.decide(w, r, valid)
}

// decide carries out the user's decision.
func (s *Server) decide(w http.ResponseWriter, r *http.Request, request *oauthserver.AuthorizeRequest) {
	request.UserID = r.PostForm.Get("user")
	_, known := s.users[request.UserID]
	switch decision := r.PostForm.Get("decision"); {
	case decision == "cancel":
		s.back(w, r, request, oautherrors.ErrAccessDenied)
		return
	case decision != "authorize" || !known:
		s.problem(w, "The decision cannot be read.", "Go back, and press Authorize or Cancel.")
		return
	}
	code, err := s.oauth.GetAuthorizeToken(r.Context(), request)
	if err != nil {
		s.back(w, r, request, err)
		return
	}
	s.redirect(w, r, request, s.oauth.GetAuthorizeData(request.ResponseType, code))
}

// back redirects the browser to the application with an error.
func (s *Server) back(w http.ResponseWriter, r *http.Request, request *oauthserver.AuthorizeRequest, err error) {
	data, _, _ := s.oauth.GetErrorData(err)
	s.redirect(w, r, request, data)
}

func (s *Server) redirect(w http.ResponseWriter, r *http.Request, request *oauthserver.AuthorizeRequest, data map[string]any) {
	to, err := s.oauth.GetRedirectURI(request, data)
	if err != nil {
		s.problem(w, "The application's redirect URI is not a URL.", "")
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer")
	http.Redirect(w, r, to, http.StatusFound)
}

type parameter struct{ Name, Value string }

type choice struct{ ID, Name string }

// ask shows which scopes the application requests.
func (s *Server) ask(w http.ResponseWriter, r *http.Request, asked []string) {
	page := struct {
		Title, Application, Action, Nonce string
		Users                             []choice
		Scopes                            []templates.Scope
		Carried                           []parameter
	}{Title: s.template.Title, Application: applicationName, Action: r.URL.Path}
	for i := range s.template.Sandbox.Users {
		u := s.users[userID(i)]
		page.Users = append(page.Users, choice{u.id, u.name})
	}
	for _, scope := range s.template.Scopes {
		if len(beyond([]string{scope.Name}, asked)) == 0 {
			page.Scopes = append(page.Scopes, scope)
		}
	}
	for _, name := range carried {
		if values, given := r.Form[name]; given {
			page.Carried = append(page.Carried, parameter{name, values[0]})
		}
	}
	page.Nonce = rand.Text()
	s.show(w, http.StatusOK, "authorize", page.Nonce, r.Form.Get("redirect_uri"), page)
}

// problem shows a page that says what is wrong with a request, and how to
// correct it.
func (s *Server) problem(w http.ResponseWriter, what, help string) {
	page := struct{ Title, What, Help, Nonce string }{s.template.Title, what, help, rand.Text()}
	s.show(w, http.StatusBadRequest, "problem", page.Nonce, s.callback, page)
}

func (s *Server) show(w http.ResponseWriter, status int, name, nonce, redirect string, page any) {
	var text bytes.Buffer
	if err := pages.Get().ExecuteTemplate(&text, name, page); err != nil {
		s.fail(w, http.StatusInternalServerError, "The page cannot be made.")
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	// Browsers apply form-action to the redirect after a form, too.
	h.Set("Content-Security-Policy", fmt.Sprintf("default-src 'none'; img-src data:; style-src 'nonce-%s'; form-action 'self' %s; base-uri 'none'; frame-ancestors 'none'",
		nonce, originOf(redirect)))
	w.WriteHeader(status)
	_, _ = w.Write(text.Bytes()) // the client has gone
}

// originOf returns the part of a URL that a content security policy names;
// for a URL without a host, such as an app's own, the scheme.
func originOf(address string) string {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return ""
	case u.Host == "":
		return u.Scheme + ":"
	}
	return u.Scheme + "://" + u.Host
}

// isChallenge reports whether the challenge of an authorization request, if
// it has one, has the form of RFC 7636, section 4.2: the digest of a verifier
// in base64url, or with the method plain the verifier itself. Unknown methods
// are refused elsewhere.
func isChallenge(form url.Values) bool {
	if !form.Has("code_challenge") {
		return !form.Has("code_challenge_method")
	}
	challenge, method := form.Get("code_challenge"), form.Get("code_challenge_method")
	allowed, least, most := unreserved, 43, 128
	if method == string(oauth2.CodeChallengeS256) {
		allowed, most = base64URL, 43
	}
	return len(challenge) >= least && len(challenge) <= most && strings.Trim(challenge, allowed) == ""
}

const (
	base64URL  = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	unreserved = base64URL + ".~" // RFC 3986, section 2.3
)
