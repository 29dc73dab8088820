package sandbox

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/go-oauth2/oauth2/v4"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/atomicfile"
)

// Environment is the text of a Postman environment with which the template's
// collection runs against the sandbox at base, such as http://127.0.0.1:8080. It
// authorizes for that, as the first user and for all scopes.
func (s *Server) Environment(ctx context.Context, base string) (string, error) {
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

// hosts are the variables that say where a server is, and the sandbox as their
// value.
func (s *Server) hosts(base string) []template.EnvironmentValue {
	var found []template.EnvironmentValue
	for _, v := range s.template.Variables {
		if path, ok := hostPath(v.Value); ok {
			found = append(found, template.EnvironmentValue{Key: v.Key, Value: base + path})
		}
	}
	return found
}

// hostPath tells whether a variable's value is where a server is, and the path
// that is part of it.
func hostPath(value string) (path string, ok bool) {
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return "", false
	}
	return strings.TrimRight(u.Path, "/"), true
}

// authorizeFirst goes through an authorization as its first user would.
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

// WriteEnvironment writes the environment to a file. A file that is something
// else than an earlier environment of this sandbox stays as it is.
func (s *Server) WriteEnvironment(ctx context.Context, base, path string) error {
	text, err := s.Environment(ctx, base)
	if err != nil {
		return err
	}
	if err := mayReplace(path, text); err != nil {
		return err
	}
	pending, err := atomicfile.Stage(path, text)
	if err != nil {
		return err
	}
	return pending.Commit()
}

// mayReplace tells whether a file may give way to an environment: there is none,
// it is empty or a device, or it is the same environment, whatever its values.
func mayReplace(path, environment string) error {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
		return nil // what else is wrong with it shows in writing
	}
	old, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("cannot read %s, which is there already: %w", path, err)
	}
	if id := identity(string(old)); id == "" || id != identity(environment) {
		return fmt.Errorf("%s is there already, and is not the sandbox's environment: name another file", path)
	}
	return nil
}

func identity(environment string) string {
	d, err := collection.Parse(environment)
	if err != nil {
		return ""
	}
	return d.Root().Get("id").Text()
}
