package secret

import (
	"slices"
	"strings"
)

// Token is a credential in a text: the bytes Start up to End.
type Token struct {
	Start, End int
	Kind       string // in words
	Name       string // under which it stands; "" where only its shape gives it away
}

// Tokens returns the credentials that can be recognized in a text that is no place for
// one by itself, such as a body, a script or a description: by their shape, and
// where a name as of a secret is given a value.
//
// The text is read once; patterns are tried only where one can start.
func Tokens(text string) []Token { return tokens(text, toReport) }

// purpose is what secrets are looked for, from narrow to wide.
type purpose int

const (
	toReport  purpose = iota // what owners agree on
	toSuspect                // also what another name or value would make one
	toHide                   // also what may only stand for a secret, and numbers
)

// tokens returns [Tokens] for a purpose.
func tokens(text string, why purpose) []Token {
	s := scan{text: text, why: why}
	s.words()
	s.pivots()
	if why == toHide {
		s.hiddenAddresses()
		s.found = append(s.found, queryTokens(text, "& \t\r\n\"'`<>\\#", func(value string) bool { return literal(value) && !Placeholder(value) })...)
	} else {
		s.addresses()
	}
	return merged(s.found)
}

// known are the tokens in the texts of one document. A collection has the same
// ones over and over: headers, scripts, descriptions.
type known struct {
	texts map[string][]Token
	why   purpose
}

func newKnown(why purpose) *known { return &known{map[string][]Token{}, why} }

func (k *known) tokens(text string) []Token {
	const worthKnowing = 32 // bytes; a shorter text is read faster than looked up
	if len(text) < worthKnowing {
		return tokens(text, k.why)
	}
	list, ok := k.texts[text]
	if !ok {
		list = tokens(text, k.why)
		k.texts[text] = list
	}
	return list
}

// merged returns tokens in the order of the text. Two that overlap become one, which is
// called by its shape.
func merged(found []Token) []Token {
	slices.SortStableFunc(found, func(a, b Token) int { return a.Start - b.Start })
	var list []Token
	for _, t := range found {
		if n := len(list); n > 0 && t.Start < list[n-1].End {
			last := &list[n-1]
			last.End = max(last.End, t.End)
			if t.Name == "" {
				last.Kind = t.Kind
			} else if last.Name == "" {
				last.Name = t.Name
			}
			continue
		}
		list = append(list, t)
	}
	return list
}

type scan struct {
	text  string
	why   purpose
	found []Token
	// The last values that were read, by what ends one.
	bare, pair, escaped span
	cookiesEnd          int // of the last cookies
}

// span is a part of the text.
type span struct{ start, end int }

func (s *scan) add(t Token) { s.found = append(s.found, t) }

// nameByte are the bytes of names as programs write them.
var nameByte = func() (table [256]bool) {
	for i := range table {
		c := byte(i)
		table[i] = letterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == '$' || c >= 0x80
	}
	return table
}()

// wordByte are letters and digits.
var wordByte = func() (table [256]bool) {
	for i := range table {
		table[i] = letterOrDigit(byte(i))
	}
	return table
}()

// words goes through the runs of name bytes: a token may start where one does,
// and a value may follow.
func (s *scan) words() {
	text := s.text
	table := shapes()
	before := "" // the word before, and one blank
	for at := 0; at < len(text); {
		if !nameByte[text[at]] {
			if text[at] != ' ' || at == 0 || !nameByte[text[at-1]] {
				before = ""
			}
			at++
			continue
		}
		start := at
		for at < len(text) && nameByte[text[at]] {
			at++
		}
		if end := s.shaped(table, start, at); end > at {
			at = min(end, len(text))
			continue
		}
		word := text[start:at]
		if at < len(text) && s.schemed(word, start, at) {
			continue
		}
		if at < len(text) && s.assigned(before, word, start, at) {
			continue
		}
		before = word
	}
}

// shaped looks for a token of a known format that starts at the start of a run
// or behind a mark inside it, and gives its end.
func (s *scan) shaped(table *shapeTable, start, end int) int {
	inWord := false // behind a letter or digit
	for at := start; at < end && at+1 < len(s.text); at++ {
		c := s.text[at]
		begins := !inWord && table.begins[c][s.text[at+1]]
		inWord = wordByte[c]
		if !begins {
			continue
		}
		for _, f := range table.byFirst[c] {
			if f.literal[1] != s.text[at+1] {
				continue
			}
			if stop := s.match(f, at); stop > 0 {
				return stop
			}
		}
	}
	return 0
}

// window returns how many bytes of a text are shown to a pattern.
func (f *shape) window() int {
	if f.literal == "ey" || f.literal == jwe || f.literal[0] == '-' || f.literal == putty { // JSON Web Tokens and private keys
		return 16 << 10
	}
	return 2 << 10
}

func (s *scan) match(f *shape, at int) int {
	rest := s.text[at:]
	if !strings.HasPrefix(rest, f.literal) {
		return 0
	}
	if at > 0 && f.literal[0] == '-' && s.text[at-1] == '-' {
		return 0
	}
	rest = rest[:min(len(rest), f.window()+1)]
	if f.literal == putty && !strings.Contains(rest, puttyEnd) {
		return 0 // said at once, as a file may have many such starts
	}
	m := f.pattern().FindStringIndex(rest[:min(len(rest), f.window())])
	if m == nil || len(rest) > m[1] && letterOrDigit(rest[m[1]]) {
		return 0
	}
	value := rest[:m[1]]
	if f.literal == jwe && s.why == toReport && s.isPayload(at) {
		return at + m[1]
	}
	if !invented(value[len(f.literal):]) && !strings.Contains(value, sampleClaims) && (s.why > toReport || !isSample(value)) {
		s.add(Token{Start: at, End: at + m[1], Kind: f.kind})
	}
	return at + m[1]
}

// isPayload reports whether what starts at an offset has the name of a message
// that was encrypted: only its receiver can read it, and it lets nobody in.
func (s *scan) isPayload(at int) bool {
	const longest = 40
	before := strings.ToLower(s.text[max(0, at-longest):at])
	return strings.Contains(before, "encrypted") || strings.Contains(before, "payload") || strings.Contains(before, "cipher")
}

// invented reports whether a text only takes the place of the random part of a token.
func invented(rest string) bool {
	const enough = 6 // fewer different characters are no random token
	var seen [256]bool
	different := 0
	for i := range len(rest) {
		if !seen[rest[i]] {
			seen[rest[i]] = true
			different++
		}
	}
	if strings.Trim(rest, digits+"-") == "" {
		return different < enough || monotonous(rest)
	}
	return different < enough || Placeholder(rest)
}

// sampleClaims start the claims of the token that introductions to JSON Web
// Tokens show.
const sampleClaims = ".eyJzdWIiOiIxMjM0NTY3ODkw"

// shortestPivot is how many bytes such a token has at least: Mailchimp's 32 digits, "-us"
// and a number.
const shortestPivot = 36

// pivots looks for the formats that have no fixed start.
func (s *scan) pivots() {
	if len(s.text) < shortestPivot {
		return
	}
	for _, f := range pivotShapes() {
		for from := 0; ; {
			i := strings.Index(s.text[from:], f.literal)
			if i < 0 {
				break
			}
			start := from + i
			from = start + len(f.literal)
			if start == 0 || !letterOrDigit(s.text[start-1]) {
				continue // as no such token has it: the bars of a table are many
			}
			for start > 0 && (nameByte[s.text[start-1]] || s.text[start-1] == '~') && from-start < 64 {
				start--
			}
			rest := s.text[start:]
			m := f.pattern().FindStringIndex(rest[:min(len(rest), f.window())])
			if m != nil && start+m[1] >= from && !invented(rest[:m[1]]) {
				s.add(Token{Start: start, End: start + m[1], Kind: f.kind})
			}
		}
	}
}

// inAddress is the kind of a password before the host of an address.
const inAddress = "password in an address"

// addresses looks for passwords in addresses, as in https://user:password@host.
func (s *scan) addresses() {
	for from := 0; ; {
		i := strings.Index(s.text[from:], "://")
		if i < 0 {
			return
		}
		start := from + i + len("://")
		from = start
		end := start
		for end < len(s.text) && s.text[end] > ' ' && !strings.ContainsRune(`/?#"'<>\`+"`", rune(s.text[end])) {
			end++
		}
		at := strings.LastIndexByte(s.text[start:end], '@')
		if at < 0 {
			continue
		}
		user, password, ok := strings.Cut(s.text[start:start+at], ":")
		isNumber := len(password) >= shortestSecret && strings.Trim(password, digits) == "" && !monotonous(password)
		if ok && user != "mailto" && len(password) > 3 && (isNumber || !Placeholder(password)) {
			s.add(Token{Start: start + len(user) + 1, End: start + at, Kind: inAddress})
		}
	}
}
