package secret

import (
	"iter"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
)

// place describes whether a value is in a secret's place, and its name.
type place struct {
	name   string
	secret bool
	byLot  bool // it is a secret only if it looks random; it is hidden in any case
	// declared reports whether its entry declares the value secret, whatever its name.
	declared bool
	// hiddenOnly reports whether the value is hidden but not reported.
	hiddenOnly bool
}

// places yields those strings among a document's nodes that are wanted and no keys, in
// order, with their places; of numbers those that stand where secrets stand. In a list a
// string stands where the list stands; below the value of a secret's entry
// everything is its value. The objects and lists around a node are among the nodes.
func places(nodes iter.Seq[jsontree.Node], wanted func(jsontree.Node) bool) iter.Seq2[jsontree.Node, place] {
	return placesOf(nodes, wanted, nil)
}

// placesOf is like [places], for variables that are known to be sent as secrets; nil to
// look for them.
func placesOf(nodes iter.Seq[jsontree.Node], wanted func(jsontree.Node) bool, sent map[string]bool) iter.Seq2[jsontree.Node, place] {
	return func(yield func(jsontree.Node, place) bool) {
		type value struct {
			end int // of the value in the document
			place
		}
		var around []value // values of secrets' entries, innermost last
		names := secretNames{known: map[string]naming{}, sent: sent}
		var webhooks webhooks
		for n := range nodes {
			if n.IsKey() {
				continue
			}
			kind := n.Kind()
			holds := kind == jsontree.Object || kind == jsontree.Array
			if !holds && (kind != jsontree.String && kind != jsontree.Number || !wanted(n)) {
				continue
			}
			for len(around) > 0 && n.Start() >= around[len(around)-1].end {
				around = around[:len(around)-1]
			}
			key := n.Key()
			isValue := key.Is("value")
			if isValue {
				if p := names.entry(n.Parent()); p.secret {
					around = append(around, value{n.End(), p})
				}
			}
			if holds {
				continue
			}
			listed := !key.Exists()
			if listed {
				key = keyOf(n)
				isValue = key.Is("value")
			}
			var p place
			if listed && key.Is("auth") && isListedPassword(n) {
				p = place{name: "password", secret: true}
			} else if !isValue && names.has(key) {
				p = place{name: key.Text(), secret: true}
			} else if len(around) > 0 {
				p = around[len(around)-1].place
			} else if webhook := webhooks.kind(n); webhook != "" {
				p = place{name: webhook, secret: true}
			} else if key := names.named(key); names.of(key) == ofKey && isKey(n.Text()) {
				p = place{name: key.Text(), secret: true}
			}
			if kind == jsontree.Number && !p.secret {
				continue
			}
			if !yield(n, p) {
				return
			}
		}
	}
}

// isListedPassword reports whether a string is the password in the older form of the user
// of an address: "auth": ["user", "password"].
func isListedPassword(n jsontree.Node) bool {
	list := n.Parent()
	if list.Kind() != jsontree.Array || !list.Key().Is("auth") || list.Len() != 2 || !list.Parent().Key().Is("url") {
		return false
	}
	for first := range list.Elements() {
		return n != first
	}
	return false
}

// shortestSegment is the minimum length of a path segment that may be random, and not
// the ID of a webhook's subject.
const shortestSegment = 24

// webhooks finds the segments of an address's path that are secrets because of the
// segments before them. It keeps the last path.
type webhooks struct {
	path  jsontree.Node
	kinds map[string]string // of the secret segments
}

// kind returns the kind of secret of a string in a path; "" for any other string.
func (w *webhooks) kind(n jsontree.Node) string {
	if n.End()-n.Start() < 2+shortestSegment {
		return ""
	}
	path := n
	for range 2 { // a segment is in a list, and may be an object
		if !path.Key().Is("path") {
			path = path.Parent()
		}
	}
	if !path.Key().Is("path") || !path.Parent().Key().Is("url") {
		return ""
	}
	if path != w.path {
		w.path, w.kinds = path, nil
		address := collection.URL{Node: path.Parent()}.Base()
		for _, t := range Tokens(address) {
			for segment := range strings.SplitSeq(address[t.Start:t.End], "/") {
				if len(segment) < shortestSegment {
					continue
				}
				if w.kinds == nil {
					w.kinds = map[string]string{}
				}
				w.kinds[segment] = t.Kind + " token"
			}
		}
	}
	if w.kinds == nil {
		return ""
	}
	for segment := range strings.SplitSeq(n.Text(), "/") { // the path may be one string
		if kind := w.kinds[segment]; kind != "" {
			return kind
		}
	}
	return ""
}

// keyOf returns the key of a value, or of the list that it is in.
func keyOf(n jsontree.Node) jsontree.Node {
	for {
		if key := n.Key(); key.Exists() {
			return key
		}
		if n = n.Parent(); !n.Exists() {
			return n
		}
	}
}

// named returns the name of the value of a key: for an entry's value, the name of the
// entry.
func (s *secretNames) named(key jsontree.Node) jsontree.Node {
	if key.Is("value") {
		return s.nameOf(key.Parent())
	}
	return key
}

// nameOf returns the name of an entry. Older exports name a variable by its id.
func nameOf(entry jsontree.Node) jsontree.Node {
	if key := entry.Get("key"); key.Exists() {
		return key
	}
	return entry.Get("id")
}

// secretNames caches which names are those of secrets: a collection has thousands of
// keys, but few different ones.
type secretNames struct {
	known map[string]naming // by the JSON of the name

	entryOf, name jsontree.Node // the last entry, and its name
	asked         jsontree.Node // the last name, and its meaning
	told          naming

	sent map[string]bool // see sentAsSecret; nil before it is asked for
}

// nameOf is like the function [nameOf], with a cache for the last entry.
func (s *secretNames) nameOf(entry jsontree.Node) jsontree.Node {
	if entry != s.entryOf {
		s.entryOf, s.name = entry, nameOf(entry)
	}
	return s.name
}

// naming is what a name says about its value.
type naming int

const (
	ofNothing naming = iota
	ofKey            // it is a secret if it looks random
	ofSecret
)

// of returns what a string or key says as a name.
func (s *secretNames) of(n jsontree.Node) naming {
	if n != s.asked {
		s.asked, s.told = n, s.tell(n)
	}
	return s.told
}

func (s *secretNames) tell(n jsontree.Node) naming {
	if n.Kind() != jsontree.String || n.End()-n.Start() > longestRaw {
		return ofNothing
	}
	is, ok := s.known[n.Raw()]
	if !ok {
		switch name := n.Text(); {
		case IsName(name):
			is = ofSecret
		case isKeyName(name):
			is = ofKey
		}
		s.known[n.Raw()] = is
	}
	return is
}

// has reports whether a string or key is the name of a secret.
func (s *secretNames) has(n jsontree.Node) bool { return s.of(n) == ofSecret }

// entry returns the place of the value in a {key, value, type}.
func (s *secretNames) entry(entry jsontree.Node) place {
	key := s.nameOf(entry)
	switch {
	case isSavedCookie(entry):
		// Only the server knows the meaning of a cookie's name; most store a choice or
		// count visits.
		name := entry.Get("name").Text()
		if name == "" {
			name = entry.Get("key").Text() // as written by Postman's app
		}
		return place{name: "cookie", secret: true, byLot: !isSession(name), hiddenOnly: isTracking(name) || isEcho(entry.Get("domain").Text()) || ofEcho(entry)}
	case key.Is("value") && entry.Parent().Key().Is("apikey"),
		entry.Key().Is("apikey") && entry.Parent().Key().Is("auth"):
		// The attribute with an API key: such attributes are themselves named key and
		// value. In v2.0.0 they are members of one object.
		return place{name: "api_key", secret: true}
	case collection.Variable{Node: entry}.IsSecret():
		return place{name: key.Text(), secret: true, declared: true}
	case s.has(key):
		return place{name: key.Text(), secret: true, hiddenOnly: key.Is("token") && IsUUID(entry.Get("value").Text()) && isDownload(entry.Parent())}
	case entry.Parent().Key().Is("query") && isQueryKey(key.Text()) && isKey(entry.Get("value").Text()):
		return place{name: "api_key", secret: true}
	case key.Is("sig") && len(Tokens("sig="+entry.Get("value").Text())) > 0:
		// A query parameter is a signature although neither its name nor its value says
		// so alone.
		return place{name: "signature", secret: true}
	case entry.Parent().Key().Is("variable") && isKey(entry.Get("value").Text()) && s.sentAsSecret(entry):
		return place{name: key.Text(), secret: true, byLot: true}
	}
	return place{}
}

// sentKey is under which a document keeps the variables that are sent as secrets.
type sentKey struct{}

// sentAsSecret reports whether a variable's value is sent where secrets are sent, as in
// the header X-Api-Key: {{k}}, whatever the variable's name.
func (s *secretNames) sentAsSecret(entry jsontree.Node) bool {
	d := entry.Document()
	if s.sent == nil {
		s.sent, _ = d.Kept(sentKey{}).(map[string]bool)
	}
	if s.sent == nil {
		s.sent = map[string]bool{}
		for n, p := range placesOf(d.Root().Descendants(), anywhere, s.sent) {
			if !p.secret || n.Kind() != jsontree.String {
				continue
			}
			text := n.Text()
			for r := range collection.References(text) {
				if withoutScheme(text) == text[r.Start:r.End] {
					s.sent[r.Name] = true
				}
			}
		}
		d.Keep(sentKey{}, s.sent)
	}
	return s.sent[s.nameOf(entry).Text()]
}

// isSavedCookie reports whether an entry is a cookie of a saved response.
func isSavedCookie(entry jsontree.Node) bool { return entry.Parent().Key().Is("cookie") }

// isDownload reports whether the entries of a query request a public file from Firebase
// Storage (alt=media): the token in such a link, a UUID, is part of the file's address.
func isDownload(query jsontree.Node) bool {
	for e := range query.Elements() {
		if e.Get("key").Is("alt") && e.Get("value").Is("media") {
			return true
		}
	}
	return false
}

// literal reports whether a value has a literal part, and is not only references, with
// or without the names of cookies: "a={{x}}; b={{y}}".
func literal(value string) bool {
	return !cookiesByReference(value) && strings.TrimSpace(withoutScheme(strings.TrimSpace(withoutReferences(value))+" ")) != ""
}

// cookiesByReference reports whether a value is only names of cookies with references as
// values.
func cookiesByReference(value string) bool {
	if !strings.Contains(value, "={{") {
		return false
	}
	const reference = "\x00"
	var b strings.Builder
	done := 0
	for r := range collection.References(value) {
		b.WriteString(value[done:r.Start] + reference)
		done = r.End
	}
	b.WriteString(value[done:])
	for pair := range strings.SplitSeq(b.String(), ";") {
		pair = strings.TrimSpace(pair)
		name, isCookie := strings.CutSuffix(pair, "="+reference)
		if pair != "" && (!isCookie || name == "" || strings.Trim(name, lower+upper+digits+"_-.") != "") {
			return false
		}
	}
	return true
}

// schemes lists the authentication schemes that precede a credential in an Authorization
// header.
var schemes = []string{
	"Bearer ", "Basic ", "Token ", "ApiKey ", "Zoho-oauthtoken ", "SSWS ", "GenieKey ", "Splunk ", "Klaviyo-API-Key ", "DeepL-Auth-Key ",
}

// isAuthorization reports whether a name is that of a header with a scheme.
func isAuthorization(name string) bool {
	return strings.EqualFold(name, "authorization") || strings.EqualFold(name, "proxy-authorization")
}

// behindAnyScheme returns where the credential starts in the value of an Authorization
// header: after an unknown scheme, if one word follows it (RFC 9110, section 11.4).
func behindAnyScheme(text string) int {
	scheme, rest, ok := strings.Cut(text, " ")
	if !ok || strings.Trim(scheme, lower+upper+"-_") != "" || strings.ContainsAny(strings.TrimSpace(rest), " ,{") {
		return 0
	}
	return len(text) - len(strings.TrimLeft(rest, " "))
}

// withoutScheme returns the credential in a header's value such as "Bearer abc".
func withoutScheme(value string) string {
	for _, scheme := range schemes {
		if len(value) >= len(scheme) && strings.EqualFold(value[:len(scheme)], scheme) {
			return strings.TrimLeft(value[len(scheme):], " ")
		}
	}
	return value
}

// credential reports whether a value in a secret's place is a secret, and not a
// placeholder.
func credential(name, value string) bool {
	value = strings.TrimSpace(value)
	if strings.Contains(value, "{{") && len(strings.Trim(withoutReferences(value), " .:_-")) < shortestSecret {
		return false
	}
	stands := Placeholder(value) && !(isPassword(name) && weak(value))
	return len(value) >= shortestSecret && literal(value) && plausible(value) && !stands && !placeholderLogin(value)
}
