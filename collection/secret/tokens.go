package secret

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Token is a credential in a text: the bytes Start up to End.
type Token struct {
	Start, End int
	Kind       string // in words
	Name       string // under which it stands; "" where only its shape gives it away
}

// Tokens are the credentials that can be told in a text that is no place for
// one by itself, such as a body, a script or a description: by their shape, and
// where a name as of a secret is given a value.
//
// The text is read once; patterns are tried only where one can start.
func Tokens(text string) []Token { return tokens(text, false) }

// tokens are [Tokens]; where they are to be hidden, numbers are among them.
func tokens(text string, hide bool) []Token {
	s := scan{text: text, hide: hide}
	s.words()
	s.pivots()
	s.addresses()
	return merged(s.found)
}

// known are the tokens in the texts of one document. A collection has the same
// ones over and over: headers, scripts, descriptions.
type known struct {
	texts map[string][]Token
	hide  bool // what is found is to be hidden: what may only stand for a secret, too
}

func newKnown(hide bool) *known { return &known{map[string][]Token{}, hide} }

func (k *known) tokens(text string) []Token {
	const worthKnowing = 32 // bytes; a shorter text is read faster than looked up
	if len(text) < worthKnowing {
		return tokens(text, k.hide)
	}
	list, ok := k.texts[text]
	if !ok {
		list = tokens(text, k.hide)
		k.texts[text] = list
	}
	return list
}

// merged are tokens in the order of the text. Where two overlap they are one,
// which is called by its shape.
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
	hide  bool // numbers under a secret's name, too
	found []Token
	// The last values that were read, by what ends one.
	bare, pair span
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
		if at < len(text) && s.assigned(before, word, start, at) {
			continue
		}
		before = word
	}
}

// shaped looks for a token of a known format that starts at the start of a run
// or behind a mark inside it, and gives its end.
func (s *scan) shaped(table *[256][]*shape, start, end int) int {
	for at := start; at < end; at++ {
		if at > start && letterOrDigit(s.text[at-1]) || len(table[s.text[at]]) == 0 {
			continue
		}
		for _, f := range table[s.text[at]] {
			if at+1 == len(s.text) || f.start[1] != s.text[at+1] {
				continue
			}
			if stop := s.match(f, at); stop > 0 {
				return stop
			}
		}
	}
	return 0
}

// window is how much of a text is shown to a pattern.
func (f *shape) window() int {
	if f.start == "ey" || f.start[0] == '-' { // JSON Web Tokens and private keys
		return 16 << 10
	}
	return 2 << 10
}

func (s *scan) match(f *shape, at int) int {
	rest := s.text[at:]
	if !strings.HasPrefix(rest, f.start) {
		return 0
	}
	if at > 0 && f.start[0] == '-' && s.text[at-1] == '-' {
		return 0
	}
	m := f.pattern().FindStringIndex(rest[:min(len(rest), f.window())])
	if m == nil || len(rest) > m[1] && letterOrDigit(rest[m[1]]) {
		return 0
	}
	value := rest[:m[1]]
	if !invented(value[len(f.start):]) && !strings.Contains(value, sampleClaims) {
		s.add(Token{Start: at, End: at + m[1], Kind: f.kind})
	}
	return at + m[1]
}

// invented tells what stands in for the random part of a token.
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

// pivots looks for the formats that have no fixed start.
func (s *scan) pivots() {
	for _, f := range pivotShapes() {
		for from := 0; ; {
			i := strings.Index(s.text[from:], f.start)
			if i < 0 {
				break
			}
			start := from + i
			from = start + len(f.start)
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
		if ok && len(password) > 3 && !Placeholder(password) {
			s.add(Token{Start: start + len(user) + 1, End: start + at, Kind: inAddress})
		}
	}
}

// assigned looks behind a name for the value it is given, as in
//
//	name = "value"    "name": "value"    Name: value    set("name", "value")
//	{key: "name", value: "value"}    -u name:value    <name>value</name>
//
// and keeps the value if it is a secret.
func (s *scan) assigned(before, word string, start, end int) bool {
	text := s.text
	if word == "-u" || word == "--user" {
		return s.userOption(end)
	}
	if start > 0 && (text[start-1] == '<' || text[start-1] == ':') && (IsName(word) || isKeyName(word)) {
		if from, to, ok := element(text, start, end); ok {
			if !s.isSecret(word, text[from:to], true) {
				return false
			}
			s.add(Token{Start: from, End: to, Kind: Words(word), Name: word})
			return true
		}
	}
	next := text[end]
	if next != '"' && next != '\'' && next != '`' && next != ':' && next != '=' && next != ' ' && next != '\t' && next != '\\' && next != ']' {
		return false
	}
	quoted := start > 0 && isQuote(text[start-1])
	at, ok := operator(text, end, quoted)
	if !ok {
		return false
	}
	name := word
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:]
	}
	if strings.EqualFold(name, "key") && before != "" {
		name = before + " " + name
	}
	if !IsName(name) && !isKeyName(name) {
		return false
	}
	from, to, certain := s.value(at)
	between := text[end:at]
	if strings.Contains(between, ",") && certain && strings.HasPrefix(strings.TrimLeft(text[min(to+1, len(text)):], " \t"), ":") {
		return false // "name" is itself a value, and behind it stands the next key
	}
	if between == "=" || between == "]=" {
		if stop := s.pairEnd(start, at); stop > at && s.isSecret(name, text[at:stop], true) {
			from, to, certain = at, stop, true
		}
	}
	if !s.isSecret(name, text[from:to], certain) {
		return false
	}
	s.add(Token{Start: from, End: to, Kind: Words(name), Name: name})
	return true
}

// pairEnd is where the value at an offset ends, if the pair whose name starts at
// another stands in an address's query or a form, as in ?name=value&name=value;
// 0 otherwise.
func (s *scan) pairEnd(start, at int) int {
	text := s.text
	inName := func(c byte) bool { return nameByte[c] || c == '[' || c == ']' }
	if start > 0 && text[start-1] == '[' {
		for start--; start > 0 && inName(text[start-1]); start-- { // of outer[name]=value
		}
	}
	before := text[:start]
	if strings.HasSuffix(before, "=") {
		return 0
	}
	end := s.until(&s.pair, at, "&#\"'`<>\\")
	if strings.HasSuffix(before, "?") || strings.HasSuffix(before, "&") || strings.HasSuffix(before, "&amp;") {
		return end
	}
	// The first pair of a form has nothing before it that tells; another follows.
	if end == len(text) || text[end] != '&' {
		return 0
	}
	next := end + 1
	for next < len(text) && inName(text[next]) {
		next++
	}
	if next == end+1 || !strings.HasPrefix(text[next:], "=") || strings.HasPrefix(text[next:], "==") {
		return 0
	}
	return end
}

// longestTag is how far an XML element's tag may reach.
const longestTag = 300

// element is where the text of an XML element stands whose name, without prefix,
// is the word from start to end, and whether it is one that holds only text.
func element(text string, start, end int) (from, to int, ok bool) {
	before := start - 1
	if before > 0 && text[before] == ':' {
		for before--; before > 0 && nameByte[text[before]]; before-- {
		}
	}
	if before < 0 || text[before] != '<' {
		return 0, 0, false
	}
	tag := text[end:min(len(text), end+longestTag)]
	stop := strings.IndexAny(tag, "<>")
	if stop < 0 || tag[stop] == '<' || stop > 0 && (tag[stop-1] == '/' || tag[0] > ' ') {
		return 0, 0, false
	}
	from = end + stop + 1
	length := strings.IndexByte(text[from:], '<')
	if length < 0 || !strings.HasPrefix(text[from+length:], "</") {
		return 0, 0, false
	}
	inner := text[from : from+length]
	from += len(inner) - len(strings.TrimLeft(inner, " \t\r\n"))
	return from, from + len(strings.TrimSpace(inner)), true
}

func isQuote(c byte) bool { return c == '"' || c == '\'' || c == '`' }

// operator skips what stands between a name and its value. It is false where no
// value is given.
func operator(text string, at int, quoted bool) (int, bool) {
	skip := func() {
		for at < len(text) && (text[at] == ' ' || text[at] == '\t') {
			at++
		}
	}
	closed := false
	if quoted && at < len(text) && isQuote(text[at]) {
		closed = true
		at++
	}
	if at < len(text) && text[at] == ']' {
		at++
	}
	skip()
	if at == len(text) {
		return at, false
	}
	switch c := text[at]; {
	case c == ':' || c == '=':
		for at < len(text) && (text[at] == ':' || text[at] == '=' || text[at] == '>') {
			at++
		}
	case closed && c == ',':
		at++
		skip()
		at = pastValueKey(text, at)
	case closed && strings.HasPrefix(text[at:], "value="): // XML
		at += len("value=")
	default:
		return at, false
	}
	for at < len(text) && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r') {
		at++
	}
	return at, true
}

// pastValueKey skips the second key of {key: "name", value: …}.
func pastValueKey(text string, at int) int {
	body := strings.TrimLeft(text[at:], " \t\r\n\"'")
	if !strings.HasPrefix(body, "value") {
		return at
	}
	body = strings.TrimLeft(body[len("value"):], `"' `)
	if !strings.HasPrefix(body, ":") {
		return at
	}
	return len(text) - len(body) + 1
}

// value is where a value stands that starts at an offset, without quotes and
// without the scheme of an Authorization header. Certain is one that stands in
// quotes or behind a scheme; any other may as well be code or prose.
func (s *scan) value(at int) (from, to int, certain bool) {
	text := s.text
	if at < len(text) && isQuote(text[at]) {
		quote := text[at]
		from = at + 1
		for to = from; to < len(text) && text[to] != quote && text[to] != '\n'; to++ {
			if text[to] == '\\' {
				to++
			}
		}
		to = min(to, len(text))
		certain = to < len(text) && text[to] == quote
	} else {
		from, to = at, s.bareEnd(at)
		for _, scheme := range schemes {
			if strings.EqualFold(text[from:to], strings.TrimSpace(scheme)) && to < len(text) && text[to] == ' ' {
				from = to + 1
				to = s.bareEnd(from)
				certain = true
				break
			}
		}
	}
	from += len(text[from:to]) - len(withoutScheme(text[from:to]))
	return from, to, certain
}

func (s *scan) bareEnd(at int) int { return s.until(&s.bare, at, `"'`+"`"+`<>&;,(){}[]\`) }

// until is where, from an offset on, the first blank or stop is. It keeps what it
// read last: names and signs may follow each other without an end.
func (s *scan) until(last *span, at int, stops string) int {
	if at >= last.start && at < last.end {
		return last.end
	}
	end := at
	for end < len(s.text) && s.text[end] > ' ' && strings.IndexByte(stops, s.text[end]) < 0 {
		end++
	}
	*last = span{at, end}
	return end
}

// longestJudged is how much of a value is looked at to tell whether it is a secret.
const longestJudged = 1 << 10

// A number is hidden that has at least shortestNumber digits, as fewer are a count
// or a length, and at most longestNumber.
const (
	shortestNumber = 4
	longestNumber  = 64
)

// isSecret tells whether a value is a secret under the name of one, or of a key.
func (s *scan) isSecret(name, value string, certain bool) bool {
	switch {
	case !IsName(name):
		return credible(value, certain) && isKey(value)
	case s.hide && len(value) >= shortestNumber && len(value) <= longestNumber && strings.Trim(value, digits) == "":
		return !monotonous(value)
	}
	return credible(value, certain)
}

// credible tells whether a value under a secret's name is a secret. What may as
// well be code or prose must look drawn by lot.
func credible(v string, certain bool) bool {
	if len(v) > longestJudged {
		end := longestJudged
		for end > longestJudged-utf8.UTFMax && !utf8.RuneStart(v[end]) {
			end--
		}
		v = v[:end]
	} else if placeholderLogin(v) {
		return false
	}
	if !certain {
		return random(v) && !strings.Contains(v, ".") && !Placeholder(v)
	}
	return len(v) >= 8 && plausible(v) && (strings.ContainsAny(v, digits) || strings.ToLower(v) != v) && !Placeholder(v)
}

// plausible tells whether a value can be a secret at all: no sentence, no
// address, no expression, no number, no date.
func plausible(v string) bool {
	switch {
	case strings.ContainsAny(v, " \t\n\r"),
		strings.Contains(v, "://"),
		strings.Trim(v, digits+"-:.TZ/+") == "" && len(v) < 40,
		strings.HasPrefix(v, "#"), strings.HasPrefix(v, "/") && !random(v), strings.HasPrefix(v, "$."):
		return false
	}
	return true
}

// userOption looks at the user and password that curl is given.
func (s *scan) userOption(at int) bool {
	if at < len(s.text) && (s.text[at] == ' ' || s.text[at] == '=') {
		at++
	}
	if !strings.Contains(s.text[max(0, at-300):at], "curl") {
		return false
	}
	from, to, _ := s.value(at)
	user, password, ok := strings.Cut(s.text[from:to], ":")
	if !ok || len(password) < 4 || Placeholder(password) {
		return false
	}
	s.add(Token{Start: from + len(user) + 1, End: to, Kind: "password"})
	return true
}
