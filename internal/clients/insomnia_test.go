package clients

import "testing"

type insomniaExport struct {
	Data struct {
		Resources []struct {
			Type           string `json:"_type"`
			Name           string
			Method, URL    string
			Environment    map[string]any
			Authentication map[string]any
			Body           struct {
				MimeType string
				Params   []struct{ Name, Value string }
			}
		}
	}
}

// TestInsomnia imports the collection into Insomnia. Its importer keeps the
// authorization of a request, less scope and client authentication; that of a
// collection it leaves out.
func TestInsomnia(t *testing.T) {
	requireNode(t)
	eachLevel(t, func(t *testing.T, file string, onCollection bool) {
		var export insomniaExport
		convert(t, "insomnia", file, &export)
		resources := export.Data.Resources
		if len(resources) != 3 || resources[0].Type != "request_group" || resources[1].Type != "request" || resources[2].Type != "request" {
			t.Fatalf("a folder and two requests were expected: %+v", resources)
		}
		folder, user, token := resources[0], resources[1], resources[2]
		if folder.Name != "DrChrono API" {
			t.Errorf("the folder is %q", folder.Name)
		}
		for key, want := range map[string]any{
			"base_url": "https://app.drchrono.com", "oauth_url": "https://drchrono.com",
			"client_id": "", "client_secret": "", "access_token": "", "refresh_token": "",
		} {
			if got, ok := folder.Environment[key]; !ok || got != want {
				t.Errorf("environment: %s is %#v, want %#v", key, got, want)
			}
		}
		if user.Name != getUser || user.Method != "GET" || user.URL != "{{base_url}}/api/users/current" {
			t.Errorf("the first request is %+v", user)
		}
		if token.Name != refresh || token.Method != "POST" || token.URL != "{{oauth_url}}/o/token/" ||
			token.Body.MimeType != "application/x-www-form-urlencoded" || len(token.Body.Params) != 4 || len(token.Authentication) != 0 {
			t.Errorf("the second request is %+v", token)
		}
		if !onCollection {
			for key, want := range map[string]any{
				"type": "oauth2", "grantType": oauth2["grant_type"], "redirectUrl": oauth2["redirect_uri"],
				"authorizationUrl": oauth2["authUrl"], "accessTokenUrl": oauth2["accessTokenUrl"],
				"clientId": oauth2["clientId"], "clientSecret": oauth2["clientSecret"],
			} {
				if got := user.Authentication[key]; got != want {
					t.Errorf("%s is %#v, want %#v", key, got, want)
				}
			}
			proven(t, "Insomnia keeps the URLs, the callback and the client; its importer has no place for scopes")
		} else {
			proven(t, "Insomnia keeps both requests and the variables; its importer leaves a collection's authorization out")
		}
	})
}
