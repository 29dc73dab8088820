package secret

import (
	"encoding/base64"
	"net/url"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
)

// longestAddress is the number of bytes after "://" in which the host of an address is
// searched for.
const longestAddress = 512

var (
	// hostBehind matches what is certainly a host after the "@" of an address.
	hostBehind = lazy.Regexp{Expr: `^(?:\[[0-9A-Fa-f:]+\]|\{\{|localhost\b|[\p{L}\d_-]+(?:\.(?:[\p{L}\d_-]+|\{\{))+)`}
	// labelBehind matches what may be a host: one label, and then the end, a port or a
	// path.
	labelBehind = lazy.Regexp{Expr: `^[\p{L}\d_-]+(?:[:/?#\s]|$)`}
	// portBehind matches what is a port, and not a password, after the ":" of an
	// address.
	portBehind = lazy.Regexp{Expr: `^(?:\d{1,5}|\{\{[^{}]*\}\})(?:[/?#\s'<>\\]|$)`}
)

// hiddenAddresses finds the passwords in addresses that must not be shown. Unlike
// [scan.addresses] it accepts any literal, also a possible placeholder, and finds the
// host after characters that should be escaped in a password, such as "#" and "/".
func (s *scan) hiddenAddresses() {
	schemes := len(s.text) - len(strings.TrimLeft(s.text, lower+upper+":/")) // what the text starts with
	for from := 0; ; {
		i := strings.Index(s.text[from:], "://")
		if i < 0 {
			return
		}
		start := from + i + len("://")
		from = start
		rest := s.text[start:min(len(s.text), start+longestAddress)]
		stops := "\n\r\"`"
		if start <= schemes {
			stops = "\n\r" // the whole text is an address: nothing quotes it
		}
		if end := strings.IndexAny(rest, stops); end >= 0 {
			rest = rest[:end]
		}
		if next := strings.Index(rest, "://"); next >= 0 && !strings.Contains(rest[:next], "@") {
			rest = rest[:next]
		}
		colon := userEnd(rest)
		if colon < 0 {
			continue
		}
		behind := rest[colon+1:]
		if at := passwordEnd(rest[:colon], behind); at > 0 && literal(behind[:at]) {
			s.add(Token{Start: start + colon + 1, End: start + colon + 1 + at, Kind: inAddress})
			from = start + colon + 1 + at
		}
	}
}

// userEnd returns the offset of the ":" after the user in an address; -1 if there is
// none.
func userEnd(rest string) int {
	for i := 0; i < len(rest); i++ {
		switch rest[i] {
		case ':':
			return i
		case '/', '?', '#', '@', ' ', '\\', '<', '>':
			return -1
		case '{': // a reference, whatever its name contains
			if end := strings.Index(rest[i:], "}}"); end > 0 && strings.HasPrefix(rest[i:], "{{") {
				i += end + 1
			}
		}
	}
	return -1
}

// passwordEnd returns the offset of the "@" after the password that a text starts with;
// -1 if it starts with none.
func passwordEnd(user, text string) int {
	if text == "" || text[0] == ' ' {
		return -1
	}
	looksLikeHost := strings.Contains(user, ".") || user == "localhost" || strings.Contains(user, "{{") || strings.HasPrefix(user, "[")
	if looksLikeHost && portBehind.Get().MatchString(text) {
		return -1
	}
	label, last := -1, -1
	authority := strings.IndexAny(text, `/?# '<>\`)
	for at := range len(text) {
		if text[at] != '@' {
			continue
		}
		switch behind := text[at+1:]; {
		case hostBehind.Get().MatchString(behind):
			return at
		case label < 0 && labelBehind.Get().MatchString(behind):
			label = at
		case authority < 0 || at < authority:
			last = at
		}
	}
	if label >= 0 {
		return label
	}
	return last
}

// urlParts finds secrets that show only when the parts of an address are joined: a
// password that was split into a host and a path, or one that is repeated outside its
// place. It keeps the last address.
type urlParts struct {
	url   jsontree.Node
	spans map[jsontree.Node][]span
}

// within returns the parts of a string that are secrets because of the address around
// it.
func (u *urlParts) within(n jsontree.Node) []Token {
	found := queryOf(n)
	url := urlAround(n)
	if !url.Exists() {
		return found
	}
	if url != u.url {
		u.url, u.spans = url, nil
		u.read()
	}
	for _, s := range u.spans[n] {
		found = append(found, Token{Start: s.start, End: s.end, Kind: inAddress})
	}
	return found
}

// queryOf returns the values of secrets' names in the query of an address that is one
// string. Such a value extends as far as possible, up to the next parameter.
func queryOf(n jsontree.Node) []Token {
	if !n.Key().Is("url") && !n.Key().Is("raw") {
		return nil
	}
	if n.Key().Is("raw") && n.Parent().Key().Is("body") {
		return nil
	}
	return queryTokens(n.Text(), "&\n", literal)
}

// queryTokens returns the values of secrets' names in the queries in a text. A value
// ends at one of the stops, or at a "#" if there are only references before it.
func queryTokens(text, stops string, hidden func(string) bool) []Token {
	var found []Token
	for at := 0; at < len(text); at++ {
		if text[at] != '?' && text[at] != '&' {
			continue
		}
		start := at + 1
		end := start
		for end < len(text) && (nameByte[text[end]] || text[end] == '[' || text[end] == ']' || text[end] == '%') {
			end++
		}
		if end == len(text) || text[end] != '=' {
			continue
		}
		name := strings.TrimPrefix(text[start:end], "amp;")
		if decoded, err := url.QueryUnescape(name); err == nil {
			name = decoded
		}
		if !IsName(name) {
			continue
		}
		from := end + 1
		to := len(text)
		if i := strings.IndexAny(text[from:], stops); i >= 0 {
			to = from + i
		}
		if hash := strings.IndexByte(text[from:to], '#'); hash >= 0 && !literal(text[from:from+hash]) {
			to = from + hash
		}
		if hidden(text[from:to]) {
			found = append(found, Token{Start: from, End: to, Kind: Words(name), Name: name})
		}
		at = max(from, to) - 1
	}
	return found
}

// pathTokens returns the segments of paths in a text that follow the name of a secret, as
// in /reset-password/token/value.
func pathTokens(text string) []Token {
	const stops = "/?#& \t\r\n\"'`<>\\{}()[],;"
	var found []Token
	for at := strings.IndexByte(text, '/'); at >= 0 && at < len(text); {
		start := at + 1
		end := len(text)
		if i := strings.IndexAny(text[start:], stops); i >= 0 {
			end = start + i
		}
		if end == len(text) || text[end] != '/' {
			next := strings.IndexByte(text[end:], '/')
			if next < 0 {
				break
			}
			at = end + next
			continue
		}
		from, to := end+1, len(text)
		if i := strings.IndexAny(text[from:], stops); i >= 0 {
			to = from + i
		}
		if name := text[start:end]; followsName(name, text[from:to]) {
			found = append(found, Token{Start: from, End: to, Kind: Words(name), Name: name})
		}
		at = end
	}
	return found
}

// onceOnly has names of what a link with a one-time token is for.
var onceOnly = lazy.Value[[][]byte]{New: func() [][]byte {
	return words("resetpassword", "passwordreset", "forgotpassword", "verifyemail", "emailverification", "invitation", "magiclink", "unsubscribe")
}}

// followsName reports whether a segment of a path is the secret that the segment before it
// names. Words and numbers are parts of the address: /token/refresh, /tokens/42.
func followsName(name, segment string) bool {
	if len(segment) < shortestCredible || !strings.ContainsAny(segment, digits) || !strings.ContainsAny(segment, lower+upper) {
		return false
	}
	var buffer [longestName]byte
	return (IsName(name) || containsAny(plainName(&buffer, name), onceOnly.Get())) && !Placeholder(segment)
}

// urlAround returns the address in parts that contains a string.
func urlAround(n jsontree.Node) jsontree.Node {
	at := n
	for range 4 { // a value is in an entry, and that in a list
		parent := at.Parent()
		if parent.Kind() == jsontree.Object && (at.Key().Is("host") || at.Key().Is("path") || at.Key().Is("raw") || at.Key().Is("query") || at.Key().Is("hash") || at.Key().Is("port")) &&
			(parent.Get("host").Exists() || parent.Get("auth").Exists()) {
			return parent
		}
		at = parent
		if !at.Exists() {
			break
		}
	}
	return jsontree.Node{}
}

// piece is the place of a string in a joined address.
type piece struct {
	node       jsontree.Node
	start, end int
}

func (u *urlParts) read() {
	add := func(n jsontree.Node, start, end int) {
		if u.spans == nil {
			u.spans = map[jsontree.Node][]span{}
		}
		u.spans[n] = append(u.spans[n], span{start, end})
	}
	if password := passwordOf(u.url); password.Exists() && literal(password.Text()) {
		raw := u.url.Get("raw")
		for _, spelling := range Spellings(password.Text()) {
			// Where it is repeated: right after the user.
			for from := 0; ; {
				i := strings.Index(raw.Text()[from:], ":"+spelling+"@")
				if i < 0 {
					break
				}
				add(raw, from+i+1, from+i+1+len(spelling))
				from += i + 1 + len(spelling)
			}
		}
	}
	before := ""
	for e := range u.url.Get("path").Elements() {
		if e.Kind() == jsontree.Object {
			e = e.Get("value")
		}
		segment := e.Text()
		if followsName(before, segment) {
			add(e, 0, len(segment))
		}
		before = segment
	}
	// The start of a password may look like a port: https://user:a#b@host.
	host := collection.URL{Node: u.url}.Host()
	if !strings.ContainsAny(host, ":@") && u.url.Get("port").Text() == "" {
		return
	}
	text, pieces := joinURL(u.url)
	s := scan{text: text}
	s.hiddenAddresses()
	for _, t := range s.found {
		for _, p := range pieces {
			if from, to := max(t.Start, p.start), min(t.End, p.end); from < to {
				add(p.node, from-p.start, to-p.start)
			}
		}
	}
}

// joinURL joins an address and returns the places of its strings.
func joinURL(u jsontree.Node) (string, []piece) {
	var b strings.Builder
	var pieces []piece
	add := func(n jsontree.Node) {
		if n.Kind() == jsontree.String {
			pieces = append(pieces, piece{n, b.Len(), b.Len() + len(n.Text())})
			b.WriteString(n.Text())
		}
	}
	each := func(list jsontree.Node, separator string) {
		add(list)
		first := true
		for e := range list.Elements() {
			if !first {
				b.WriteString(separator)
			}
			first = false
			if e.Kind() == jsontree.Object {
				e = e.Get("value")
			}
			add(e)
		}
	}
	b.WriteString("x://")
	each(u.Get("host"), ".")
	if port := u.Get("port"); port.Text() != "" {
		b.WriteByte(':')
		add(port)
	}
	b.WriteByte('/')
	each(u.Get("path"), "/")
	separator := "?"
	add(u.Get("query"))
	for e := range u.Get("query").Elements() {
		b.WriteString(separator)
		separator = "&"
		add(e.Get("key"))
		if value := e.Get("value"); value.Exists() {
			b.WriteByte('=')
			add(value)
		}
	}
	if hash := u.Get("hash"); hash.Exists() {
		b.WriteByte('#')
		add(hash)
	}
	return b.String(), pieces
}

// Spellings returns the ways to write a value: literally, escaped for an address, and in
// base64, without the characters at its ends.
func Spellings(value string) []string {
	all := []string{value}
	for _, escaped := range []string{url.QueryEscape(value), url.PathEscape(value), url.UserPassword("", value).String()[1:]} {
		if escaped != value {
			all = append(all, escaped)
		}
	}
	return append(all, encoded(value)...)
}

// shortestEncoded is the minimum length in characters of a base64 text that is recognized.
const shortestEncoded = 12

// encoded returns what base64 has of a value wherever it starts in the encoded text, as in
// that of "user:password".
func encoded(value string) []string {
	var all []string
	for before := range 3 {
		text := base64.StdEncoding.EncodeToString([]byte("\x00\x00"[:before] + value))
		// A character at either end may also depend on what is around the value.
		core := text[(before*8+5)/6 : (before+len(value))*8/6]
		if len(core) < shortestEncoded {
			continue
		}
		all = append(all, core)
		if inURL := strings.NewReplacer("+", "-", "/", "_").Replace(core); inURL != core {
			all = append(all, inURL)
		}
	}
	return all
}
