package clients

import (
	"encoding/json"
	"slices"
	"testing"
)

type sdkAuth struct {
	Type   string
	Params map[string]any
}

type sdkCollection struct {
	IDs   []string
	Auth  *sdkAuth
	Items []struct {
		ID, Name, Method, URL string
		Own, Auth             *sdkAuth
	}
}

// ids are those of the file: the collection's, then each request's.
func ids(t *testing.T, file string) []string {
	t.Helper()
	var whole struct {
		Info struct {
			ID string `json:"_postman_id"`
		}
		Item []struct{ ID string }
	}
	if err := json.Unmarshal(read(t, file), &whole); err != nil {
		t.Fatal(err)
	}
	found := []string{whole.Info.ID}
	for _, item := range whole.Item {
		found = append(found, item.ID)
	}
	return found
}

// TestSDK loads the collection into Postman's SDK.
func TestSDK(t *testing.T) {
	requireNode(t)
	eachLevel(t, func(t *testing.T, file string, onCollection bool) {
		var c sdkCollection
		convert(t, "sdk", file, &c)
		if len(c.Items) != 2 {
			t.Fatalf("%d requests, want 2", len(c.Items))
		}
		user, token := c.Items[0], c.Items[1]
		if user.Name != getUser || user.Method != "GET" || user.URL != "{{base_url}}/api/users/current" {
			t.Errorf("the first request is %+v", user)
		}
		if token.Name != refresh || token.Method != "POST" || token.URL != "{{oauth_url}}/o/token/" {
			t.Errorf("the second request is %+v", token)
		}
		if (c.Auth != nil) != onCollection || (user.Own == nil) != onCollection {
			t.Errorf("the authorization is in the wrong place: collection %v, request %v", c.Auth, user.Own)
		}
		if user.Auth == nil || user.Auth.Type != "oauth2" {
			t.Fatalf("%s is authorized by %+v", getUser, user.Auth)
		}
		checkOAuth2(t, "Postman's SDK", user.Auth.Params)
		if token.Auth == nil || token.Auth.Type != "noauth" {
			t.Errorf("%s is authorized by %+v", refresh, token.Auth)
		}
		if want := ids(t, file); !slices.Equal(c.IDs, want) {
			t.Errorf("ids are %v, want %v", c.IDs, want)
		}
		proven(t, "two requests; users/current resolves to all of the article's OAuth2 configuration, the refresh to none; ids are kept")
	})
}
