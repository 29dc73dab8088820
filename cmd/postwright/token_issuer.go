package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/scopes"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/authorize"
	"github.com/postwright/postwright/internal/environmentfile"
	"github.com/postwright/postwright/internal/output"
)

// issuer is the server that issues tokens, and the file in which they are stored.
type issuer struct {
	named    string // the template, document or collection that names the server
	server   *template.AuthorizationServer
	scopes   []string // to request
	template *template.Template
	own      func(name string) string // the values of the template's or collection's variables
	path     string
	file     *environmentfile.File
	client   authorize.Client
	givenID  bool // the client ID does not come from the file
}

// issuer returns the issuer that the command line names.
func (f *tokenFlags) issuer(s streams) (*issuer, error) {
	is := &issuer{path: f.environment}
	var document *jsontree.Document
	var err error
	if f.collection != "" {
		if document, err = readDocument(s, f.collection); err != nil {
			return nil, err
		}
	}
	if document == nil || f.templateNamed {
		err = is.fromTemplate(s, f)
	} else {
		err = is.fromCollection(f.collection, collection.Of(document))
	}
	if err != nil {
		return nil, err
	}
	if is.file, err = environmentfile.Open(is.path, is.initial); err != nil {
		return nil, err
	}
	if err := is.chooseGrant(f); err != nil {
		return nil, err
	}
	if !f.refresh && !f.revoke {
		if err := is.chooseScopes(s, f, document); err != nil {
			return nil, err
		}
	}
	return is, is.findClient(f)
}

func (is *issuer) fromTemplate(s streams, f *tokenFlags) error {
	from := f.source
	if from == (source{}) {
		from = f.configured()
	}
	t, err := from.read(s)
	if err != nil {
		return err
	}
	f.source, is.template = from, t
	is.named = cmp.Or(from.openapi, "the template "+from.template)
	is.own = func(name string) string { return t.Resolve("{{" + name + "}}") }
	if is.server = t.AuthorizationServer(); is.server == nil {
		return fmt.Errorf("%s has no OAuth2 authorization, so there are no tokens to get", is.named)
	}
	return nil
}

func (is *issuer) fromCollection(path string, c collection.Collection) error {
	auth, different := template.AuthOf(c)
	switch is.named = path; {
	case different == 0:
		return fmt.Errorf("%s has no OAuth2 authorization, so there are no tokens to get", path)
	case different > 1:
		return fmt.Errorf("the requests of %s have %d different OAuth2 authorizations; set the one to use on the collection", path, different)
	}
	is.server = template.ServerOf(auth)
	is.own = func(name string) string {
		value := ""
		for v := range c.Variables() {
			if v.Key() == name && !v.Disabled() {
				value = v.Value().Text()
			}
		}
		return value
	}
	is.template = &template.Template{Name: "tokens", Title: cmp.Or(c.Name(), filepath.Base(path)), Auth: auth}
	return nil
}

// initial returns the text of an environment that does not exist yet.
func (is *issuer) initial() (string, error) {
	t := *is.template
	if t.Environment == nil {
		names := is.server.Variables
		t.Environment = &template.Environment{Name: t.Title, Values: []template.EnvironmentValue{
			{Key: names.ClientID}, {Key: names.ClientSecret, Secret: true}, {Key: names.AccessToken, Secret: true}, {Key: names.RefreshToken, Secret: true},
		}}
	}
	return generate.Environment(&t, nil)
}

func (is *issuer) chooseGrant(f *tokenFlags) error {
	if !f.grantGiven {
		f.grant = is.server.Grants[0]
	}
	switch {
	case f.grantGiven && !slices.Contains(grants, f.grant):
		return fmt.Errorf("--grant takes one of %s, not %q", strings.Join(grants, ", "), f.grant)
	case !slices.Contains(is.server.Grants, f.grant):
		return fmt.Errorf("%s does not declare the grant %s; it declares %s", is.named, f.grant, strings.Join(is.server.Grants, ", "))
	case !slices.Contains(grants, f.grant):
		return fmt.Errorf("%s uses the grant %s, which is deprecated; set up %s at the server", is.named, f.grant, template.AuthorizationCode)
	}
	for _, needed := range []struct{ grant, address, name string }{
		{f.grant, is.server.TokenURL, "token URL"},
		{template.AuthorizationCode, is.server.AuthorizeURL, "authorization URL"},
		{template.DeviceCode, is.server.DeviceURL, "device authorization URL"},
	} {
		if needed.grant == f.grant && needed.address == "" {
			return fmt.Errorf("the OAuth2 authorization of %s has no %s", is.named, needed.name)
		}
	}
	return nil
}

func (is *issuer) chooseScopes(s streams, f *tokenFlags, document *jsontree.Document) error {
	switch {
	case f.scopes == "all":
		scope, err := is.resolve("scope", is.server.Scope)
		is.scopes = strings.Fields(scope)
		return err
	case f.scopes == scopesNeeded && document != nil:
		from := f.source
		if from == (source{}) {
			from = f.configured()
		}
		t, err := from.readAll(s)
		if err != nil {
			return err
		}
		// The environment may name another server of the same API, such as a
		// sandbox.
		for _, environment := range []func(string) (string, bool){is.file.Value, nil} {
			if is.scopes = scopes.Of(collection.Of(document), t, environment, nil).Needed; len(is.scopes) > 0 {
				break
			}
		}
		if len(is.scopes) == 0 {
			return fmt.Errorf("as far as is known, no request of %s needs a scope of %s; name the scopes with --scopes LIST", f.collection, redact.Text(t.Title))
		}
		return nil
	case len(is.template.Scopes) == 0 && f.scopes != scopesNeeded && !strings.HasPrefix(f.scopes, "@"):
		is.scopes = generate.ParseScopes(f.scopes)
		return nil
	}
	var err error
	is.scopes, err = chosenScopes(s, is.template, nil, f.scopes)
	return err
}

// value returns the value of a variable: from the environment, or else from the template
// or collection.
func (is *issuer) value(name string) string {
	if value, ok := is.file.Value(name); ok && value != "" {
		return value
	}
	if value := is.own(name); value != "{{"+name+"}}" {
		return value
	}
	return ""
}

// resolve returns a setting without references.
func (is *issuer) resolve(setting, text string) (string, error) {
	names := is.server.Variables
	secret := "" // addresses and scopes are printed, so they must not contain it
	text = template.Resolve(text, func(name string) string {
		if slices.Contains([]string{names.ClientSecret, names.AccessToken, names.RefreshToken}, name) {
			secret = name
		}
		return is.value(name)
	})
	if secret != "" {
		return "", fmt.Errorf("the %s of %s refers to {{%s}}, which is a secret; remove it", setting, is.named, secret)
	}
	for r := range collection.References(text) {
		return "", fmt.Errorf("the %s of %s refers to {{%s}}, which has no value in %s", setting, is.named, r.Name, is.path)
	}
	return strings.TrimSpace(text), nil
}

// findClient finds the client's credentials.
func (is *issuer) findClient(f *tokenFlags) error {
	names := is.server.Variables
	is.client.ID, is.givenID = f.clientID, f.clientID != ""
	if !is.givenID {
		is.client.ID = is.credential(names.ClientID, is.server.ClientID)
	}
	if is.client.ID == "" {
		return fmt.Errorf("there is no client ID: put it into the variable %s of %s, or name it with --client-id", names.ClientID, is.path)
	}
	switch {
	case f.secretFromInput:
		line, err := f.input.next(context.Background())
		if err != nil {
			return err
		}
		if is.client.Secret = strings.TrimSpace(line); is.client.Secret == "" {
			return errors.New("--client-secret-stdin: standard input has no client secret on its first line")
		}
	case os.Getenv(secretVariable) != "":
		is.client.Secret = os.Getenv(secretVariable)
	default:
		is.client.Secret = is.credential(names.ClientSecret, is.server.ClientSecret)
	}
	if is.client.Secret == "" && (!is.server.PKCE && f.grant != template.DeviceCode) {
		return fmt.Errorf("there is no client secret: put it into the variable %s of %s, set %s, or pipe it to --client-secret-stdin", names.ClientSecret, is.path, secretVariable)
	}
	return nil
}

// credential returns a variable's value, or else the one in the settings.
func (is *issuer) credential(name, setting string) string {
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

// session returns a session with the server.
func (is *issuer) session() (*authorize.Session, error) {
	server := authorize.Server{ClientInHeader: is.server.ClientInHeader, PKCE: is.server.PKCE}
	for _, address := range []struct {
		setting, text string
		to            *string
	}{
		{"authorization URL", is.server.AuthorizeURL, &server.AuthorizeURL}, {"token URL", is.server.TokenURL, &server.TokenURL},
		{"revocation URL", is.server.RevokeURL, &server.RevokeURL}, {"device authorization URL", is.server.DeviceURL, &server.DeviceURL},
		{"refresh URL", is.server.RefreshURL, &is.server.RefreshURL},
	} {
		var err error
		if *address.to, err = is.resolve(address.setting, address.text); err != nil {
			return nil, err
		}
	}
	for _, list := range []struct {
		from []template.Variable
		to   *[][2]string
	}{{is.server.AuthorizeParameters, &server.AuthorizeParameters}, {is.server.TokenParameters, &server.TokenParameters}} {
		for _, p := range list.from {
			value, err := is.resolve("parameter "+p.Key, p.Value)
			if err != nil {
				return nil, err
			}
			*list.to = append(*list.to, [2]string{p.Key, value})
		}
	}
	return authorize.New(server, is.client, is.scopes)
}

// reopen reads the file again, and locks its folder until release is called.
func (is *issuer) reopen() (release func(), err error) {
	release, err = output.Exclusive([]output.File{{Path: is.path}}, output.Patience)
	if err != nil {
		return nil, err
	}
	file, err := environmentfile.Open(is.path, is.initial)
	if err != nil {
		release()
		return nil, err
	}
	is.file = file
	return release, nil
}

// stored returns the refresh token, and a session to use it in.
func (is *issuer) stored() (refresh string, session *authorize.Session, err error) {
	name := is.server.Variables.RefreshToken
	// The file takes precedence: if the server replaces refresh tokens, it
	// has the newer one.
	if refresh, _ = is.file.Value(name); refresh == "" {
		refresh = os.Getenv(refreshVariable)
	}
	if refresh == "" {
		return "", nil, fmt.Errorf("%s has no refresh token in %s, and %s is not set; run postwright token without --refresh first", is.path, name, refreshVariable)
	}
	session, err = is.session()
	return refresh, session, err
}

// store writes tokens into the file in its current state: the user may have
// edited it while the browser was open.
func (is *issuer) store(tokens authorize.Tokens) error {
	release, err := is.reopen()
	if err != nil {
		return err
	}
	defer release()
	return is.write(tokens)
}

func (is *issuer) write(tokens authorize.Tokens) error {
	names := is.server.Variables
	expires, granted := "", strings.Join(tokens.Scopes, " ")
	if !tokens.Expires.IsZero() {
		expires = strconv.FormatInt(tokens.Expires.UnixMilli(), 10)
	}
	if tokens.Scopes == nil && tokens.Access != "" {
		granted = strings.Join(is.scopes, " ")
	}
	values := []environmentfile.Value{
		{Key: names.AccessToken, Value: tokens.Access, Secret: true},
		{Key: names.RefreshToken, Value: tokens.Refresh, Secret: true},
		{Key: names.ExpiresAt, Value: expires},
		{Key: is.server.Granted, Value: granted},
	}
	if is.givenID {
		values = append(values, environmentfile.Value{Key: names.ClientID, Value: is.client.ID})
	}
	return is.file.Write(values...)
}

// lines reads the lines of standard input.
type lines struct {
	reader *bufio.Reader
}

func newLines(r io.Reader) *lines { return &lines{bufio.NewReader(r)} }

// next returns the next line without its end.
func (l *lines) next(ctx context.Context) (string, error) {
	type result struct {
		line string
		err  error
	}
	read := make(chan result, 1)
	go func() {
		line, err := l.reader.ReadString('\n')
		read <- result{line, err}
	}()
	select {
	case <-ctx.Done():
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return "", authorize.ErrTimeout
		}
		return "", ctx.Err()
	case r := <-read:
		if r.err != nil && !errors.Is(r.err, io.EOF) {
			return "", fmt.Errorf("cannot read standard input: %w", r.err)
		}
		return strings.TrimRight(r.line, "\r\n"), nil
	}
}
