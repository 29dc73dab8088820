package authorize

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// Refresh renews the tokens at a URL, that of the tokens if it is "". If the server issues
// no new refresh token, the old one is kept.
func (s *Session) Refresh(ctx context.Context, refreshURL, refreshToken string) (Tokens, error) {
	config := s.config
	config.Scopes = nil
	if refreshURL != "" {
		if err := checkAddress("refresh URL", refreshURL); err != nil {
			return Tokens{}, err
		}
		config.Endpoint.TokenURL = refreshURL
	}
	token, err := config.TokenSource(s.http.in(ctx), &oauth2.Token{RefreshToken: refreshToken}).Token()
	if err != nil {
		return Tokens{}, s.explain(renewing, err, refreshToken)
	}
	return tokensOf(token), nil
}

// ClientCredentials gets a token for the application itself (RFC 6749, section 4.4).
func (s *Session) ClientCredentials(ctx context.Context) (Tokens, error) {
	config := clientcredentials.Config{
		ClientID: s.client.ID, ClientSecret: s.client.Secret, TokenURL: s.server.TokenURL,
		Scopes: s.config.Scopes, AuthStyle: s.config.Endpoint.AuthStyle, EndpointParams: url.Values{},
	}
	for _, p := range s.server.TokenParameters {
		config.EndpointParams.Add(p[0], p[1])
	}
	token, err := config.Token(s.http.in(ctx))
	if err != nil {
		return Tokens{}, s.explain("get a token", err)
	}
	return tokensOf(token), nil
}

// Device is an authorization that a user gives on another device (RFC 8628).
type Device struct {
	session *Session
	answer  *oauth2.DeviceAuthResponse
}

// StartDevice asks the server for a device code.
func (s *Session) StartDevice(ctx context.Context) (*Device, error) {
	answer, err := s.config.DeviceAuth(s.http.in(ctx))
	if err != nil {
		return nil, s.explain("get a device code", err)
	}
	if answer.UserCode == "" || answer.DeviceCode == "" {
		return nil, fmt.Errorf("cannot get a device code: the answer of %s has none", s.server.DeviceURL)
	}
	if err := checkAddress("verification URL", answer.VerificationURI); err != nil {
		return nil, err
	}
	return &Device{s, answer}, nil
}

// URL returns the address that the user opens.
func (d *Device) URL() string  { return d.answer.VerificationURI }
func (d *Device) Code() string { return d.answer.UserCode }

// Wait asks the server for tokens until the user has decided or ctx ends.
func (d *Device) Wait(ctx context.Context) (Tokens, error) {
	token, err := d.session.config.DeviceAccessToken(d.session.http.in(ctx), d.answer)
	switch {
	case err == nil:
		return tokensOf(token), nil
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return Tokens{}, ErrTimeout
	case errors.Is(err, context.DeadlineExceeded):
		return Tokens{}, &RefusedError{Code: "expired_token", text: "the device code has expired; run the command again"}
	}
	return Tokens{}, d.session.explain("get the tokens", err, d.answer.DeviceCode)
}

// Revoke makes a token invalid (RFC 7009). Kind is refresh_token or access_token.
func (s *Session) Revoke(ctx context.Context, token, kind string) error {
	const action = "revoke the tokens"
	form := url.Values{"token": {token}, "token_type_hint": {kind}}
	inHeader := s.config.Endpoint.AuthStyle == oauth2.AuthStyleInHeader
	if !inHeader {
		form.Set("client_id", s.client.ID)
		if s.client.Secret != "" {
			form.Set("client_secret", s.client.Secret)
		}
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.server.RevokeURL, strings.NewReader(form.Encode()))
	if err != nil {
		return fmt.Errorf("cannot %s: %w", action, err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if inHeader {
		r.SetBasicAuth(url.QueryEscape(s.client.ID), url.QueryEscape(s.client.Secret))
	}
	response, err := s.http.client.Do(r)
	if err != nil {
		return s.unreachable(action, err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	if err != nil {
		return s.unreachable(action, err)
	}
	if response.StatusCode == http.StatusOK {
		return nil
	}
	return s.explain(action, &oauth2.RetrieveError{Response: response, Body: body}, token)
}

// errorIn returns the error of an answer's body (RFC 6749, section 5.2).
func errorIn(body []byte) (code, description string) {
	var answer struct {
		Error       string `json:"error"`
		Description string `json:"error_description"`
	}
	if json.Unmarshal(body, &answer) != nil {
		return "", ""
	}
	return answer.Error, answer.Description
}
