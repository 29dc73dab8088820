package secret

import (
	"encoding/base64"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/lazy"
)

// spaced reports whether a value may be a password with spaces, and no sentence: a few
// words, one of them with letters and digits.
func spaced(value string) bool {
	const most = 4
	if !strings.Contains(value, " ") || len(value) > longestName {
		return false
	}
	words := strings.Fields(value)
	return len(words) <= most && slices.ContainsFunc(words, func(word string) bool {
		return len(word) >= shortestMixed && strings.ContainsAny(word, lower+upper) && strings.ContainsAny(word, digits)
	})
}

// isShortPassword reports whether a value with letters and digits may be a password that is
// too short for other secrets.
func isShortPassword(v string) bool {
	return len(v) >= shortestMixed && len(v) < shortestCredible && strings.ContainsAny(v, digits) && strings.ContainsAny(v, lower+upper) && plausible(v) && !Placeholder(v)
}

// typed reports whether a word after the name of a password may be one, although it may
// also be code or prose: it has letters and digits, and either small letters and capitals
// or a mark that no name in code has.
func typed(v string) bool {
	return len(v) >= shortestMixed && len(v) <= longestName && !strings.Contains(v, ".") &&
		strings.ContainsAny(v, digits) && strings.ContainsAny(v, lower) &&
		strings.ContainsAny(v, upper+"!@#$%^*?~") && plausible(v) && !Placeholder(v)
}

// typedBehind hides a word that may be a password behind the name that ends at an offset,
// as people write it: "the password is Word1", "**Password:** `Word1`", "| pwd | Word1 |".
func (s *scan) typedBehind(name string, at int) bool {
	from, ok := pastMarks(s.text, at)
	if !ok || !IsName(name) || !isPassword(name) {
		return false
	}
	to := from
	for to < len(s.text) && s.text[to] > ' ' && !strings.ContainsRune("\"'`<>|,;()[]{}\\", rune(s.text[to])) {
		to++
	}
	word := strings.TrimRight(s.text[from:to], ".:*_")
	if !typed(word) {
		return false
	}
	s.add(Token{Start: from, End: to, Kind: Words(name), Name: name})
	return true
}

// pastMarks skips what separates a name from its value in a line of prose, Markdown or
// HTML. It returns false if nothing but space does.
func pastMarks(text string, at int) (int, bool) {
	const longest = 40
	end := min(len(text), at+longest)
	separated := false
	for at < end {
		rest := text[at:end]
		switch c := rest[0]; {
		case c == ' ', c == '\t', c == '*', c == '_', c == '"', c == '\'', c == '`':
			at++
		case c == ':', c == '=', c == '|', c == '-', c == '>', c == '(':
			separated = true
			at++
		case strings.HasPrefix(rest, "–"), strings.HasPrefix(rest, "—"):
			separated = true
			at += len("–")
		case strings.HasPrefix(rest, "is ") && text[at-1] == ' ':
			separated = true
			at += len("is ")
		case c == '<' && strings.IndexByte(rest, '>') > 0:
			at += strings.IndexByte(rest, '>') + 1
		default:
			return at, separated
		}
	}
	return at, false
}

// alternates reports whether a value has small letters, capitals and digits in no order in
// which people write words and numbers.
func alternates(v string) bool {
	const fewest = 3 // changes between the kinds; "Zeus123" has two
	kind := func(c byte) int {
		switch {
		case c >= '0' && c <= '9':
			return 1
		case c >= 'A' && c <= 'Z':
			return 2
		}
		return 3
	}
	changes := 0
	for i := 1; i < len(v); i++ {
		if kind(v[i]) != kind(v[i-1]) {
			changes++
		}
	}
	return changes >= fewest && strings.ContainsAny(v, lower) && strings.ContainsAny(v, upper)
}

// weakLogin reports whether a value is the user and password of Basic authentication (RFC
// 7617) with a password that people choose because they need not remember it: a word or
// nothing before a number. One that says that it stands for a password does not count.
func weakLogin(value string) bool {
	const shortest = 5
	_, password := login(value)
	if len(password) < shortest || strings.Trim(password, digits+lower+upper) != "" {
		return false
	}
	word := strings.TrimRight(strings.ToLower(password), digits)
	return len(word) < len(password) && !called.Has(word) && !placeholderWords.Has(word)
}

// sameLogin reports whether a value is a user and a password that are the same.
func sameLogin(value string) bool {
	user, password := login(value)
	return password != "" && strings.EqualFold(user, password)
}

// login returns the user and the password in a value of Basic authentication; none if it
// is no such value.
func login(value string) (user, password string) {
	plain, err := base64.StdEncoding.DecodeString(value)
	if err != nil {
		return "", ""
	}
	user, password, _ = strings.Cut(string(plain), ":")
	return user, password
}

// placeholderWords are words that stand for a password, with or without a number.
var placeholderWords = lazy.Words{Text: "test testing tester demo sample example dummy string user username login foo bar abc abcd xxx your my some any value mypassword yourpassword changeme"}

// placeholderLogin reports whether a value is the user and password of Basic
// authentication (RFC 7617) with a placeholder as the password.
func placeholderLogin(value string) bool {
	plain, err := base64.StdEncoding.DecodeString(value)
	if err != nil {
		return false
	}
	_, password, ok := strings.Cut(string(plain), ":")
	isText := utf8.Valid(plain) && strings.IndexFunc(string(plain), func(r rune) bool { return !unicode.IsPrint(r) }) < 0
	if !ok || !isText {
		return false
	}
	return password == "" || Placeholder(password) && !weak(password)
}
