package sandbox

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/go-oauth2/oauth2/v4"

	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/template"
)

// Environment returns the text of a Postman environment for running the
// template's collection against the sandbox at base, such as
// http://127.0.0.1:8080. It authorizes as the first user, for all scopes.
// Upload is the path of a file for requests that send one.
func (s *Server) Environment(ctx context.Context, base, upload string) (string, error) {
	issued, err := s.authorizeFirst(ctx)
	if err != nil {
		return "", fmt.Errorf("cannot make tokens: %w", err)
	}
	names := s.template.Sandbox.Variables
	expires := issued.GetAccessCreateAt().Add(issued.GetAccessExpiresIn())
	known := append(s.hosts(base), []template.EnvironmentValue{
		{Key: names.ClientID, Value: ClientID},
		{Key: names.ClientSecret, Value: ClientSecret, Secret: true},
		{Key: names.AccessToken, Value: issued.GetAccess(), Secret: true},
		{Key: names.RefreshToken, Value: issued.GetRefresh(), Secret: true},
		{Key: names.ExpiresAt, Value: strconv.FormatInt(expires.UnixMilli(), 10)},
	}...)
	records, err := s.mock.Variables(upload)
	if err != nil {
		return "", fmt.Errorf("cannot make the environment: %w", err)
	}
	for _, v := range records {
		known = append(known, template.EnvironmentValue{Key: v.Name, Value: v.Value})
	}
	e := template.Environment{Name: s.template.Title}
	if t := s.template.Environment; t != nil {
		e.Name = t.Name
		e.Values = slices.Clone(t.Values)
	}
	e.Name += " (sandbox)"
	for _, v := range known {
		i := slices.IndexFunc(e.Values, func(other template.EnvironmentValue) bool { return other.Key == v.Key })
		switch {
		case v.Key == "":
		case i >= 0:
			e.Values[i].Value = v.Value
		default:
			e.Values = append(e.Values, v)
		}
	}
	played := *s.template
	played.Environment = &e
	return generate.Environment(&played, nil)
}

// hosts returns the variables that hold a server's address, with the sandbox
// as their value.
func (s *Server) hosts(base string) []template.EnvironmentValue {
	var found []template.EnvironmentValue
	for _, v := range s.template.Variables {
		if path, ok := hostPath(v.Value); ok {
			found = append(found, template.EnvironmentValue{Key: v.Key, Value: base + path})
		}
	}
	return found
}

// hostPath reports whether a variable's value is a server's address, and
// returns the path in it.
func hostPath(value string) (path string, ok bool) {
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return "", false
	}
	return strings.TrimRight(u.Path, "/"), true
}

// authorizeFirst runs the authorization as the first user would.
func (s *Server) authorizeFirst(ctx context.Context) (oauth2.TokenInfo, error) {
	asked := &oauth2.TokenGenerateRequest{
		ClientID: ClientID, ClientSecret: ClientSecret, RedirectURI: s.callback,
		UserID: userID(0), Scope: strings.Join(s.template.ScopeNames(), " "),
	}
	code, err := s.oauth.Manager.GenerateAuthToken(ctx, oauth2.Code, asked)
	if err != nil {
		return nil, err
	}
	asked.Code = code.GetCode()
	return s.oauth.Manager.GenerateAccessToken(ctx, oauth2.AuthorizationCode, asked)
}
