package rule

import (
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/api"
)

// Contract is an API that requests are held against. It serves many goroutines.
type Contract interface {
	// Known returns what the API can do; nil where nobody says.
	Known() *api.API
	// Path returns the path of an address below the API's server, and whether the
	// address leads there.
	Path(address.Address) (path string, ok bool)
}

// Movable is a contract whose API may be reached at servers that it does not name.
type Movable interface {
	// Starts returns the paths at which its servers start, and "".
	Starts() []string
}

// API is the API that a collection was made for, as its owner set it up: what the rules
// of the category [Template] ask. It serves many goroutines.
type API interface {
	Contract
	// APIName returns what people call the API.
	APIName() string
	// IsHealth reports whether the API is about people's health.
	IsHealth() bool
	// AuthValue returns the value of an attribute of the API's authorization, such as
	// accessTokenUrl; "" where it has none, or leaves it to its user.
	AuthValue(key string) string
	// Endpoint returns where an address in the API's documents leads, which may be
	// relative to its server. "" stays.
	Endpoint(address string) string
	// Resolve returns a text with the references to the API's own variables resolved.
	// Those to variables without a value stay.
	Resolve(text string) string
	// ScopeNames returns the names of the scopes that the API grants.
	ScopeNames() []string
	// Needs returns the scopes that a request with a method and a path below the server
	// needs, and whether they are known.
	Needs(method, path string) (scopes []string, known bool)
	// HasRequest reports whether the API's owner offers a request to an address, which
	// may be one that its list of operations does not have.
	HasRequest(address string) bool
}
