// Package issuer knows the server that issues an API's tokens, the client that gets them,
// and the environment file in which they are stored.
package issuer

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/scopes"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/authorize"
	"github.com/postwright/postwright/internal/environmentfile"
)

// The environment variables for credentials that are in no file.
const (
	SecretVariable  = "POSTWRIGHT_CLIENT_SECRET"
	RefreshVariable = "POSTWRIGHT_REFRESH_TOKEN"
)

// Grants are the supported grants.
var Grants = []string{template.AuthorizationCode, template.ClientCredentials, template.DeviceCode}

// Issuer is the server that issues tokens, and the file in which they are stored.
type Issuer struct {
	Named    string // the template, document or collection that names the server
	Server   *template.AuthorizationServer
	Template *template.Template // of the API
	Scopes   []string           // to request

	own     func(name string) string // the values of the template's or collection's variables
	path    string
	file    *environmentfile.File
	client  authorize.Client
	givenID bool // the client ID does not come from the file
}

// OfTemplate returns the issuer that a template names. Named is what messages call it.
func OfTemplate(named string, t *template.Template) (*Issuer, error) {
	is := &Issuer{Named: named, Template: t, Server: t.AuthorizationServer()}
	is.own = func(name string) string { return t.Resolve("{{" + name + "}}") }
	if is.Server == nil {
		return nil, noTokens(named)
	}
	return is, nil
}

func noTokens(named string) error {
	return fmt.Errorf("%s has no OAuth2 authorization, so there are no tokens to get", named)
}

// OfCollection returns the issuer that the collection in a file names.
func OfCollection(path string, c collection.Collection) (*Issuer, error) {
	auth, different := template.AuthOf(c)
	switch {
	case different == 0:
		return nil, noTokens(path)
	case different > 1:
		return nil, fmt.Errorf("the requests of %s have %d different OAuth2 authorizations; set the one to use on the collection", path, different)
	}
	is := &Issuer{Named: path, Server: template.ServerOf(auth)}
	is.own = func(name string) string {
		value := ""
		for v := range c.Variables() {
			if v.Key() == name && !v.Disabled() {
				value = v.Value().Text()
			}
		}
		return value
	}
	is.Template = &template.Template{Name: "tokens", Title: cmp.Or(c.Name(), filepath.Base(path)), Auth: auth}
	return is, nil
}

// Open opens the environment file. It need not exist.
func (is *Issuer) Open(path string) (err error) {
	is.path = path
	is.file, err = environmentfile.Open(path, is.initial)
	return err
}

// CheckWritable returns an error if tokens could not be stored in the file.
func (is *Issuer) CheckWritable() error { return is.file.CheckWritable() }

// initial returns the text of an environment that does not exist yet.
func (is *Issuer) initial() (string, error) {
	t := *is.Template
	if t.Environment == nil {
		names := is.Server.Variables
		t.Environment = &template.Environment{Name: t.Title, Values: []template.EnvironmentValue{
			{Key: names.ClientID}, {Key: names.ClientSecret, Secret: true}, {Key: names.AccessToken, Secret: true}, {Key: names.RefreshToken, Secret: true},
		}}
	}
	return generate.Environment(&t, nil)
}

// CheckGrant returns an error if the server does not have a grant, or it is not supported.
func (is *Issuer) CheckGrant(grant string) error {
	switch {
	case !slices.Contains(is.Server.Grants, grant):
		return fmt.Errorf("%s does not declare the grant %s; it declares %s", is.Named, grant, strings.Join(is.Server.Grants, ", "))
	case !slices.Contains(Grants, grant):
		return fmt.Errorf("%s uses the grant %s, which is deprecated; set up %s at the server", is.Named, grant, template.AuthorizationCode)
	}
	for _, needed := range []struct{ grant, address, name string }{
		{grant, is.Server.TokenURL, "token URL"},
		{template.AuthorizationCode, is.Server.AuthorizeURL, "authorization URL"},
		{template.DeviceCode, is.Server.DeviceURL, "device authorization URL"},
	} {
		if needed.grant == grant && needed.address == "" {
			return fmt.Errorf("the OAuth2 authorization of %s has no %s", is.Named, needed.name)
		}
	}
	return nil
}

// AllScopes returns the scopes that the server's settings name.
func (is *Issuer) AllScopes() ([]string, error) {
	scope, err := is.resolve("scope", is.Server.Scope)
	return strings.Fields(scope), err
}

// ScopesNeeded returns the scopes that a collection needs, whose API the template
// describes. The environment may name another server of that API, such as a sandbox.
func (is *Issuer) ScopesNeeded(c collection.Collection, t *template.Template) []string {
	for _, environment := range []func(string) (string, bool){is.file.Value, nil} {
		if needed := scopes.Of(c, t, environment, nil).Needed; len(needed) > 0 {
			return needed
		}
	}
	return nil
}

// value returns the value of a variable: from the environment, or else from the template
// or collection.
func (is *Issuer) value(name string) string {
	if value, ok := is.file.Value(name); ok && value != "" {
		return value
	}
	if value := is.own(name); value != "{{"+name+"}}" {
		return value
	}
	return ""
}

// resolve returns a setting without references.
func (is *Issuer) resolve(setting, text string) (string, error) {
	names := is.Server.Variables
	secret := "" // addresses and scopes are printed, so they must not contain it
	text = template.Resolve(text, func(name string) string {
		if slices.Contains([]string{names.ClientSecret, names.AccessToken, names.RefreshToken}, name) {
			secret = name
		}
		return is.value(name)
	})
	if secret != "" {
		return "", fmt.Errorf("the %s of %s refers to {{%s}}, which is a secret; remove it", setting, is.Named, secret)
	}
	for r := range collection.References(text) {
		return "", fmt.Errorf("the %s of %s refers to {{%s}}, which has no value in %s", setting, is.Named, r.Name, is.path)
	}
	return strings.TrimSpace(text), nil
}

// FindClient finds the client's credentials for a grant. An ID or a secret that is given
// takes precedence over the file.
func (is *Issuer) FindClient(grant, id string, given func() (secret string, err error)) error {
	names := is.Server.Variables
	is.client.ID, is.givenID = id, id != ""
	if !is.givenID {
		is.client.ID = is.credential(names.ClientID, is.Server.ClientID)
	}
	if is.client.ID == "" {
		return fmt.Errorf("there is no client ID: put it into the variable %s of %s, or name it with --client-id", names.ClientID, is.path)
	}
	var err error
	if is.client.Secret, err = given(); err != nil {
		return err
	}
	if is.client.Secret == "" {
		is.client.Secret = is.credential(names.ClientSecret, is.Server.ClientSecret)
	}
	if is.client.Secret == "" && !is.Server.PKCE && grant != template.DeviceCode {
		return fmt.Errorf("there is no client secret: put it into the variable %s of %s, set %s, or pipe it to --client-secret-stdin", names.ClientSecret, is.path, SecretVariable)
	}
	return nil
}

// credential returns a variable's value, or else the one in the settings.
func (is *Issuer) credential(name, setting string) string {
	value := is.value(name)
	if value != "" {
		return strings.TrimSpace(value)
	}
	value = template.Resolve(setting, is.value)
	for range collection.References(value) {
		return ""
	}
	return strings.TrimSpace(value)
}

// Session returns a session with the server.
func (is *Issuer) Session() (*authorize.Session, error) {
	server := authorize.Server{ClientInHeader: is.Server.ClientInHeader, PKCE: is.Server.PKCE}
	for _, address := range []struct {
		setting, text string
		to            *string
	}{
		{"authorization URL", is.Server.AuthorizeURL, &server.AuthorizeURL}, {"token URL", is.Server.TokenURL, &server.TokenURL},
		{"revocation URL", is.Server.RevokeURL, &server.RevokeURL}, {"device authorization URL", is.Server.DeviceURL, &server.DeviceURL},
		{"refresh URL", is.Server.RefreshURL, &is.Server.RefreshURL},
	} {
		var err error
		if *address.to, err = is.resolve(address.setting, address.text); err != nil {
			return nil, err
		}
	}
	for _, list := range []struct {
		from []template.Variable
		to   *[][2]string
	}{{is.Server.AuthorizeParameters, &server.AuthorizeParameters}, {is.Server.TokenParameters, &server.TokenParameters}} {
		for _, p := range list.from {
			value, err := is.resolve("parameter "+p.Key, p.Value)
			if err != nil {
				return nil, err
			}
			*list.to = append(*list.to, [2]string{p.Key, value})
		}
	}
	return authorize.New(server, is.client, is.Scopes)
}
