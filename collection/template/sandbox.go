package template

import (
	"math"
	"time"

	"github.com/postwright/postwright/collection/jsontree"
)

// Sandbox is what a server needs to mock the API with synthetic data, in addition to the
// rest of the template. Paths start at the API's host.
type Sandbox struct {
	TokenLifetime time.Duration // of an access token
	Revoke        []string      // paths that revoke a token
	ErrorField    string        // the field of an error's JSON with the message
	Pages         *Pages        // nil if lists are not paged
	Version       *Version      // nil if requests do not name a version
	Limits        []Limit       // all of them apply
	Variables     TokenVariables
	CurrentUser   string // the path that answers with the connected user
	Users         []User // at least one
}

// Limit is the maximum number of requests of an application in a period.
type Limit struct {
	Requests int
	Per      time.Duration
}

// Version is how requests select a version of the API: with one of the values in a
// header.
type Version struct {
	Header string
	Values []string
}

// Pages is how lists are paged. Cursor and Size are query parameters; Next and Previous
// are the fields of a page with the addresses of its neighbors. Most is the largest
// size, 0 if there is no limit.
type Pages struct {
	Cursor, Size, Next, Previous string
	Most                         int
}

// TokenVariables are the names of the variables with the client's credentials and
// tokens. ExpiresAt is in milliseconds since 1970, and may have no name.
type TokenVariables struct {
	ClientID, ClientSecret, AccessToken, RefreshToken, ExpiresAt string
}

// User is a user who can authorize. Record is the JSON that the API returns about the
// user.
type User struct {
	Name, Record string
}

func sandbox(n jsontree.Node) *Sandbox {
	if !n.Exists() {
		return nil
	}
	variables := n.Get("variables")
	s := &Sandbox{
		TokenLifetime: duration(n.Get("token-lifetime")),
		ErrorField:    n.Get("error-field").Text(),
		CurrentUser:   n.Get("current-user").Text(),
		Variables: TokenVariables{
			ClientID:     variables.Get("client-id").Text(),
			ClientSecret: variables.Get("client-secret").Text(),
			AccessToken:  variables.Get("access-token").Text(),
			RefreshToken: variables.Get("refresh-token").Text(),
			ExpiresAt:    variables.Get("expires-at").Text(),
		},
	}
	if s.ErrorField == "" {
		s.ErrorField = "error"
	}
	for path := range n.Get("revoke").Elements() {
		s.Revoke = append(s.Revoke, path.Text())
	}
	if pages := n.Get("pages"); pages.Exists() {
		s.Pages = &Pages{
			Cursor: pages.Get("cursor").Text(), Size: pages.Get("size").Text(), Most: integer(pages.Get("most")),
			Next: pages.Get("next").Text(), Previous: pages.Get("previous").Text(),
		}
	}
	if version := n.Get("version"); version.Exists() {
		s.Version = &Version{Header: version.Get("header").Text(), Values: texts(version.Get("values"))}
	}
	for limit := range n.Get("limits").Elements() {
		s.Limits = append(s.Limits, Limit{integer(limit.Get("requests")), duration(limit.Get("per"))})
	}
	for user := range n.Get("users").Elements() {
		s.Users = append(s.Users, User{user.Get("name").Text(), user.Get("record").Raw()})
	}
	return s
}

// integer returns the value of a number that fits the schema; 0 if there is none.
func integer(n jsontree.Node) int {
	if !n.Exists() {
		return 0
	}
	value, _ := n.Value().(float64)
	return int(min(value, math.MaxInt32))
}

// duration returns the value of a text that fits the schema.
func duration(n jsontree.Node) time.Duration {
	d, _ := time.ParseDuration(n.Text())
	return d
}
