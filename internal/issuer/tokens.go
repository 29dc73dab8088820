package issuer

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/postwright/postwright/internal/authorize"
	"github.com/postwright/postwright/internal/environmentfile"
	"github.com/postwright/postwright/internal/output"
)

// reopen reads the file again, and locks its folder until release is called.
func (is *Issuer) reopen() (release func(), err error) {
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
func (is *Issuer) stored() (refresh string, session *authorize.Session, err error) {
	name := is.Server.Variables.RefreshToken
	// The file takes precedence: if the server replaces refresh tokens, it
	// has the newer one.
	if refresh, _ = is.file.Value(name); refresh == "" {
		refresh = os.Getenv(RefreshVariable)
	}
	if refresh == "" {
		return "", nil, fmt.Errorf("%s has no refresh token in %s, and %s is not set; run postwright token without --refresh first", is.path, name, RefreshVariable)
	}
	session, err = is.Session()
	return refresh, session, err
}

// Store writes tokens into the file in its current state: the user may have
// edited it while the browser was open.
func (is *Issuer) Store(tokens authorize.Tokens) error {
	release, err := is.reopen()
	if err != nil {
		return err
	}
	defer release()
	return is.write(tokens)
}

func (is *Issuer) write(tokens authorize.Tokens) error {
	names := is.Server.Variables
	expires, granted := "", strings.Join(tokens.Scopes, " ")
	if !tokens.Expires.IsZero() {
		expires = strconv.FormatInt(tokens.Expires.UnixMilli(), 10)
	}
	if tokens.Scopes == nil && tokens.Access != "" {
		granted = strings.Join(is.Scopes, " ")
	}
	values := []environmentfile.Value{
		{Key: names.AccessToken, Value: tokens.Access, Secret: true},
		{Key: names.RefreshToken, Value: tokens.Refresh, Secret: true},
		{Key: names.ExpiresAt, Value: expires},
		{Key: is.Server.Granted, Value: granted},
	}
	if is.givenID {
		values = append(values, environmentfile.Value{Key: names.ClientID, Value: is.client.ID})
	}
	return is.file.Write(values...)
}

// Renew gets new tokens for the stored refresh token, and stores them. It returns the
// scopes that were granted before, too. The file is locked meanwhile: of two concurrent
// runs, the second would send a refresh token that the first one replaced.
func (is *Issuer) Renew(ctx context.Context) (tokens authorize.Tokens, before []string, err error) {
	release, err := is.reopen()
	if err != nil {
		return tokens, nil, err
	}
	defer release()
	if err := is.file.CheckWritable(); err != nil {
		return tokens, nil, err
	}
	refresh, session, err := is.stored()
	if err != nil {
		return tokens, nil, err
	}
	granted, _ := is.file.Value(is.Server.Granted)
	before = strings.Fields(granted)
	if tokens, err = session.Refresh(ctx, is.Server.RefreshURL, refresh); err != nil {
		return tokens, nil, err
	}
	if tokens.Scopes == nil {
		tokens.Scopes = before
	}
	return tokens, before, is.write(tokens)
}

// Revoke revokes the stored tokens, and removes them from the file. It returns their
// kinds.
func (is *Issuer) Revoke(ctx context.Context) (revoked []string, err error) {
	if is.Server.RevokeURL == "" {
		return nil, fmt.Errorf("%s does not say where tokens are revoked; a template can, with revoke-url (docs/templates.md)", is.Named)
	}
	release, err := is.reopen()
	if err != nil {
		return nil, err
	}
	defer release()
	if err := is.file.CheckWritable(); err != nil {
		return nil, err
	}
	access, _ := is.file.Value(is.Server.Variables.AccessToken)
	refresh, session, err := is.stored()
	if err != nil && access == "" {
		return nil, err
	}
	if session == nil {
		if session, err = is.Session(); err != nil {
			return nil, err
		}
	}
	revoked = []string{}
	for _, token := range []struct{ kind, value string }{{"refresh_token", refresh}, {"access_token", access}} {
		if token.value == "" {
			continue
		}
		if err := session.Revoke(ctx, token.value, token.kind); err != nil {
			return nil, err
		}
		revoked = append(revoked, token.kind)
	}
	return revoked, is.write(authorize.Tokens{})
}
