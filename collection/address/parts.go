package address

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
)

// Parts are the parts into which Postman splits a URL. References count as text wherever
// they are.
type Parts struct {
	Protocol string   // without "://"
	Host     []string // the labels; one where it cannot be split; the first with "user:password@"
	Port     string
	Path     []string // the segments; nil if there is no path
	Query    []Pair
	Hash     string
}

// Pair is one entry of a query. HasValue distinguishes "a=" from "a".
type Pair struct {
	Key, Value string
	HasValue   bool
}

// Text returns the entry as it is written in a URL.
func (p Pair) Text() string {
	if p.HasValue {
		return p.Key + "=" + p.Value
	}
	return p.Key
}

// Base returns the URL up to its path, without query and hash.
func (p Parts) Base() string {
	var b strings.Builder
	if p.Protocol != "" {
		b.WriteString(p.Protocol + "://")
	}
	b.WriteString(strings.Join(p.Host, "."))
	if p.Port != "" {
		b.WriteString(":" + p.Port)
	}
	if p.Path != nil {
		b.WriteString("/" + strings.Join(p.Path, "/"))
	}
	return b.String()
}

// Parse splits a URL into its parts. It never fails.
func Parse(text string) Parts {
	var p Parts
	rest, hash, _ := cut(text, '#')
	rest, query, _ := cut(rest, '?')
	p.Hash = hash
	if protocol, behind, ok := cutScheme(rest); ok {
		p.Protocol, rest = protocol, behind
	}
	host, path, hasPath := cut(rest, '/')
	user, host := cutUser(host)
	if name, port, ok := cutPort(host); ok {
		host, p.Port = name, port
	}
	if host != "" {
		p.Host = labels(host)
		p.Host[0] = user + p.Host[0]
	} else if user != "" {
		p.Host = []string{user}
	}
	if hasPath {
		p.Path = split(path, '/')
	}
	if query != "" {
		for _, pair := range split(query, '&') {
			key, value, hasValue := cut(pair, '=')
			p.Query = append(p.Query, Pair{key, value, hasValue})
		}
	}
	return p
}

// cutScheme takes the scheme off a URL. The scheme may be a reference.
func cutScheme(text string) (scheme, rest string, ok bool) {
	const separator = "://"
	i := index(text, ':')
	if i <= 0 || !strings.HasPrefix(text[i:], separator) {
		return "", text, false
	}
	scheme, rest = text[:i], text[i+len(separator):]
	outside := scheme
	for r := range collection.References(scheme) {
		outside = scheme[:r.Start] + scheme[r.End:]
		break
	}
	return scheme, rest, !strings.ContainsAny(outside, "/?#{}")
}

// cut is strings.Cut at the first separator outside a reference.
func cut(text string, separator byte) (before, after string, found bool) {
	if i := index(text, separator); i >= 0 {
		return text[:i], text[i+1:], true
	}
	return text, "", false
}

// split is strings.Split at the separators outside references, in one pass.
func split(text string, separator byte) []string {
	var references []collection.Reference
	if strings.Contains(text, "{{") {
		references = slices.Collect(collection.References(text))
	}
	var parts []string
	start, at := 0, 0
	for {
		next := strings.IndexByte(text[at:], separator)
		if next < 0 {
			return append(parts, text[start:])
		}
		at += next
		for len(references) > 0 && references[0].End <= at {
			references = references[1:]
		}
		if len(references) > 0 && references[0].Start <= at {
			at = references[0].End
			continue
		}
		parts = append(parts, text[start:at])
		at++
		start = at
	}
}

// index returns the offset of the first separator outside a reference, or -1 if there is
// none.
func index(text string, separator byte) int {
	at := strings.IndexByte(text, separator)
	if at < 0 || !strings.Contains(text[:at], "{{") {
		return at
	}
	for r := range collection.References(text) {
		if at < r.Start {
			break
		}
		if at < r.End {
			next := strings.IndexByte(text[r.End:], separator)
			if next < 0 {
				return -1
			}
			at = r.End + next
		}
	}
	return at
}

// cutUser takes what stands before a host, with its "@", off it: a password may have
// colons and dots.
func cutUser(host string) (user, rest string) {
	parts := split(host, '@')
	rest = parts[len(parts)-1]
	return host[:len(host)-len(rest)], rest
}

// cutPort takes a port off a host, but not the end of an IPv6 address.
func cutPort(host string) (name, port string, ok bool) {
	i := strings.LastIndexByte(host, ':')
	if i < 0 || i+1 == len(host) || strings.Contains(host[i:], "]") || strings.Contains(host[i:], "}") && !strings.HasPrefix(host[i+1:], "{{") {
		return host, "", false
	}
	return host[:i], host[i+1:], true
}

// labels splits a host at its dots, as Postman stores it. The dots within a reference,
// or within an address in brackets, do not separate labels.
func labels(host string) []string {
	if strings.HasPrefix(host, "[") {
		return []string{host}
	}
	return split(host, '.')
}
