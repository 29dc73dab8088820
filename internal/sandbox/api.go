package sandbox

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-oauth2/oauth2/v4"
	oautherrors "github.com/go-oauth2/oauth2/v4/errors"

	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/internal/sandbox/mock"
)

// api answers everything except the OAuth endpoints.
func (s *Server) api(w http.ResponseWriter, r *http.Request) {
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	if r.URL.Path == s.template.Sandbox.CurrentUser && method == http.MethodGet {
		if token := s.bearer(w, r); token != nil && s.allowed(w, token, s.needed, "GET "+r.URL.Path) {
			writeRecord(w, s.users[token.GetUserID()].record)
		}
		return
	}
	if err := mock.Unresolved(r); err != nil {
		s.fail(w, http.StatusBadRequest, err.Error())
		return
	}
	path, ours := address.Below(r.URL.Path, s.prefix)
	var operation *api.Operation
	var others []*api.Operation // at the same path
	if known := s.template.Known(); ours && known != nil {
		operation, others = known.Operation(method, path), known.OperationsAt(path)
	}
	if operation == nil {
		s.noOperation(w, r, others)
		return
	}
	token := s.bearer(w, r)
	if token == nil || !s.allowed(w, token, operation.Scopes, operation.String()) {
		return
	}
	answer := s.mock.Answer(r, operation, path)
	if answer.Body != nil {
		w.Header().Set("Content-Type", "application/json")
	}
	w.WriteHeader(answer.Status)
	_, _ = w.Write(answer.Body) // the client has gone
}

// noOperation answers a request that matches no operation. If others has
// operations at the same path, it names their methods.
func (s *Server) noOperation(w http.ResponseWriter, r *http.Request, others []*api.Operation) {
	methods := map[string]bool{}
	for _, o := range others {
		methods[o.Method] = true
	}
	if r.URL.Path == s.template.Sandbox.CurrentUser {
		methods[http.MethodGet] = true
	}
	if len(methods) == 0 {
		s.fail(w, http.StatusNotFound, fmt.Sprintf("The API has no %s %s.", r.Method, r.URL.Path))
		return
	}
	if methods[http.MethodGet] {
		methods[http.MethodHead] = true
	}
	s.wrongMethod(w, r, slices.Sorted(maps.Keys(methods)))
}

// allowed reports whether a token has the needed scopes. Otherwise it answers
// the request.
func (s *Server) allowed(w http.ResponseWriter, token oauth2.TokenInfo, needed []string, by string) bool {
	if len(needed) == 0 {
		return true
	}
	missing := beyond(needed, strings.Fields(token.GetScope()))
	if len(missing) == 0 {
		return true
	}
	names := strings.Join(missing, " ")
	w.Header().Set("WWW-Authenticate", fmt.Sprintf(`Bearer realm="sandbox", error="insufficient_scope", scope="%s"`, names))
	s.fail(w, http.StatusForbidden, fmt.Sprintf("The access token lacks the scope %s, which %s needs. "+
		"A refresh adds none: authorize again, and ask for it.", names, by))
	return false
}

// bearer returns the access token of a request if it is valid and within the
// limits. Otherwise it answers the request and returns nil.
func (s *Server) bearer(w http.ResponseWriter, r *http.Request) oauth2.TokenInfo {
	scheme, text, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	text = strings.TrimSpace(text)
	if text == "" || !strings.EqualFold(scheme, "Bearer") {
		w.Header().Set("WWW-Authenticate", `Bearer realm="sandbox"`)
		s.fail(w, http.StatusUnauthorized, "There is no access token in the request: send it as Authorization: Bearer TOKEN.")
		return nil
	}
	token, err := s.oauth.Manager.LoadAccessToken(r.Context(), text)
	if err == nil && s.users[token.GetUserID()].record == nil {
		err = oautherrors.ErrInvalidAccessToken // of a user that the template no longer has
	}
	if err != nil {
		problem := "The access token is not valid: it was revoked, or never issued here."
		if errors.Is(err, oautherrors.ErrExpiredAccessToken) {
			problem = "The access token has expired: refresh it."
		}
		w.Header().Set("WWW-Authenticate", fmt.Sprintf(`Bearer realm="sandbox", error="invalid_token", error_description="%s"`, problem))
		s.fail(w, http.StatusUnauthorized, problem)
		return nil
	}
	if wait := s.limiter.take(time.Now()); wait > 0 {
		seconds := int(math.Ceil(wait.Seconds()))
		w.Header().Set("Retry-After", strconv.Itoa(seconds))
		s.fail(w, http.StatusTooManyRequests, fmt.Sprintf("Too many requests. The next is allowed in %d seconds.", seconds))
		return nil
	}
	return token
}

// fail answers with an error in the API's form.
func (s *Server) fail(w http.ResponseWriter, status int, problem string) {
	writeJSON(w, status, map[string]string{s.template.Sandbox.ErrorField: problem})
}

func writeRecord(w http.ResponseWriter, record []byte) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(record) // the client has gone
}
