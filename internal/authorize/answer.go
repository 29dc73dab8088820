package authorize

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// DeniedError is returned when the authorization server answered with an error instead
// of a code (RFC 6749, section 4.1.2.1).
type DeniedError struct{ Code, Description string }

func (e *DeniedError) Error() string {
	why := map[string]string{
		"access_denied":             "the user denied access",
		"invalid_scope":             "the server does not know a requested scope, or does not allow it to this application; choose others with --scopes",
		"unauthorized_client":       "the application may not use the authorization code grant; check its settings at the server",
		"unsupported_response_type": "the server does not support the authorization code grant",
		"invalid_request":           "the server does not accept the authorization request",
		"server_error":              "the server failed; try again later",
		"temporarily_unavailable":   "the server is overloaded; try again later",
	}[e.Code]
	if why == "" {
		why = "the server refused the authorization"
	}
	text := why + " (" + e.Code + ")"
	if e.Description != "" {
		text += ": " + e.Description
	}
	return text
}

// errForeign is returned for an answer that does not belong to the attempt.
var errForeign = errors.New(`its "state" is not that of this run: it is the answer to another authorization, or forged`)

// read returns the code of an answer to the attempt: the parameters with which the
// browser was sent back.
func (a *Attempt) read(answer url.Values) (code string, err error) {
	for _, name := range []string{"state", "code", "error"} {
		if len(answer[name]) > 1 {
			return "", fmt.Errorf("it has the parameter %q more than once", name)
		}
	}
	if subtle.ConstantTimeCompare([]byte(answer.Get("state")), []byte(a.state)) != 1 {
		return "", errForeign
	}
	switch {
	case answer.Get("error") != "":
		return "", &DeniedError{Code: short(answer.Get("error"), 60), Description: short(answer.Get("error_description"), 200)}
	case answer.Get("code") == "":
		return "", errors.New("it has neither a code nor an error")
	}
	return answer.Get("code"), nil
}

// Pasted returns the code in an address to which the browser was sent.
func (a *Attempt) Pasted(address string) (code string, err error) {
	address = strings.Trim(strings.TrimSpace(address), `"'<>`)
	if address == "" {
		return "", errors.New("nothing was pasted; run the command again, and paste the address to which the browser was sent")
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", fmt.Errorf("what was pasted is not an address; it begins with %s?", a.redirectURI)
	}
	if u.Scheme != a.redirectURI.Scheme || hostPort(u) != hostPort(a.redirectURI) || u.Path != a.redirectURI.Path || u.Opaque != a.redirectURI.Opaque {
		return "", fmt.Errorf("the pasted address is not the redirect URI; after Authorize, the browser's address begins with %s?", a.redirectURI)
	}
	answer, err := url.ParseQuery(u.RawQuery)
	if err == nil {
		code, err = a.read(answer)
	}
	var denied *DeniedError
	if err != nil && !errors.As(err, &denied) {
		err = fmt.Errorf("the pasted address cannot be used: %w; run the command again", err)
	}
	return code, err
}

// short returns a text that another machine chose, cut so that it fits into a message.
func short(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return text
}
