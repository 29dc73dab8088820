package secret

import (
	"hash/maphash"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact/letters"
	"github.com/postwright/postwright/collection/redact/unescape"
)

// Token is a credential in a text: the bytes Start up to End.
type Token struct {
	Start, End int
	Kind       string // in words
	Name       string // its key; "" if only its format identifies it
}

// Tokens returns the recognizable credentials in a text that is not in a secret's place,
// such as a body, a script or a description: by their format, and as the values of
// secrets' names.
//
// The text is read once; patterns are tried only where one can start.
func Tokens(text string) []Token { return tokens(text, toReport) }

// purpose is why secrets are searched for, from narrow to wide.
type purpose int

const (
	toReport  purpose = iota // what owners agree on
	toSuspect                // also values that would be reported with another name or look
	toHide                   // also possible placeholders, and numbers
)

// tokens is like [Tokens], for a purpose. What is hidden is hidden in escapes, too.
func tokens(text string, why purpose) []Token {
	found := written(text, why)
	if why == toHide {
		if plain, ok := unescape.Text(text); ok {
			for _, t := range written(plain.Text, why) {
				t.Start, t.End = plain.At[t.Start], plain.At[t.End]
				found = append(found, t)
			}
		}
	}
	return merged(found)
}

// written returns the tokens in a text as it is written.
func written(text string, why purpose) []Token {
	s := scan{text: text, why: why}
	s.words()
	s.pivots()
	s.besideID()
	if why == toHide {
		s.hiddenAddresses()
		s.found = append(s.found, pathTokens(text)...)
		s.found = append(s.found, queryTokens(text, "& \t\r\n\"'`<>\\#", func(value string) bool { return literal(value) && !Placeholder(value) })...)
	} else {
		s.addresses()
	}
	return s.found
}

// known caches the tokens in the strings of one document, because a collection repeats
// many of them: headers, scripts, descriptions. Long ones take the most time, and are few.
// Of the short ones that share a slot it knows the last, so that it does not grow with the
// strings that are not repeated.
type known struct {
	why   purpose
	short []knownString // a power of two of them
	long  map[string][]Token
}

type knownString struct {
	raw    string // its JSON
	tokens []Token
}

// newKnown returns an empty cache for the strings among so many nodes.
func newKnown(nodes int, why purpose) *known {
	const fewest, most = 1 << 6, 1 << 14
	slots := fewest
	for slots < most && slots < nodes/16 {
		slots *= 2
	}
	return &known{why, make([]knownString, slots), map[string][]Token{}}
}

var knownSeed = maphash.MakeSeed()

// tokens returns the tokens in the text of a string.
func (k *known) tokens(n jsontree.Node) []Token {
	const shortestLong = 256
	raw := n.Raw()
	if len(raw) >= shortestLong {
		list, ok := k.long[raw]
		if !ok {
			list = tokens(n.Text(), k.why)
			k.long[raw] = list
		}
		return list
	}
	slot := &k.short[maphash.String(knownSeed, raw)%uint64(len(k.short))]
	if slot.raw != raw {
		*slot = knownString{raw, tokens(n.Text(), k.why)}
	}
	return slot.tokens
}

// merged returns tokens in the order of the text. Overlapping ones are joined, and named
// by their format.
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
	// The last values that were read, by what ends them.
	bare, pair, escaped span
	cookiesEnd          int // end of the last cookies
	noJWE               int // end of the last word that an encrypted token starts in but for its rest
}

// span is a part of the text.
type span struct{ start, end int }

func (s *scan) add(t Token) { s.found = append(s.found, t) }

// nameByte has the bytes of names in programs.
var nameByte = func() (table [256]bool) {
	for i := range table {
		c := byte(i)
		table[i] = letters.OrDigit(c) || c == '_' || c == '-' || c == '.' || c == '$' || c >= 0x80
	}
	return table
}()

// wordByte has letters and digits.
var wordByte = func() (table [256]bool) {
	for i := range table {
		table[i] = letters.OrDigit(byte(i))
	}
	return table
}()

// words visits the runs of name bytes: a token may start at one, and a value may follow.
func (s *scan) words() {
	text := s.text
	table := shapes.Get()
	before := "" // the word before, and one space
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
		if at < len(text) && (s.assigned(before, word, start, at) || s.why == toHide && s.typedBehind(word, at)) {
			continue
		}
		before = word
	}
}

// shaped finds a token of a known format that starts at the start of a run or after a
// separator inside it. It returns the token's end.
func (s *scan) shaped(table *shapeTable, start, end int) int {
	inWord := false // after a letter or digit
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

// window returns the number of bytes of a text to which a pattern is applied.
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
	if f.literal == putty && !strings.Contains(rest, puttyEnd) || f.literal == jwe && at < s.noJWE {
		return 0 // fast checks, because a file may have many such starts
	}
	m := f.pattern().FindStringIndex(rest[:min(len(rest), f.window())])
	if m == nil && f.literal == jwe {
		for s.noJWE = at; s.noJWE < len(s.text) && (wordByte[s.text[s.noJWE]] || strings.IndexByte("_-", s.text[s.noJWE]) >= 0); s.noJWE++ {
		}
	}
	if m == nil {
		return 0
	}
	value := rest[:m[1]]
	if len(rest) > m[1] && letters.OrDigit(rest[m[1]]) {
		// What seems to be padding may separate a key and its value: ?TOKEN=1.
		if value = strings.TrimRight(value, "="); len(value) == m[1] {
			return 0
		}
	}
	end := at + len(value)
	if f.literal == jwe && s.why == toReport && s.isPayload(at) {
		return end
	}
	if !invented(f.random(value)) && !strings.Contains(value, sampleClaims) && (s.why > toReport || !isSample(value)) {
		s.add(Token{Start: at, End: end, Kind: f.kind})
	}
	return end
}

// random returns the part of a token that is drawn at random. A slash may stand in a JSON
// Web Token, but in an address it is followed by the rest of the path, with any words.
func (f *shape) random(token string) string {
	token = token[len(f.literal):]
	if f.literal == "ey" {
		token, _, _ = strings.Cut(token, "/")
	}
	return token
}

// isPayload reports whether the token at an offset has the name of an encrypted message,
// which only its receiver can read and which gives no access.
func (s *scan) isPayload(at int) bool {
	const longest = 40
	before := strings.ToLower(s.text[max(0, at-longest):at])
	return strings.Contains(before, "encrypted") || strings.Contains(before, "payload") || strings.Contains(before, "cipher")
}

// invented reports whether a text is a placeholder for the random part of a token.
func invented(rest string) bool {
	const enough = 6 // a random token has more different characters
	different := letters.Different(rest)
	if strings.Trim(rest, digits+"-") == "" {
		return different < enough || monotonous(rest)
	}
	return different < enough || Placeholder(rest)
}

// sampleClaims is the start of the claims of the token in introductions to JSON Web
// Tokens.
const sampleClaims = ".eyJzdWIiOiIxMjM0NTY3ODkw"

// shortestPivot is the minimum length in bytes of such a token: Mailchimp's 32 digits,
// "-us" and a number.
const shortestPivot = 36

// pivots finds tokens in formats without a fixed start.
func (s *scan) pivots() {
	if len(s.text) < shortestPivot {
		return
	}
	for _, f := range pivotShapes.Get() {
		for from := 0; ; {
			i := strings.Index(s.text[from:], f.literal)
			if i < 0 {
				break
			}
			start := from + i
			from = start + len(f.literal)
			if start == 0 || !letters.OrDigit(s.text[start-1]) {
				continue // no such token has it: the bars of a table are many
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

// besideID finds the secret keys of AWS beside the IDs of access keys: 40 random bytes of
// base64, which nothing else identifies
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html).
func (s *scan) besideID() {
	const length = 40
	if !slices.ContainsFunc(s.found, func(t Token) bool { return t.Kind == awsID }) {
		return
	}
	inKey := func(c byte) bool { return wordByte[c] || c == '/' || c == '+' }
	for at := 0; at < len(s.text); at++ {
		start := at
		for at < len(s.text) && inKey(s.text[at]) {
			at++
		}
		if key := s.text[start:at]; len(key) == length && strings.Trim(key, "0123456789abcdefABCDEF") != "" && random(key) && !Placeholder(key) {
			s.add(Token{Start: start, End: at, Kind: "AWS secret key"})
		}
	}
}

// inAddress is the kind of a password before the host in an address.
const inAddress = "password in an address"

// addresses finds passwords in addresses, as in https://user:password@host.
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
