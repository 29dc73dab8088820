package secret

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/jsontree"
)

// Finding is a literal credential in a document: the bytes From up to To of a
// string's text, or the whole of a number.
type Finding struct {
	Node     jsontree.Node
	From, To int
	Value    string // the credential itself
	// Kind is the kind of credential in words, such as "client secret" or "GitHub
	// token".
	Kind string
	// Name is the key, header or field with the credential; "" if only its format
	// identifies it.
	Name string
	// Weak reports whether the credential is a user with a password that anybody guesses.
	Weak bool
}

// HasFormat reports whether the credential has a known token format, whatever its name.
func (f Finding) HasFormat() bool { return f.Name == "" || len(Tokens(f.Value)) > 0 }

// IsPassword reports whether the credential has the name of a password.
func (f Finding) IsPassword() bool {
	return isPassword(f.Name) && !strings.Contains(Snake(f.Name), "secret")
}

// Find returns the literal credentials in a document, in the order of the text: by the
// places made for them, and by their shape anywhere.
func Find(d *jsontree.Document) []Finding {
	var found []Finding
	var secrets []jsontree.Node
	known := newKnown(d.NodeCount(), toReport)
	for n, p := range places(d.Root().Descendants(), anywhere) {
		if p.secret {
			secrets = append(secrets, n)
		}
		if mayHold(n) {
			found = append(found, inString(n, p, known)...)
		}
	}
	d.Keep(placesKey{}, secrets) // for [Known], which a report on the findings asks
	return found
}

// Suspected returns what [Find] returns, and the values that Find skips because their
// name or look says that they are not secrets. Callers that store or repeat values
// should leave these out, too.
func Suspected(d *jsontree.Document) []Finding { return find(d, toSuspect, anywhere) }

func anywhere(jsontree.Node) bool { return true }

// FindInAuthorizations is like [Find], for the attributes of authorizations only: of the
// collection, its folders, its requests and the requests of saved examples.
func FindInAuthorizations(d *jsontree.Document) []Finding {
	return find(d, toReport, inAuthorization)
}

func find(d *jsontree.Document, why purpose, wanted func(jsontree.Node) bool) []Finding {
	var found []Finding
	known := newKnown(d.NodeCount(), why)
	worth := func(n jsontree.Node) bool { return mayHold(n) && wanted(n) }
	for n, p := range places(d.Root().Descendants(), worth) {
		found = append(found, inString(n, p, known)...)
	}
	return found
}

// mayHold reports whether a value can be or contain a secret. A number cannot, because
// it may be a count or a time (see [credential]).
func mayHold(n jsontree.Node) bool {
	return n.Kind() == jsontree.String && n.End()-n.Start() >= 2+shortestSecret
}

// Both returns the results of [Find] and [Suspected], in little more time than one of
// them takes: what is reported in a value is also suspected there, unless it is a
// cookie.
func Both(d *jsontree.Document) (reported, suspected []Finding) {
	toReport, toSuspect := newKnown(d.NodeCount(), toReport), newKnown(d.NodeCount(), toSuspect)
	for n, p := range places(d.Root().Descendants(), mayHold) {
		found := inString(n, p, toSuspect)
		suspected = append(suspected, found...)
		if len(found) > 0 || p.secret && holdsCookies(p.name) || n.Key().Is("header") {
			reported = append(reported, inString(n, p, toReport)...)
		}
	}
	return reported, suspected
}

// inAuthorization reports whether a value is part of an authorization, and not of
// the user and password in a URL.
func inAuthorization(n jsontree.Node) bool {
	for at := n; at.Exists(); at = at.Parent() {
		if at.Key().Is("auth") {
			return !at.Parent().Key().Is("url")
		}
	}
	return false
}

// shortestSecret is the minimum length of a secret in a secret's place.
const shortestSecret = 6

func inString(n jsontree.Node, p place, known *known) []Finding {
	if p.secret {
		if list, decided := inPlace(n, p, known.why); decided {
			return list
		}
	}
	var list []Token
	if repeatsQuery(n) {
		address, _, _ := strings.Cut(n.Text(), "?")
		list = tokens(address, known.why)
	} else {
		list = known.within(n)
	}
	if len(list) > 0 && repeatsUser(n) {
		list = slices.DeleteFunc(slices.Clone(list), func(t Token) bool { return t.Kind == inAddress })
	}
	return found(n, list)
}

// inPlace returns the findings in a value that is in a secret's place, and reports whether
// there can be no others in its text.
func inPlace(n jsontree.Node, p place, why purpose) (list []Finding, decided bool) {
	text := n.Text()
	if why == toReport && holdsCookies(p.name) && strings.Contains(text, "=") && !isSavedCookie(n.Parent()) {
		return cookies(n, text, p.name), true
	}
	if p.byLot && !holdsRandom(text) {
		return nil, false
	}
	from, name := behindScheme(text, p.name)
	if from == 0 && isAuthorization(p.name) {
		from = behindAnyScheme(text)
	}
	value := strings.TrimRight(text[from:], " \t\r\n") // white space after it is a mistake, and not part of it
	p.name = name
	if p.isReported(value) || why > toReport && credential(name, value) {
		return []Finding{{Node: n, From: from, To: from + len(value), Value: value, Kind: Words(name), Name: name, Weak: sameLogin(value)}}, true
	}
	if why <= toSuspect && strings.EqualFold(name, "authorization") && weakLogin(value) {
		return []Finding{{Node: n, From: from, To: from + len(value), Value: value, Kind: "weak password", Name: name, Weak: true}}, true
	}
	return nil, !literal(text)
}

// found returns the findings of tokens in the text of a string.
func found(n jsontree.Node, tokens []Token) []Finding {
	if len(tokens) == 0 {
		return nil
	}
	text := n.Text()
	list := make([]Finding, 0, len(tokens))
	for _, t := range tokens {
		list = append(list, t.at(n, text))
	}
	return list
}

// at returns the finding of a token in the text of a string.
func (t Token) at(n jsontree.Node, text string) Finding {
	return Finding{Node: n, From: t.Start, To: t.End, Value: text[t.Start:t.End], Kind: t.Kind, Name: t.Name}
}

// placed returns the finding for a value in a secret's place, without the scheme of a
// header.
func placed(n jsontree.Node, text, name string) Finding {
	from, name := behindScheme(text, name)
	return Finding{Node: n, From: from, To: len(text), Value: text[from:], Kind: Words(name), Name: name}
}

// behindScheme returns where the credential starts in a header's value, and its name.
func behindScheme(text, name string) (int, string) {
	from := len(text) - len(withoutScheme(text))
	if from > 0 && len(text) >= len("bearer") && strings.EqualFold(text[:len("bearer")], "bearer") {
		name = "access_token" // RFC 6750's name for it
	}
	return from, name
}

// within returns the tokens in the text of a string. If the string is a header block,
// the values of secrets' names are tokens, too.
func (k *known) within(n jsontree.Node) []Token {
	tokens := k.tokens(n)
	if !n.Key().Is("header") {
		return tokens
	}
	var found []Token
	for _, h := range blockHeaders(n.Text()) {
		name, value, end := h.name, h.value, h.end
		if name = strings.TrimSpace(name); holdsCookies(name) && k.why == toReport {
			for _, t := range cookieTokens(value, name) {
				found = append(found, Token{end - len(value) + t.Start, end - len(value) + t.End, t.Kind, t.Name})
			}
		} else if isNameOf(name, value) && value != "" {
			from, name := behindScheme(value, name)
			if credential(name, value[from:]) && (k.why > toReport || reported(name, value[from:])) || k.why == toHide && literal(value[from:]) {
				found = append(found, Token{end - len(value) + from, end, Words(name), name})
			}
		}
	}
	return merged(append(found, tokens...))
}

// repeatsQuery reports whether a value is an address in one piece whose query is also in
// a list next to it.
func repeatsQuery(n jsontree.Node) bool {
	return n.Key().Is("raw") && n.Parent().Key().Is("url") && n.Parent().Get("query").Kind() == jsontree.Array
}

// repeatsUser reports whether a value is an address in one piece whose user and password
// are also next to it.
func repeatsUser(n jsontree.Node) bool {
	return n.Key().Is("raw") && n.Parent().Key().Is("url") && passwordOf(n.Parent()).Exists()
}

// passwordOf returns the string with the password of an address, which is a member or the
// second in a list.
func passwordOf(url jsontree.Node) jsontree.Node {
	if password := url.Get("auth", "password"); password.Kind() == jsontree.String {
		return password
	}
	for e := range url.Get("auth").Elements() {
		if isListedPassword(e) && e.Kind() == jsontree.String {
			return e
		}
	}
	return jsontree.Node{}
}

// Words returns a name as words in lower case: "client secret" for "clientSecret" and
// "client_secret".
func Words(name string) string { return strings.ReplaceAll(Snake(name), "_", " ") }

// Snake returns a name in the usual form of Postman variables: "client_secret" for
// "clientSecret", "x_api_key" for "X-Api-Key".
func Snake(name string) string {
	var b strings.Builder
	var last rune
	for i, r := range name {
		switch {
		case r >= 'A' && r <= 'Z':
			ends := last >= 'A' && last <= 'Z' && i+1 < len(name) && name[i+1] >= 'a' && name[i+1] <= 'z' // of "ID" in "IDToken"
			if last >= 'a' && last <= 'z' || last >= '0' && last <= '9' || ends {
				b.WriteByte('_')
			}
			b.WriteRune(r - 'A' + 'a')
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case r >= utf8.RuneSelf && unicode.IsLetter(r):
			b.WriteRune(unicode.ToLower(r))
		case b.Len() > 0 && last != '_':
			b.WriteByte('_')
			r = '_'
		}
		last = r
	}
	return strings.Trim(b.String(), "_")
}

// MaskText returns a text with the credentials in it masked, as [Tokens] finds them, and
// the numbers of secrets' names.
func MaskText(text string) string {
	var b strings.Builder
	done := 0
	for _, t := range tokens(text, toHide) {
		b.WriteString(text[done:t.Start])
		b.WriteString(Masked(text[t.Start:t.End]))
		done = t.End
	}
	return b.String() + text[done:]
}

// MaskValue returns the value of a name with the credentials in it masked: the whole
// value if the name is a secret's.
func MaskValue(name, value string) string {
	if isNameOf(name, value) && literal(value) {
		return Masked(value)
	}
	return MaskText(value)
}

// Masked returns a value that is masked as a whole, as [Edits] mask a secret.
func Masked(value string) string { return mask(0, len(value), value).Text }

// mostStars is the maximum number of "*" for one value in a message.
const mostStars = 8

// MaskedShort is like [Masked], for messages, in which positions do not matter: its
// length does not grow with the value's.
func MaskedShort(value string) string {
	masked := Masked(value)
	stars := strings.Count(masked, "*")
	if stars <= mostStars {
		return masked
	}
	return strings.Replace(masked, strings.Repeat("*", stars), strings.Repeat("*", mostStars), 1)
}
