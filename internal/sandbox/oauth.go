package sandbox

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/go-oauth2/oauth2/v4"
	oautherrors "github.com/go-oauth2/oauth2/v4/errors"
	"github.com/go-oauth2/oauth2/v4/manage"
	"github.com/go-oauth2/oauth2/v4/models"
	oauthserver "github.com/go-oauth2/oauth2/v4/server"
)

// codeLifetime is how long an authorization code can be exchanged.
const codeLifetime = time.Minute

func (s *Server) newOAuth() *oauthserver.Server {
	m := manage.NewManager()
	m.MapTokenStorage(s.store)
	m.MapClientStorage(s)
	m.MapAuthorizeGenerate(codes{})
	m.MapAccessGenerate(tokens{})
	m.SetAuthorizeCodeExp(codeLifetime)
	m.SetAuthorizeCodeTokenCfg(&manage.Config{AccessTokenExp: s.options.TokenLifetime, IsGenerateRefresh: true})
	m.SetRefreshTokenCfg(&manage.RefreshingConfig{AccessTokenExp: s.options.TokenLifetime, IsGenerateRefresh: true})
	m.SetValidateURIHandler(func(_, asked string) error {
		if !s.isRegistered(asked) {
			return oautherrors.ErrInvalidRedirectURI
		}
		return nil
	})
	o := oauthserver.NewServer(&oauthserver.Config{
		TokenType:                   "Bearer",
		AllowedResponseTypes:        []oauth2.ResponseType{oauth2.Code},
		AllowedGrantTypes:           grantTypes,
		AllowedCodeChallengeMethods: []oauth2.CodeChallengeMethod{oauth2.CodeChallengePlain, oauth2.CodeChallengeS256},
	}, m)
	o.ClientInfoHandler = client
	o.RefreshingScopeHandler = func(asked *oauth2.TokenGenerateRequest, granted string) (bool, error) {
		return len(beyond(strings.Fields(asked.Scope), strings.Fields(granted))) == 0, nil
	}
	o.InternalErrorHandler = func(err error) *oautherrors.Response {
		switch err {
		case oautherrors.ErrInvalidRedirectURI, oautherrors.ErrMissingCodeVerifier,
			oautherrors.ErrInvalidAuthorizeCode, oautherrors.ErrInvalidRefreshToken:
			return &oautherrors.Response{Error: oautherrors.ErrInvalidGrant, Description: oautherrors.Descriptions[oautherrors.ErrInvalidGrant]}
		}
		return nil
	}
	o.ResponseErrorHandler = func(answer *oautherrors.Response) {
		// RFC 6749, section 5.2. The library answers 401 to other errors,
		// too.
		switch answer.Error {
		case oautherrors.ErrServerError:
			answer.StatusCode = http.StatusInternalServerError
		case oautherrors.ErrInvalidClient:
			answer.StatusCode = http.StatusUnauthorized
			answer.SetHeader("WWW-Authenticate", `Basic realm="sandbox"`)
		default:
			answer.StatusCode = http.StatusBadRequest
		}
	}
	return o
}

var grantTypes = []oauth2.GrantType{oauth2.AuthorizationCode, oauth2.Refreshing}

// beyond returns the requested scopes that are not granted.
func beyond(asked, granted []string) []string {
	return slices.DeleteFunc(slices.Clone(asked), func(scope string) bool { return slices.Contains(granted, scope) })
}

// isRegistered reports whether a redirect URI is one of the application's.
// URIs are compared as text.
func (s *Server) isRegistered(uri string) bool {
	return uri == s.callback || slices.Contains(s.options.RedirectURIs, uri)
}

// GetByID finds an application.
func (s *Server) GetByID(_ context.Context, id string) (oauth2.ClientInfo, error) {
	if id != ClientID {
		return nil, oautherrors.ErrInvalidClient
	}
	return &models.Client{ID: ClientID, Secret: ClientSecret, Domain: s.callback}, nil
}

// client returns the credentials in a token request, from the Basic header or
// the fields of the body. The library asks for the secret only when a code is
// exchanged; the sandbox always does.
func client(r *http.Request) (id, secret string, err error) {
	id, secret, basic := r.BasicAuth()
	formID, formSecret := r.PostForm.Get("client_id"), r.PostForm.Get("client_secret")
	switch {
	case !basic:
		id, secret = formID, formSecret
	case formSecret != "" || formID != "" && formID != id:
		return "", "", oautherrors.ErrInvalidRequest // authenticated twice
	}
	// Both are always compared, so that the time reveals nothing.
	right := subtle.ConstantTimeCompare([]byte(id), []byte(ClientID)) & subtle.ConstantTimeCompare([]byte(secret), []byte(ClientSecret))
	if right != 1 {
		return "", "", oautherrors.ErrInvalidClient
	}
	return id, secret, nil
}

// codes generates authorization codes.
type codes struct{}

// Token returns a new authorization code.
func (codes) Token(context.Context, *oauth2.GenerateBasic) (string, error) { return rand.Text(), nil }

// tokens generates access and refresh tokens.
type tokens struct{}

// Token returns a new access token and the refresh token: a grant keeps its
// refresh token.
func (tokens) Token(_ context.Context, basis *oauth2.GenerateBasic, _ bool) (access, refresh string, err error) {
	if refresh = basis.TokenInfo.GetRefresh(); refresh == "" {
		refresh = rand.Text()
	}
	return rand.Text(), refresh, nil
}

// token answers the token endpoint: it exchanges a code or refreshes a token.
func (s *Server) token(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	if !slices.Contains(grantTypes, oauth2.GrantType(r.PostForm.Get("grant_type"))) {
		s.oauthError(w, oautherrors.ErrUnsupportedGrantType)
		return
	}
	info, err := s.issue(r)
	if err != nil {
		s.oauthError(w, err)
		return
	}
	noStore(w)
	writeJSON(w, http.StatusOK, s.oauth.GetTokenData(info))
}

// issue returns the tokens that a token request gets.
func (s *Server) issue(r *http.Request) (oauth2.TokenInfo, error) {
	grantType, request, err := s.oauth.ValidationTokenRequest(r)
	if err != nil {
		return nil, err
	}
	info, err := s.oauth.GetAccessToken(r.Context(), grantType, request)
	if grantType != oauth2.AuthorizationCode {
		return info, err
	}
	refresh := ""
	if err == nil {
		refresh = info.GetRefresh()
	}
	if failed := s.store.exchanged(request.Code, refresh); failed != nil {
		err = failed
	}
	return info, err
}

// revoke answers the revocation endpoint (RFC 7009). An unknown token counts
// as revoked.
func (s *Server) revoke(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	if _, _, err := client(r); err != nil {
		s.oauthError(w, err)
		return
	}
	token := r.PostForm.Get("token")
	if token == "" {
		s.oauthError(w, oautherrors.ErrInvalidRequest)
		return
	}
	err := s.store.RemoveByAccess(r.Context(), token)
	if err == nil {
		err = s.store.RemoveByRefresh(r.Context(), token)
	}
	if err != nil {
		s.oauthError(w, oautherrors.ErrServerError)
		return
	}
	w.WriteHeader(http.StatusOK)
}

// form reads the body of a request to an OAuth endpoint. Fields in the URL,
// where logs would keep them, do not count.
func (s *Server) form(w http.ResponseWriter, r *http.Request) bool {
	r.URL.RawQuery = ""
	if err := r.ParseForm(); err != nil || repeated(r.PostForm) {
		s.oauthError(w, oautherrors.ErrInvalidRequest)
		return false
	}
	return true
}

// repeated reports whether a parameter is given more than once, which no
// OAuth endpoint accepts (RFC 6749, section 3).
func repeated(form url.Values) bool {
	for _, values := range form {
		if len(values) > 1 {
			return true
		}
	}
	return false
}

func (s *Server) oauthError(w http.ResponseWriter, err error) {
	data, status, header := s.oauth.GetErrorData(err)
	for key := range header {
		w.Header().Set(key, header.Get(key))
	}
	noStore(w)
	writeJSON(w, status, data)
}

// noStore keeps an answer out of caches (RFC 6749, section 5.1).
func noStore(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Pragma", "no-cache")
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value) // the client has gone
}
