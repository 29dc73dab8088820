package template_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/script"
	"github.com/postwright/postwright/collection/template"
)

// TestRefreshScripts: the scripts are JavaScript, with all that they need filled in.
func TestRefreshScripts(t *testing.T) {
	for _, r := range []template.TokenRefresh{
		{URL: "{{host}}/token", ClientID: "id", ClientSecret: "key", AccessToken: "access", RefreshToken: "refresh"},
		{URL: "https://a.test/t", ClientInHeader: true, ClientID: "id", ClientSecret: "key", AccessToken: "access", RefreshToken: "refresh"},
		{URL: "https://a.test/t", Credentials: true, ClientID: "id", ClientSecret: "key", AccessToken: "access", RefreshToken: "refresh"},
	} {
		before, after := r.Scripts()
		for _, text := range []string{before, after} {
			d, err := jsontree.Parse(`{"event": [{"listen": "test", "script": {"exec": ` + jsontree.Quote(text) + `}}]}`)
			if err != nil {
				t.Fatal(err)
			}
			var reader script.Reader
			for e := range collection.Of(d).Events() {
				if s := reader.Parse(e); s.Err() != nil || strings.Contains(text, "@") {
					t.Errorf("%+v: %v\n%s", r, s.Err(), text)
				}
			}
		}
		if inBody := strings.Contains(before, `key: "client_secret"`); inBody == r.ClientInHeader {
			t.Errorf("%+v: the client's secret is in the body: %v", r, inBody)
		}
		if strings.Contains(before, `"client_credentials"`) != r.Credentials {
			t.Errorf("%+v: another grant\n%s", r, before)
		}
	}
	auth := &template.Auth{Type: "oauth2", Attributes: []template.Attribute{
		{Key: "clientId", Value: "{{id}}"}, {Key: "clientSecret", Value: "{{key}}"}, {Key: "grant_type", Value: "authorization_code"},
	}}
	if _, ok := template.RefreshOf(auth, "https://a.test/t", ""); ok {
		t.Error("a token is kept nowhere")
	}
}
