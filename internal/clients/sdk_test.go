package clients

import (
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/internal/testkit"
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

// ids returns those of the file: the collection's, then each request's.
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

// TestAddresses puts the addresses of real collections together as Postman's SDK
// does.
func TestAddresses(t *testing.T) {
	requireNode(t)
	compared := 0
	for _, f := range testkit.Collections(t) {
		if !slices.Contains(withAddresses, path.Base(f.Name)) {
			continue
		}
		var theirs sdkCollection
		convert(t, "sdk", f.Path, &theirs)
		d, err := jsontree.Parse(f.Text)
		if err != nil {
			t.Fatal(err)
		}
		i := 0
		for item := range collection.Of(d).Requests() {
			if got, want := sentTo(item.Request().URL()), theirs.Items[i].URL; got != want {
				t.Errorf("%s: %s is sent to %s, want %s", f.Name, item.Name(), got, want)
			}
			i++
		}
		compared += i
	}
	proven(t, fmt.Sprintf("the addresses of %d requests are the same", compared))
}

// withAddresses are files with addresses of every kind.
var withAddresses = []string{
	"adobe-experience-platform.postman_collection.json", "booking-management-api-v2024.08.postman_collection.json",
	"whatwg-url.postman_collection.json", "protocol-profile-behavior.postman_collection.json", "request.json", "formdata-body.json",
}

// sentTo returns an address with the values of its path variables in place, as the SDK
// gives it.
func sentTo(u collection.URL) string {
	address := u.Sent()
	for v := range u.PathVariables() {
		if value := v.Value(); value.Text() != "" {
			address = strings.Replace(address, "/:"+v.Key(), "/"+value.Text(), 1)
		}
	}
	return address
}
