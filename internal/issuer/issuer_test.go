package issuer_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/issuer"
	"github.com/postwright/postwright/internal/testkit"
)

// collectionWith returns a collection with attributes of OAuth2, and two variables.
func collectionWith(t *testing.T, attributes string) collection.Collection {
	return collection.Of(testkit.Parse(t, `{"info": {"name": "C"}, "item": [], "auth": {"type": "oauth2", "oauth2": [`+attributes+`]},
		"variable": [{"key": "client_id", "value": "of-collection"}, {"key": "host", "value": "https://login.example.com"}]}`))
}

func attribute(key, value string) string { return `{"key": "` + key + `", "value": "` + value + `"}` }

// of returns the issuer of a collection with attributes, and an environment.
func of(t *testing.T, attributes, environment string) *issuer.Issuer {
	t.Helper()
	is, err := issuer.OfCollection("c.json", collectionWith(t, attributes))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "e.json")
	if environment != "" {
		if err := os.WriteFile(path, []byte(environment), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := is.Open(path); err != nil {
		t.Fatal(err)
	}
	return is
}

func failed(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// TestOfCollection: a collection must have one authorization.
func TestOfCollection(t *testing.T) {
	request := `{"name": "R", "request": {"url": "https://a.example", "auth": {"type": "oauth2", "oauth2": [` + attribute("accessTokenUrl", "https://URL.example.com/token") + `]}}}`
	for text, want := range map[string]string{
		`{"info": {"name": "C"}, "item": []}`: "c.json has no OAuth2 authorization, so there are no tokens to get",
		`{"info": {"name": "C"}, "item": [` + strings.ReplaceAll(request, "URL", "a") + "," + strings.ReplaceAll(request, "URL", "b") + `]}`: "the requests of c.json have 2 different OAuth2 authorizations; set the one to use on the collection",
		`{"info": {"name": "C"}, "item": [` + request + `]}`: "",
	} {
		if _, err := issuer.OfCollection("c.json", collection.Of(testkit.Parse(t, text))); failed(err) != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
	if _, err := issuer.OfTemplate("x", &template.Template{}); failed(err) != "x has no OAuth2 authorization, so there are no tokens to get" {
		t.Error(err)
	}
}

// TestCheckGrant: only a grant that the server has, and that is supported, is used, with
// the addresses that it needs.
func TestCheckGrant(t *testing.T) {
	token, page := attribute("accessTokenUrl", "https://a.example/token"), attribute("authUrl", "https://a.example/authorize")
	for _, c := range []struct{ attributes, grant, want string }{
		{attribute("grant_type", "client_credentials") + "," + token, template.ClientCredentials, ""},
		{attribute("grant_type", "client_credentials"), template.ClientCredentials, "the OAuth2 authorization of c.json has no token URL"},
		{attribute("grant_type", "client_credentials") + "," + token, template.AuthorizationCode, "c.json does not declare the grant authorization_code; it declares client_credentials"},
		{attribute("grant_type", "authorization_code") + "," + token + "," + page, template.AuthorizationCode, ""},
		{attribute("grant_type", "authorization_code") + "," + token, template.AuthorizationCode, "the OAuth2 authorization of c.json has no authorization URL"},
		{attribute("grant_type", "password_credentials") + "," + token, "password_credentials", "c.json uses the grant password_credentials, which is deprecated; set up authorization_code at the server"},
	} {
		is := of(t, c.attributes, "")
		if err := is.CheckGrant(c.grant); failed(err) != c.want {
			t.Errorf("%s, %s: %v, want %s; it declares %q", c.attributes, c.grant, err, c.want, is.Server.Grants)
		}
	}
}

// TestScopes: a scope that refers to a secret or to nothing is not requested.
func TestScopes(t *testing.T) {
	for scope, want := range map[string]string{
		"a b":                   "a b",
		"{{own}} b":             "x y b",
		"{{client_id}}":         "of-collection",
		"{{client_secret}}":     "error: the scope of c.json refers to {{client_secret}}, which is a secret; remove it",
		"a {{missing}}":         "error: the scope of c.json refers to {{missing}}, which has no value in ",
		"{{own}} {{missing}} c": "error: the scope of c.json refers to {{missing}}, which has no value in ",
	} {
		is := of(t, attribute("scope", scope), `{"name": "E", "values": [{"key": "own", "value": "x y"}, {"key": "client_secret", "value": "hush"}]}`)
		scopes, err := is.AllScopes()
		got := strings.Join(scopes, " ")
		if err != nil {
			got = "error: " + err.Error()
		}
		if got != want && !(strings.HasSuffix(want, " in ") && strings.HasPrefix(got, want)) {
			t.Errorf("%s: %s, want %s", scope, got, want)
		}
	}
}

// TestFindClient: what is given takes precedence over the file, and the file over the
// collection. A public client needs no secret.
func TestFindClient(t *testing.T) {
	const values = `{"name": "E", "values": [{"key": "client_id", "value": "of-file"}, {"key": "client_secret", "value": "hush"}]}`
	const none = `{"name": "E", "values": []}`
	refused := errors.New("refused")
	secret := func(text string, err error) func() (string, error) {
		return func() (string, error) { return text, err }
	}
	client := attribute("clientId", "{{client_id}}") + "," + attribute("accessTokenUrl", "https://a.example/token")
	for _, c := range []struct {
		attributes, environment, id string
		secret                      func() (string, error)
		want                        string
	}{
		{client, values, "", secret("", nil), ""},
		{client, none, "", secret("given", nil), ""},
		{client, none, "", secret("", nil), "there is no client secret: put it into the variable client_secret of "},
		{client, values, "", secret("", refused), "refused"},
		{strings.ReplaceAll(client, "client_id", "missing"), none, "", secret("given", nil), "there is no client ID: put it into the variable missing of "},
		{strings.ReplaceAll(client, "client_id", "missing"), none, "given", secret("given", nil), ""},
		{client + "," + attribute("grant_type", "authorization_code_with_pkce"), none, "", secret("", nil), ""},
	} {
		is := of(t, c.attributes, c.environment)
		if err := is.FindClient(template.AuthorizationCode, c.id, c.secret); (c.want == "") != (err == nil) || !strings.HasPrefix(failed(err), c.want) {
			t.Errorf("%s, %s, %q: %v, want %s", c.attributes, c.environment, c.id, err, c.want)
		}
	}
}

// TestRenew: renewed tokens are stored, and revoked ones removed. A server that replaces
// refresh tokens gets the newest.
func TestRenew(t *testing.T) {
	var sent []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sent = append(sent, r.URL.Path+" "+r.FormValue("refresh_token")+r.FormValue("token"))
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"access_token": "access", "refresh_token": "next", "token_type": "Bearer"}`)
	}))
	defer server.Close()
	is := of(t, attribute("accessTokenUrl", server.URL+"/token"), `{"name": "E", "values": [{"key": "client_id", "value": "c"}, {"key": "client_secret", "value": "hush"},
		{"key": "refresh_token", "value": "first"}, {"key": "access_token_scope", "value": "a b"}]}`)
	is.Server.RevokeURL = server.URL + "/revoke"
	if err := is.FindClient(template.AuthorizationCode, "", func() (string, error) { return "", nil }); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		tokens, before, err := is.Renew(t.Context())
		if err != nil || tokens.Access != "access" || strings.Join(tokens.Scopes, " ") != "a b" || strings.Join(before, " ") != "a b" {
			t.Fatalf("%v, %q, %v", tokens.Scopes, before, err)
		}
	}
	revoked, err := is.Revoke(t.Context())
	if err != nil || strings.Join(revoked, " ") != "refresh_token access_token" {
		t.Fatalf("%q, %v", revoked, err)
	}
	if got := strings.Join(sent, ", "); got != "/token first, /token next, /revoke next, /revoke access" {
		t.Errorf("sent %s", got)
	}
	if _, _, err := is.Renew(t.Context()); !strings.Contains(failed(err), "has no refresh token in refresh_token") {
		t.Error(err)
	}
}
