package secret

import (
	"strings"
	"unicode/utf8"
)

// assigned looks after a name for the value it is given, as in
//
//	name = "value"    "name": "value"    Name: value    set("name", "value")
//	{key: "name", value: "value"}    -u name:value    <name>value</name>
//
// and keeps the value if it is a secret.
func (s *scan) assigned(before, word string, start, end int) bool {
	text := s.text
	switch word {
	case "-u", "--user":
		return s.userOption(end)
	case "-b", "--cookie":
		return s.inCurl(end) && s.cookies("Cookie", min(end+1, len(text)))
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
	if text[end] == '(' {
		return s.argument(word, end)
	}
	if start > 0 && text[start-1] == '>' && text[end] == '<' && (IsName(word) || isKeyName(word)) {
		return s.nextElement(word, end)
	}
	quoted := start > 0 && isQuote(text[start-1])
	if (quoted || start > 0 && text[start-1] == '=') && (IsName(word) || isKeyName(word)) && (quoted && s.valueBefore(word, start) || s.part(word, start, end)) {
		return true
	}
	next := text[end]
	if next != '"' && next != '\'' && next != '`' && next != ':' && next != '=' && next != ' ' && next != '\t' && next != '\\' && next != ']' {
		return false
	}
	at, ok := operator(text, end, quoted)
	if !ok {
		return false
	}
	if quoted && strings.HasPrefix(strings.TrimLeft(text[end:at], `\"'`+"`"), ",") && !opensList(text, start-1) {
		return false // one of many in a sentence or list, and not set("name", "value")
	}
	name := word
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:]
	}
	if strings.EqualFold(name, "key") && before != "" {
		name = before + " " + name
	}
	if start > 0 && (text[start-1] == '?' || text[start-1] == '&') && isQueryKey(word) {
		name = "api_key"
	}
	if !IsName(name) && !isKeyName(name) {
		return false
	}
	if holdsCookies(name) && s.cookies(name, at) {
		return true
	}
	if at < len(text) && text[at] == '[' {
		return s.list(name, at)
	}
	if strings.HasPrefix(text[at:], "- ") && isPlural(name) {
		return s.items(name, at)
	}
	if at < len(text) && text[at] == '{' && isPlural(name) {
		found, _ := s.members(name, at, func(string) bool { return true })
		return found
	}
	from, to, certain := s.value(at)
	if !certain {
		from, to, certain = s.fallback(name, at, from, to)
	}
	if !certain && isAuthorization(name) {
		from, to, certain = s.behindScheme(at, from, to)
	}
	between := text[end:at]
	if strings.Contains(between, ",") && certain && strings.HasPrefix(strings.TrimLeft(text[min(to+1, len(text)):], " \t"), ":") {
		return false // "name" is itself a value, and the next key follows
	}
	if between == "=" || between == "]=" {
		if stop := s.pairEnd(start, at); stop > at && s.isSecret(name, text[at:stop], true) {
			from, to, certain = at, stop, true
		}
	}
	if between == "=" && strings.Trim(word, upper+digits+"_") == "" && !strings.ContainsAny(judged(text[from:to]), "$.") {
		certain = true // a line of an environment: DB_PASSWORD=value
	}
	if !s.isSecret(name, text[from:to], certain) || s.why == toReport && name == "token" && IsUUID(text[from:to]) && inDownload(text, start, to) {
		return false
	}
	s.add(Token{Start: from, End: to, Kind: Words(name), Name: name})
	return true
}

// inDownload reports whether a query parameter, from start to end, belongs to a link to
// a public file, as [isDownload] does.
func inDownload(text string, start, end int) bool {
	const media, longest = "alt=media", 300
	before := text[max(0, start-longest):start]
	before = before[strings.LastIndexAny(before, " \t\r\n\"'<>(")+1:]
	return strings.Contains(before, "?"+media+"&") || strings.Contains(before, "&"+media+"&") ||
		strings.HasSuffix(before, "?") && strings.HasPrefix(text[end:], "&"+media)
}

// pairEnd returns the end of the value at an offset, if the pair whose name starts at
// start is in a query or a form, as in ?name=value&name=value; otherwise 0.
func (s *scan) pairEnd(start, at int) int {
	text := s.text
	inName := func(c byte) bool { return nameByte[c] || c == '[' || c == ']' }
	if start > 0 && text[start-1] == '[' {
		for first := max(start-longestTag, 1); start >= first && inName(text[start-1]); start-- { // of outer[name]=value
		}
	}
	before := text[:start]
	if strings.HasSuffix(before, "=") {
		return 0
	}
	end := s.until(&s.pair, at, "&#\"'`<>\\")
	if strings.HasSuffix(before, "?") || strings.HasSuffix(before, "&") || strings.HasSuffix(before, "&amp;") || strings.HasSuffix(before, "#") {
		return end
	}
	// Before the first pair of a form nothing identifies it, but another one follows.
	if end == len(text) || text[end] != '&' {
		return 0
	}
	next := end + 1
	for next < min(len(text), end+longestTag) && inName(text[next]) {
		next++
	}
	if next == end+1 || !strings.HasPrefix(text[next:], "=") || strings.HasPrefix(text[next:], "==") {
		return 0
	}
	return end
}

// longestTag is the maximum length of an XML tag, and of a name in a query.
const longestTag = 300

// cdata starts text in XML in which nothing is escaped.
const cdata = "<![CDATA["

// element returns the position of the text of an XML element whose name, without
// prefix, is the word from start to end, and reports whether the element holds only
// text.
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
	if start := from + len(text[from:]) - len(strings.TrimLeft(text[from:], " \t\r\n")); strings.HasPrefix(text[start:], cdata) {
		from = start + len(cdata)
		length := strings.Index(text[from:min(len(text), from+longestJudged)], "]]>")
		inner := text[from : from+max(length, 0)]
		from += len(inner) - len(strings.TrimLeft(inner, " \t\r\n"))
		return from, from + len(strings.TrimSpace(inner)), length > 0
	}
	length := strings.IndexByte(text[from:], '<')
	if length < 0 || !strings.HasPrefix(text[from+length:], "</") {
		return 0, 0, false
	}
	inner := text[from : from+length]
	from += len(inner) - len(strings.TrimLeft(inner, " \t\r\n"))
	return from, from + len(strings.TrimSpace(inner)), true
}

func isQuote(c byte) bool { return c == '"' || c == '\'' || c == '`' }

// operator skips the text between a name and its value. It returns false if no value
// follows.
func operator(text string, at int, quoted bool) (int, bool) {
	skip := func() {
		for at < len(text) && (text[at] == ' ' || text[at] == '\t') {
			at++
		}
	}
	closed := false
	if past := at + escapes(text, at); quoted && past < len(text) && isQuote(text[past]) {
		closed = true
		at = past + 1
	}
	called := closed && at < len(text) && text[at] == ')' // get("name") || "value"
	if at < len(text) && (text[at] == ']' || called) {
		at++
	}
	skip()
	if at == len(text) {
		return at, false
	}
	isOr := strings.HasPrefix(text[at:], "||") || strings.HasPrefix(text[at:], "??")
	if called && !isOr {
		return at, false
	}
	switch c := text[at]; {
	case isOr:
		at += len("||")
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

// pastValueKey skips the second key of {key: "name", value: …}, also of
// {ParameterKey: "name", ParameterValue: …}.
func pastValueKey(text string, at int) int {
	body := strings.TrimLeft(text[at:], " \t\r\n\"'\\")
	end := 0
	for end < len(body) && wordByte[body[end]] {
		end++
	}
	if end < len("value") || !strings.EqualFold(body[end-len("value"):end], "value") {
		return at
	}
	body = strings.TrimLeft(body[end:], `"'\ `)
	if !strings.HasPrefix(body, ":") {
		return at
	}
	return len(text) - len(body) + 1
}

// value returns the position of the value that starts at an offset, without quotes and
// without the scheme of an Authorization header. certain reports whether it is in quotes
// or follows a scheme; otherwise it may be code or prose.
func (s *scan) value(at int) (from, to int, certain bool) {
	text := s.text
	at = min(at, len(text)) // callers go past a value, which may have no closing quote
	if n := escapes(text, at); n > 0 && at+n < len(text) && isQuote(text[at+n]) {
		from = at + n + 1
		to = s.until(&s.escaped, from, `\`)
		certain = strings.HasPrefix(text[to:], text[at:from])
	} else if at < len(text) && isQuote(text[at]) {
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
		if strings.HasSuffix(text[from:to], ".") {
			to-- // of the sentence
		}
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

// until returns the offset of the first white space or stop from an offset on. It keeps
// the last result, because names and signs may follow each other without an end.
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

// longestJudged is the number of bytes of a value that decide whether it is a secret.
const longestJudged = 1 << 10

// A number is hidden if it has at least shortestNumber digits, because fewer are a count
// or a length, and at most longestNumber.
const (
	shortestNumber = 4
	longestNumber  = 64
)

// isSecret reports whether the value of a secret's or key's name is a secret.
func (s *scan) isSecret(name, value string, certain bool) bool {
	named := IsName(name)
	switch {
	case named && s.why == toHide && len(value) >= shortestNumber && len(value) <= longestNumber && strings.Trim(value, digits) == "":
		return !monotonous(value)
	case s.why == toHide && certain && isPassword(name) && (isShortPassword(value) || named && spaced(value)):
		return true
	case !credible(name, value, certain), !named && !isKey(value):
		return false
	}
	return s.why > toReport || reported(name, judged(value)) && !(IsUUID(value) && numbersSession(name))
}

// judged returns the part of a value that decides whether it is a secret. Several names in
// a run of characters have the same end of their values, and no value may be read for each.
func judged(value string) string {
	if len(value) <= longestJudged {
		return value
	}
	end := longestJudged
	for end > longestJudged-utf8.UTFMax && !utf8.RuneStart(value[end]) {
		end--
	}
	return value[:end]
}

// shortestCredible and shortestMixed are the minimum lengths of a secret in a text.
// shortestMixed is for passwords, where their characters say that they are some.
const (
	shortestCredible = 8
	shortestMixed    = 6
)

// credible reports whether the value of a secret's name is a secret. A value that may be
// code or prose must look random.
func credible(name, v string, certain bool) bool {
	if len(v) <= longestJudged && placeholderLogin(v) {
		return false
	}
	v = judged(v)
	if !certain {
		return random(v) && !strings.Contains(v, ".") && !Placeholder(v)
	}
	if isPassword(name) && len(v) >= shortestMixed && (weak(v) || len(v) < shortestCredible && isShortPassword(v) && alternates(v)) {
		return plausible(v)
	}
	return len(v) >= shortestCredible && plausible(v) && (strings.ContainsAny(v, digits) || strings.ToLower(v) != v) && !Placeholder(v)
}

// plausible reports whether a value can be a secret at all: it is not a sentence, address,
// expression, number or date.
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

// inCurl reports whether an offset is among the arguments of curl.
func (s *scan) inCurl(at int) bool { return strings.Contains(s.text[max(0, at-300):at], "curl") }

// userOption checks the user and password in an option of curl.
func (s *scan) userOption(at int) bool {
	if at < len(s.text) && (s.text[at] == ' ' || s.text[at] == '=') {
		at++
	}
	if !s.inCurl(at) {
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
