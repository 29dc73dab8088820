package facts

import (
	"net"
	"strings"

	"github.com/postwright/postwright/collection"
)

// maxResolved bounds how often a variable's value is looked into for further
// references, and maxLength how long a text may become: values may name each
// other in circles.
const (
	maxResolved = 10
	maxLength   = 1 << 16
)

// Resolve is a text with the references resolved that the environment, the
// item's folders or the collection define; the item may be nil. References that
// nothing defines stay.
func (f *Facts) Resolve(text string, i *collection.Item) string {
	for range maxResolved {
		if !strings.Contains(text, "{{") || len(text) > maxLength {
			break
		}
		var b strings.Builder
		done := 0
		for r := range collection.References(text) {
			if value, ok := f.value(r.Name, i); ok {
				b.WriteString(text[done:r.Start] + value)
				done = r.End
			}
		}
		if done == 0 {
			break
		}
		text = b.String() + text[done:]
	}
	return text
}

// value is a variable's value as a request sees it: the environment's, or else
// that of the nearest level around the item. An empty one is none: somebody is
// still to fill it in.
func (f *Facts) value(name string, i *collection.Item) (string, bool) {
	if value, ok := f.Environment.Value(name); ok {
		return value, value != ""
	}
	for at := i; at != nil; at = at.Folder {
		for v := range at.Variables() {
			if v.Key() == name && !v.Disabled() {
				value := v.Value().Text()
				return value, value != ""
			}
		}
	}
	if f.values == nil {
		f.values = map[string]string{}
		for v := range f.Collection.Variables() {
			if !v.Disabled() {
				f.values[v.Key()] = v.Value().Text()
			}
		}
	}
	value := f.values[name]
	return value, value != ""
}

// Address is where a request goes, resolved as far as the file tells.
type Address struct {
	Text   string // the whole, as Postman would send it
	Scheme string // "" where it is not said
	Host   string // without port; may still hold references
	Path   string // with its leading slash, without query
}

// Address is where an item's request goes.
func (f *Facts) Address(i collection.Item) Address {
	a, ok := f.sentTo[i.Node]
	if !ok {
		a = Split(f.Resolve(i.Request().URL().Sent(), &i))
		f.sentTo[i.Node] = a
	}
	return a
}

// Split takes an address apart. It never fails: what is no address has no host.
func Split(text string) Address {
	a := Address{Text: text}
	rest := strings.TrimSpace(text)
	if scheme, behind, ok := strings.Cut(rest, "://"); ok && !strings.ContainsAny(scheme, "/?#{}") {
		a.Scheme, rest = strings.ToLower(scheme), behind
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	authority, path := rest[:end], rest[end:]
	authority = authority[strings.LastIndexByte(authority, '@')+1:]
	a.Host = strings.ToLower(authority)
	if host, _, err := net.SplitHostPort(authority); err == nil {
		a.Host = strings.ToLower(host)
	}
	a.Host = strings.Trim(a.Host, "[]")
	if end := strings.IndexAny(path, "?#"); end >= 0 {
		path = path[:end]
	}
	a.Path = path
	return a
}

// IsResolved tells whether no reference is left in the host.
func (a Address) IsResolved() bool { return a.Host != "" && !strings.Contains(a.Host, "{{") }

// IsLoopback tells whether the host is this machine.
func (a Address) IsLoopback() bool {
	if a.Host == "localhost" || strings.HasSuffix(a.Host, ".localhost") {
		return true
	}
	ip := net.ParseIP(a.Host)
	return ip != nil && (ip.IsLoopback() || ip.IsUnspecified())
}

// IsPrivate tells whether the host is this machine or one that only a private
// network knows: RFC 1918, RFC 4193, link-local addresses, names without a dot,
// and the reserved or customary suffixes for such names (RFC 6761, RFC 6762,
// RFC 8375, ICANN's .internal).
func (a Address) IsPrivate() bool {
	if a.IsLoopback() {
		return true
	}
	if ip := net.ParseIP(a.Host); ip != nil {
		return ip.IsPrivate() || ip.IsLinkLocalUnicast()
	}
	if !strings.Contains(a.Host, ".") {
		return true
	}
	for _, suffix := range []string{".local", ".test", ".internal", ".home.arpa", ".lan", ".intranet", ".corp"} {
		if strings.HasSuffix(a.Host, suffix) {
			return true
		}
	}
	return false
}
