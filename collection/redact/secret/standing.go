package secret

import "github.com/postwright/postwright/collection/jsontree"

// Place is where in a collection a secret is, as far as it matters for replacing it by a
// variable.
type Place int

// The places of secrets.
const (
	Elsewhere  Place = iota // such as a name or description: references are not resolved there
	InRequest               // in the request: references are resolved
	InVariable              // the value of a variable
	InScript
	InExample
)

// Place returns the secret's position in the document.
func (f Finding) Place() Place {
	direct := true // the string itself is the value of the entry
	for at := f.Node; at.Exists(); at = at.Parent() {
		key := at.Key()
		switch {
		case key.Is("description"), key.Is("name") && direct:
			return Elsewhere
		case key.Is("event"), key.Is("script"):
			return InScript
		case key.Is("response"):
			return InExample
		case key.Is("variable") && !at.Parent().Key().Is("url"):
			if f.Node.Key().Is("value") {
				return InVariable
			}
			return Elsewhere
		case key.Is("auth") && !at.Parent().Key().Is("url"):
			return InRequest
		case key.Is("request"):
			// Only there: it is not certain what Postman does with a reference in a
			// certificate or proxy.
			switch partOf(f.Node, at) {
			case "", "url", "header", "body":
				return InRequest
			}
			return Elsewhere
		}
		direct = false
	}
	return Elsewhere
}

// partOf returns the key of the member of an object that contains a node; "" for the
// object itself.
func partOf(n, object jsontree.Node) string {
	part := ""
	for at := n; at.Exists() && at != object; at = at.Parent() {
		if at.Parent() == object {
			part = at.Key().Text()
		}
	}
	return part
}

// Variable returns a name for a variable with the secret, from its place or kind.
func (f Finding) Variable() string {
	if f.Kind == inAddress {
		return "password"
	}
	name := Snake(f.Name)
	if name == "" || name == "value" || name == "key" || name == "authorization" {
		name = Snake(f.Kind)
	}
	return name
}
