package rules

import (
	"testing"

	"github.com/postwright/postwright/collection/api"
)

// TestNearestPath checks that no path is suggested that has a word where the API takes a
// number.
func TestNearestPath(t *testing.T) {
	number := func(name string) *api.Parameter {
		return &api.Parameter{Name: name, In: api.InPath, Schema: &api.Schema{Types: []string{"integer"}}}
	}
	known := &api.API{Operations: []*api.Operation{
		{Method: "GET", Path: "/users/{user}/events/{event}", Parameters: []*api.Parameter{number("user"), number("event")}},
		{Method: "GET", Path: "/shops/{name}/offers/{offer}"},
		{Method: "POST", Path: "/forms/create"},
		{Method: "GET", Path: "/mentors/list"},
		{Method: "GET", Path: "/shop/{number}/hours"},
		{Method: "GET", Path: "/shops/{name}"},
	}}
	used := map[*api.Operation]bool{known.Operations[3]: true}
	for path, want := range map[string]string{
		"/users/1/events/2/notes":  "",
		"/user/1/events/2":         `; did you mean "/users/1/events/2"?`,
		"/user/me/events/2":        `; did you mean "/users/me/events/2"?`,
		"/forms/read":              "", // another word, though few edits in a long path
		"/shops/b/offer-s/1":       `; did you mean "/shops/b/offers/1"?`,
		"/mentor/list":             `; did you mean "/mentors/list"?`,
		"/shop/1":                  "", // the document has /shop, and /shops
		"/form/creates":            "", // by another method
		"/mentees/list":            "", // the collection calls /mentors/list elsewhere
		"/shops/baker/offers/x/it": `; did you mean "/shops/baker/offers/it"?`,
	} {
		if got := nearestPath(known, "GET", path, used).hint; got != want {
			t.Errorf("nearestPath(%s) = %q, want %q", path, got, want)
		}
	}
}
