package clients

import (
	"regexp"
	"testing"
)

type brunoAuth struct {
	Mode   string
	OAuth2 map[string]any
}

type brunoCollection struct {
	Issues     []any
	Collection struct {
		Name  string
		Items []struct {
			Name    string
			Request struct {
				Method, URL string
				Auth        brunoAuth
				Script      struct{ Req, Res string }
				Tests       string
				Body        struct {
					Mode           string
					FormURLEncoded []struct {
						Name, Value string
						Enabled     bool
					}
				}
			}
		}
		Root struct {
			Request struct{ Auth brunoAuth }
		}
	}
}

// left is a use of Postman's script API that Bruno could not translate.
var left = regexp.MustCompile(`\bpm\.\w+`)

// TestBruno imports the collection into Bruno.
func TestBruno(t *testing.T) {
	requireNode(t)
	eachLevel(t, func(t *testing.T, file string, onCollection bool) {
		var b brunoCollection
		convert(t, "bruno", file, &b)
		items := b.Collection.Items
		if len(b.Issues) > 0 || len(items) != 2 {
			t.Fatalf("%d requests, want 2; issues: %v", len(items), b.Issues)
		}
		auth := items[0].Request.Auth
		if onCollection {
			auth = b.Collection.Root.Request.Auth
		}
		if auth.Mode != "oauth2" {
			t.Errorf("the authorization became %q", auth.Mode)
		}
		for key, want := range map[string]any{
			"grantType":            oauth2["grant_type"],
			"callbackUrl":          oauth2["redirect_uri"],
			"authorizationUrl":     oauth2["authUrl"],
			"accessTokenUrl":       oauth2["accessTokenUrl"],
			"clientId":             oauth2["clientId"],
			"clientSecret":         oauth2["clientSecret"],
			"scope":                scopes,
			"state":                "",
			"credentialsPlacement": "basic_auth_header",
			"tokenPlacement":       "header",
			"tokenHeaderPrefix":    "Bearer",
			"pkce":                 false,
		} {
			if got := auth.OAuth2[key]; got != want {
				t.Errorf("%s is %#v, want %#v", key, got, want)
			}
		}
		token := items[1].Request
		if token.Auth.Mode != "none" || token.Body.Mode != "formUrlEncoded" || len(token.Body.FormURLEncoded) != 4 {
			t.Errorf("the refresh became %+v", token)
		}
		proven(t, "Bruno keeps the URLs, the callback, the 22 scopes, the client and where both are sent")
	})
}

// TestBrunoScripts checks that Bruno's translation leaves nothing of Postman's
// script API, which Bruno does not have. It translates calls, such as
// pm.environment.set(…), and not pm.environment as a value.
func TestBrunoScripts(t *testing.T) {
	requireNode(t)
	var b brunoCollection
	convert(t, "bruno", collectionFile, &b)
	for _, item := range b.Collection.Items {
		r := item.Request
		if r.Script.Res+r.Tests == "" {
			t.Errorf("%s: no script", item.Name)
		}
		for _, script := range []string{r.Script.Req, r.Script.Res, r.Tests} {
			if found := left.FindAllString(script, -1); found != nil {
				t.Errorf("%s: Bruno could not translate %v", item.Name, found)
			}
		}
	}
	proven(t, "Bruno translates all of both scripts")
}
