package authorize

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"

	"golang.org/x/oauth2"
)

// RefusedError is returned when the server refused a request for tokens.
type RefusedError struct {
	Code string // such as invalid_grant; "" if the answer is not one of OAuth2
	text string
}

func (e *RefusedError) Error() string { return e.text }

// advice describes what to do about an error code (RFC 6749, section 5.2; RFC 8628, section
// 3.5). What was asked for decides what invalid_grant means.
func advice(action, code string) string {
	switch code {
	case "invalid_client":
		return "the client ID or the client secret is wrong"
	case "invalid_grant":
		if action == renewing {
			return "the refresh token is invalid: it was revoked or replaced, or the user authorized again; authorize again without --refresh"
		}
		return "the code has expired or was used before, or the redirect URI is not the one of the authorization; run the command again"
	case "unauthorized_client":
		return "the application may not use this grant; check its settings at the server"
	case "unsupported_grant_type":
		return "the server does not support this grant"
	case "invalid_scope":
		return "the server does not allow a requested scope; choose others with --scopes"
	case "access_denied":
		return "the user denied access"
	case "expired_token":
		return "the device code has expired; run the command again"
	}
	return ""
}

const renewing = "renew the tokens"

// explain turns an error of the oauth2 library into a message: which action failed, why,
// and what to do. The library's own holds the whole answer; this one holds no credential
// that was sent.
func (s *Session) explain(action string, err error, sent ...string) error {
	var answer *oauth2.RetrieveError
	if !errors.As(err, &answer) {
		return s.unreachable(action, err)
	}
	if answer.ErrorCode == "" {
		answer.ErrorCode, answer.ErrorDescription = errorIn(answer.Body)
	}
	hide := s.hider(sent...)
	status := ""
	if answer.Response != nil {
		status = answer.Response.Status
		switch code := answer.Response.StatusCode; {
		case code >= 300 && code < 400:
			to := "another address"
			if location, err := answer.Response.Location(); err == nil {
				location.RawQuery, location.Fragment, location.User = "", "", nil
				to = short(hide(location.String()), 200)
			}
			return fmt.Errorf("cannot %s: %s redirects to %s (%s); credentials are not sent on; correct the address", action, s.host(), to, status)
		case code == http.StatusTooManyRequests || code >= 500:
			return fmt.Errorf("cannot %s: %s answered %s; try again later", action, s.host(), status)
		}
	}
	refused := &RefusedError{Code: short(hide(answer.ErrorCode), 60)}
	if refused.Code == "" {
		return fmt.Errorf("cannot %s: %s answered %s, without an OAuth2 error; check the token URL %s", action, s.host(), status, s.server.TokenURL)
	}
	refused.text = "cannot " + action + ": " + s.host() + " answered " + status + " " + refused.Code
	if answer.ErrorDescription != "" {
		refused.text += ", " + short(hide(answer.ErrorDescription), 200)
	}
	if text := advice(action, refused.Code); text != "" {
		refused.text += ". Probably " + text
	}
	if off := s.http.clockOff(); off > 0 {
		refused.text += fmt.Sprintf(". The clock of this machine is %s off the server's", off)
	}
	return refused
}

// unreachable explains why no answer came.
func (s *Session) unreachable(action string, err error) error {
	var outer *url.Error
	var dns *net.DNSError
	why := "it did not answer"
	switch {
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case errors.As(err, &dns):
		why = "its name cannot be resolved"
	case errors.As(err, &outer) && outer.Timeout():
		why = "it did not answer in time"
	case errors.As(err, &outer):
		why = outer.Err.Error()
	case err != nil:
		// The library's own words about an answer, such as one without a token.
		return fmt.Errorf("cannot %s: %s: %s", action, s.host(), s.hider()(short(err.Error(), 200)))
	}
	for _, name := range []string{"HTTPS_PROXY", "https_proxy"} {
		if os.Getenv(name) != "" {
			return fmt.Errorf("cannot %s: %s could not be reached through the proxy in %s: %s", action, s.host(), name, withoutUser(why))
		}
	}
	return fmt.Errorf("cannot %s: %s could not be reached: %s; behind a proxy, set HTTPS_PROXY", action, s.host(), why)
}

// withoutUser drops the credentials of addresses in a text.
func withoutUser(text string) string {
	words := strings.Fields(text)
	for i, word := range words {
		if u, err := url.Parse(strings.Trim(word, `":,`)); err == nil && u.User != nil {
			words[i] = u.Redacted()
		}
	}
	return strings.Join(words, " ")
}

// host returns the host of the token endpoint.
func (s *Session) host() string {
	u, err := url.Parse(s.server.TokenURL)
	if err != nil {
		return "the server"
	}
	return u.Host
}

// hider returns a function that masks the client's secret and what else was sent in a
// text that the server wrote.
func (s *Session) hider(sent ...string) func(string) string {
	var pairs []string
	for _, secret := range append(sent, s.client.Secret) {
		if secret == "" {
			continue
		}
		pairs = append(pairs, secret, "***")
		if escaped := url.QueryEscape(secret); escaped != secret {
			pairs = append(pairs, escaped, "***")
		}
	}
	return strings.NewReplacer(pairs...).Replace
}
