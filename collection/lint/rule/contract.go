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
