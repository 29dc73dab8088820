// Package address splits URLs into the parts that Postman writes and sends, and resolves
// the variables in them as far as the file defines them.
package address

import (
	"net"
	"strings"
)

// Address is the URL that a request goes to, resolved as far as the file defines its
// variables.
type Address struct {
	Text   string // the whole, as Postman would send it
	Scheme string // "" if there is none
	Host   string // without port; may still hold references
	Path   string // with its leading slash, without query
}

// Split splits an address into its parts. It never fails: a text that is not an address has
// no host.
func Split(text string) Address {
	a := Address{Text: text}
	rest := strings.TrimSpace(text)
	if scheme, behind, ok := cutScheme(rest); ok {
		a.Scheme, rest = scheme, behind
		if !strings.Contains(scheme, "{{") {
			a.Scheme = strings.ToLower(scheme)
		}
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	authority, path := rest[:end], rest[end:]
	if word := wordBehind(authority); word != "" {
		authority, path = strings.TrimSuffix(authority, word), "/"+word+path
	}
	authority = authority[strings.LastIndexByte(authority, '@')+1:]
	a.Host = strings.ToLower(authority)
	if strings.Contains(authority, ":") { // an error costs more than a look
		if host, _, err := net.SplitHostPort(authority); err == nil {
			a.Host = strings.ToLower(host)
		}
	}
	a.Host = strings.Trim(a.Host, "[]")
	if end := strings.IndexAny(path, "?#"); end >= 0 {
		path = path[:end]
	}
	a.Path = path
	return a
}

// wordBehind returns the word that follows the reference that an authority is; "" if there
// is none. In "{{base}}patients" the variable's value ends with a slash.
func wordBehind(authority string) string {
	if !strings.HasPrefix(authority, "{{") {
		return ""
	}
	end := strings.LastIndex(authority, "}}") + len("}}")
	if end < len("}}") || strings.Contains(authority[2:], "{{") {
		return ""
	}
	word := authority[end:]
	if strings.ContainsAny(word, ".:@[] ") || strings.EqualFold(word, "localhost") || strings.HasPrefix(word, "-") {
		return ""
	}
	return word
}

// IsResolved reports whether no reference is left in the host.
func (a Address) IsResolved() bool { return a.Host != "" && !strings.Contains(a.Host, "{{") }

// IsLoopback reports whether the host is this machine.
func (a Address) IsLoopback() bool {
	if a.Host == "localhost" || strings.HasSuffix(a.Host, ".localhost") {
		return true
	}
	ip := net.ParseIP(a.Host)
	return ip != nil && (ip.IsLoopback() || ip.IsUnspecified())
}

// IsPrivate reports whether the host is this machine or one that only a private
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

// Below returns the part of a path, or of a whole address, after that of a server, and
// reports whether it is below it: "/api/patients" is below "/api", "/apis" is not.
func Below(path, server string) (rest string, below bool) {
	rest, below = strings.CutPrefix(path, strings.TrimRight(server, "/"))
	return rest, below && (rest == "" || strings.IndexByte("/?#", rest[0]) >= 0)
}
