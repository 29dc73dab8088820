package rule

import (
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/api"
)

// Contract is an API that requests are checked against. It is safe for concurrent use.
type Contract interface {
	// Known returns the operations of the API; nil if they are not known.
	Known() *api.API
	// Path returns the path of an address below the API's server, and whether the
	// address leads there.
	Path(address.Address) (path string, ok bool)
}

// Movable is a contract whose API may be served by servers that it does not name.
type Movable interface {
	// Starts returns the paths at which its servers start, and "".
	Starts() []string
}

// API is the API that a collection was made for, as its owner configured it. The rules
// of the category [Template] use it. It is safe for concurrent use.
type API interface {
	Contract
	// APIName returns the name of the API.
	APIName() string
	// IsHealth reports whether the API is about people's health.
	IsHealth() bool
	// AuthValue returns the value of an attribute of the API's authorization, such as
	// accessTokenUrl; "" if it has none, or leaves it to its users.
	AuthValue(key string) string
	// Endpoint returns an address in the API's documents as an absolute one. It may be
	// relative to the API's server. "" stays.
	Endpoint(address string) string
	// Resolve returns a text in which references to the API's own variables are
	// resolved. Variables without a value stay.
	Resolve(text string) string
	// ScopeNames returns the names of the scopes that the API grants.
	ScopeNames() []string
	// Needs returns the scopes that a request needs, by its method and its path below
	// the server, and whether they are known.
	Needs(method, path string) (scopes []string, known bool)
	// HasRequest reports whether the API's owner offers a request to an address, which
	// need not be in the list of operations.
	HasRequest(address string) bool
}
