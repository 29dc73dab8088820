package secret

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/lazy"
)

// This file has the ways, other than a name next to a value, in which texts contain a
// secret.

// escapes returns the number of backslashes at an offset.
func escapes(text string, at int) int {
	n := at
	for n < len(text) && text[n] == '\\' {
		n++
	}
	return n - at
}

// opensList reports whether a quote is the first of a call's arguments or a list.
func opensList(text string, quote int) bool {
	before := strings.TrimRight(text[max(0, quote-300):quote], " \t\r\n\\")
	return before != "" && strings.IndexByte("([{:", before[len(before)-1]) >= 0
}

// secretAt adds the value of a name, from one offset to another, if it is a secret.
func (s *scan) secretAt(name string, from, to int) bool {
	if from >= to || !s.isSecret(name, s.text[from:to], true) {
		return false
	}
	s.add(Token{Start: from, End: to, Kind: Words(name), Name: name})
	return true
}

// mostListed is the maximum number of values of a list that are checked.
const mostListed = 100

// list checks the values of a list, as in "tokens": ["a", "b"], of lists in it, and of its
// objects, as in "secrets": [{"value": "a"}].
func (s *scan) list(name string, at int) (found bool) {
	depth := 0
	for range mostListed {
		for at < len(s.text) && strings.IndexByte(" \t\r\n,[]", s.text[at]) >= 0 {
			switch s.text[at] {
			case '[':
				depth++
			case ']':
				if depth--; depth == 0 {
					return found
				}
			}
			at++
		}
		if at < len(s.text) && s.text[at] == '{' && isPlural(name) {
			in, end := s.members(name, at, func(key string) bool { return strings.EqualFold(key, "value") })
			found = found || in
			if end == at {
				return found
			}
			at = end
			continue
		}
		from, to, certain := s.value(at)
		if !certain {
			return found
		}
		found = s.secretAt(name, from, to) || found
		at = to + escapes(s.text, to) + len(`"`)
	}
	return found
}

// items checks the values of a list in YAML, from its first "- " on.
func (s *scan) items(name string, at int) (found bool) {
	for range mostListed {
		from, to, _ := s.value(at + len("- "))
		if random(s.text[from:to]) {
			found = s.secretAt(name, from, to) || found
		}
		if to < len(s.text) && isQuote(s.text[to]) {
			to++
		}
		at = to + len(s.text[to:]) - len(strings.TrimLeft(s.text[to:], " \t\r\n"))
		if !strings.HasPrefix(s.text[at:], "- ") {
			break
		}
	}
	return found
}

// nextElement checks the XML element after the one whose text is a name, as in
// <name>password</name><value>…</value>. The name's text ends at an offset.
func (s *scan) nextElement(name string, end int) bool {
	const longest = 100
	text := s.text[end:min(len(s.text), end+longest)]
	_, rest, closes := strings.Cut(text, ">")
	if !closes || !strings.HasPrefix(text, "</") {
		return false
	}
	start := end + len(text) - len(strings.TrimLeft(rest, " \t\r\n"))
	stop := start + 1
	for stop < len(s.text) && wordByte[s.text[stop]] {
		stop++
	}
	if stop >= len(s.text) || s.text[start] != '<' {
		return false
	}
	switch strings.ToLower(s.text[start+1 : stop]) {
	case "value", "val", "string":
		from, to, ok := element(s.text, start+1, stop)
		return ok && s.secretAt(name, from, to)
	}
	return false
}

// isPlural reports whether a name is that of several secrets.
func isPlural(name string) bool {
	name = strings.ToLower(name)
	for _, ending := range []string{"passwords", "secrets", "tokens", "keys", "pwds"} {
		if strings.HasSuffix(name, ending) {
			return true
		}
	}
	return false
}

// members checks the values of an object whose keys are wanted, as in "passwords":
// {"admin": "a", "guest": "b"}. It returns the offset behind the object, or that of the
// object where it cannot be read.
func (s *scan) members(name string, object int, wanted func(key string) bool) (found bool, end int) {
	at := object
	blanks := func() {
		for at < len(s.text) && strings.IndexByte(" \t\r\n", s.text[at]) >= 0 {
			at++
		}
	}
	for range mostListed {
		at++ // skip the brace, or a comma
		blanks()
		start, to, certain := s.value(at)
		if !certain {
			return found, object
		}
		key := s.text[start:to]
		at = to + escapes(s.text, to) + len(`"`)
		blanks()
		if at >= len(s.text) || s.text[at] != ':' {
			return found, object
		}
		at++
		blanks()
		from, to, certain := s.value(at)
		switch {
		case certain:
			found = wanted(key) && s.secretAt(name, from, to) || found
			at = to + escapes(s.text, to) + len(`"`)
		case to > at: // a number, or another word without quotes
			at = to
		default:
			return found, object
		}
		blanks()
		if at >= len(s.text) || s.text[at] != ',' {
			break
		}
	}
	if at < len(s.text) && s.text[at] == '}' {
		return found, at + 1
	}
	return found, object
}

// fallback returns the position of the literal after an expression, as in
//
//	password = get("password") || "value"
//	password = given ? given : "value"
func (s *scan) fallback(name string, at, from, to int) (int, int, bool) {
	const longest = 200
	if at >= len(s.text) || isQuote(s.text[at]) {
		return from, to, false
	}
	line := s.text[at:min(len(s.text), at+longest)]
	if end := strings.IndexAny(line, "\r\n;"); end >= 0 {
		line = line[:end]
	}
	i := max(strings.LastIndex(line, "||"), strings.LastIndex(line, "??"))
	if i >= 0 {
		i += len("||")
	} else if i = strings.LastIndex(line, ": ") + len(":"); i < len(": ") || !strings.Contains(line[:i], "? ") {
		return from, to, false
	}
	rest := line[i:]
	start := at + len(line) - len(strings.TrimLeft(rest, " "))
	if a, b, certain := s.value(start); certain {
		return a, b, true
	}
	return from, to, false
}

// behindScheme returns the position of the one word after an unknown scheme of an
// Authorization header.
func (s *scan) behindScheme(at, from, to int) (int, int, bool) {
	if to >= len(s.text) || s.text[to] != ' ' || to == at || strings.Trim(s.text[at:to], lower+upper+"-_") != "" {
		return from, to, false
	}
	end := s.bareEnd(to + 1)
	if end == len(s.text) || s.text[end] != ' ' && s.text[end] != ',' {
		return to + 1, end, true
	}
	return from, to, false
}

// valueBeforeKey matches text that ends where the name in {value: "…", key: "name"}
// starts. An upper limit of the value's length would make it a hundred times as large.
var valueBeforeKey = lazy.Regexp{Expr: `(?i)["']?value["']?\s*:\s*["']([^"'\n]{6,})["']\s*,\s*["']?(?:key|name)["']?\s*:\s*["']$`}

// valueBefore finds the value of a name before it.
func (s *scan) valueBefore(name string, start int) bool {
	const longest, longestValue = 400, 300
	first := max(0, start-longest)
	before := s.text[first:start]
	if i := strings.LastIndexByte(before, ','); i < 0 || !strings.Contains(before[i:], ":") {
		return false
	}
	m := valueBeforeKey.Get().FindStringSubmatchIndex(before)
	return m != nil && utf8.RuneCountInString(before[m[2]:m[3]]) <= longestValue && s.secretAt(name, first+m[2], first+m[3])
}

// part checks the part of a multipart body with a name (RFC 7578).
func (s *scan) part(name string, start, end int) bool {
	text := s.text
	const longest = 300
	line := text[max(0, start-longest):start]
	line = line[strings.LastIndexByte(line, '\n')+1:]
	if !strings.Contains(line, "form-data") || !strings.HasSuffix(line, `name="`) && !strings.HasSuffix(line, "name=") {
		return false
	}
	rest := text[end:min(len(text), end+longest)]
	for _, blank := range []string{"\r\n\r\n", "\n\n"} {
		if i := strings.Index(rest, blank); i >= 0 {
			from := end + i + len(blank)
			to := from
			for to < len(text) && to < from+longestJudged && text[to] != '\r' && text[to] != '\n' {
				to++
			}
			return s.secretAt(name, from, to)
		}
	}
	return false
}

// cookies checks the cookies in a header in a text.
func (s *scan) cookies(name string, at int) bool {
	if at < s.cookiesEnd {
		return false // among cookies that were checked already
	}
	rest := s.text[at:min(len(s.text), at+4*longestJudged)]
	stops := "\"'`\r\n"
	if rest != "" && isQuote(rest[0]) {
		stops = rest[:1] + "\r\n"
		rest = rest[1:]
		at++
	}
	if end := strings.IndexAny(rest, stops); end >= 0 {
		rest = rest[:end]
	}
	s.cookiesEnd = at + len(rest)
	found := cookieTokens(rest, name)
	for _, t := range found {
		s.add(Token{at + t.Start, at + t.End, t.Kind, t.Name})
	}
	return len(found) > 0
}

// shortestSchemed is the minimum length of a word after "Bearer" that is a token.
const shortestSchemed = 16

// schemed finds a credential after the name of a scheme, as in
//
//	`Bearer value`    "Bearer " + "value"
func (s *scan) schemed(word string, start, end int) bool {
	text := s.text
	if text[end] != ' ' || !isScheme(word) {
		return false
	}
	from, to := end+1, 0
	quoted := start > 0 && isQuote(text[start-1])
	if quoted && from < len(text) && text[from] == text[start-1] {
		rest := strings.TrimLeft(text[from+1:min(len(text), from+20)], " ")
		if !strings.HasPrefix(rest, "+") {
			return false
		}
		i := strings.IndexAny(text[from+1:min(len(text), from+20)], `"'`+"`")
		if i < 0 {
			return false
		}
		var certain bool
		if from, to, certain = s.value(from + 1 + i); !certain {
			return false
		}
	} else {
		to = s.bareEnd(from)
	}
	value := text[from:to]
	if strings.EqualFold(word, "basic") {
		plain, err := base64.StdEncoding.DecodeString(value)
		if err != nil || !strings.Contains(string(plain), ":") {
			return false
		}
	} else if len(value) < shortestSchemed || !strings.ContainsAny(value, digits) || !quoted && !random(value) {
		return false
	}
	return s.secretAt("access_token", from, to)
}

func isScheme(word string) bool {
	for _, scheme := range schemes {
		if len(word) == len(scheme)-1 && strings.EqualFold(word, scheme[:len(word)]) {
			return true
		}
	}
	return false
}

// literalText is a string in a program: the index of its argument, and whether it is
// more than a name that is looked up.
type literalText struct {
	argument, from, to int
	direct             bool
}

// arguments returns the strings in the arguments of a call, from its opening bracket on.
func (s *scan) arguments(at int) (list []literalText) {
	const longest = 600
	text := s.text
	argument, direct := 0, []bool{}
	for stop := min(len(text), at+longest); at < stop; at++ {
		switch c := text[at]; {
		case c == '(' || c == '[' || c == '{':
			inner := len(direct) == 0 || direct[len(direct)-1] && strings.HasSuffix(text[:at], "parse")
			direct = append(direct, inner)
		case c == ')' || c == ']' || c == '}':
			if direct = direct[:len(direct)-1]; len(direct) == 0 {
				return list
			}
		case c == ',' && len(direct) == 1:
			argument++
		case isQuote(c):
			from, to, certain := s.value(at)
			if !certain {
				return list
			}
			list = append(list, literalText{argument, from, to, direct[len(direct)-1]})
			at = to
		}
	}
	return list
}

// argument finds the key of a signature or encryption, and the password that is encoded
// for Basic authentication, among the arguments of a call.
func (s *scan) argument(word string, at int) bool {
	lowered := strings.ToLower(word)
	name := lowered[strings.LastIndexByte(lowered, '.')+1:]
	keyed := strings.HasPrefix(name, "hmac")
	signs := keyed || name == "createhmac" ||
		name == "sign" && (strings.Contains(lowered, "jwt") || strings.Contains(lowered, "jws")) ||
		(name == "encrypt" || name == "decrypt") && strings.Contains(lowered, "cryptojs")
	encodes := name == "btoa" || lowered == "buffer" || name == "from" && strings.Contains(lowered, "buffer") || name == "parse" && strings.Contains(lowered, "utf8") ||
		name == "encode" && strings.Contains(lowered, "base64")
	if !signs && !encodes {
		return false
	}
	found, colon := false, false
	for _, l := range s.arguments(at) {
		value := s.text[l.from:l.to]
		switch {
		case !l.direct:
		case signs && (keyed || l.argument > 0):
			found = s.secretAt("secret", l.from, l.to) || found
		case encodes && colon:
			found = s.secretAt("password", l.from, l.to) || found
		case encodes:
			user, password, ok := strings.Cut(value, ":")
			if colon = ok && password == ""; ok && !colon {
				found = s.secretAt("password", l.from+len(user)+1, l.to) || found
			}
		}
	}
	return found
}
