package contract_test

import (
	"testing"

	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/contract"
)

// TestPathBehindVariable checks that a server's variable may hold the start of the path.
func TestPathBehindVariable(t *testing.T) {
	d := contract.New(&api.API{
		Server:    "https://www.{{host}}",
		Variables: []api.Variable{{Key: "host", Value: "example.com/shop/v2"}},
	})
	for text, want := range map[string]string{
		"https://www.example.com/shop/v2/carts": "/carts",
		"https://www.example.net/carts":         "/carts",
	} {
		if got, ok := d.Path(address.Split(text)); !ok || got != want {
			t.Errorf("%s: %q, %t, want %q", text, got, ok, want)
		}
	}
	if got, ok := d.Path(address.Split("https://api.example.com/carts")); ok {
		t.Errorf("another host has the path %q", got)
	}
}
