package secret

import (
	"math"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/redact/letters"
)

// stand has the words of which placeholders consist.
var stand = lazy.Words{Text: `
	your yours my mine some any the a an our this here
	example examples sample dummy fake mock demo placeholder template test testing foo bar baz lorem ipsum
	change changeme change_me replace replaceme insert enter put paste fill add set use todo fixme tbd
	redacted removed hidden masked omitted none null nil undefined empty blank unknown default
	string text value values word number integer boolean true false yes no on off
	random secret secrets password passwd pass pwd passphrase token tokens key keys api apikey access auth authorization
	bearer basic client credential credentials id refresh user username login email code session cookie jwt oauth
	oauth2 admin root private public app application
	new old current confirm confirmed super special hello world must be setme
	goes from get generated provided by for of to in with and or is xxx xxxx abc abcd
`}

// standInside has marks of placeholders that are too long to occur in a random value by
// chance.
var standInside = []string{"example", "placeholder", "changeme", "replaceme", "your_", "your-", "redacted", "_here", "-here"}

// Placeholder reports whether a value is a placeholder for a secret: a reference such as
// {{token}} or ${TOKEN}, <token>, your-api-key, xxxx, 1234567890, "...".
func Placeholder(value string) bool {
	value = strings.TrimSpace(withoutReferences(value))
	value = strings.TrimSpace(withoutScheme(value + " "))
	if value == "" || bracketed(value) {
		return true
	}
	lower := strings.ToLower(value)
	for _, word := range standInside {
		if strings.Contains(lower, word) {
			return true
		}
	}
	return monotonous(lower) || onlyStandIns(value) || published.Has(value)
}

// published has secrets that are printed in specifications and manuals, and copied from
// there: RFC 5849, RFC 6749 and RFC 6750, Hawk's manual, Postman Echo.
var published = lazy.Words{Text: `
	kd94hf93k423kf44 pfkkdhi9sl3r4s00 dpf43f3p2l4k3l03 nnch734d00sl2jdk hh5s93j4hdidpola hdhd0244k9j7ao03 j49sk3j29djd dh893hdasih9
	gX1fBat3bV 7Fjfp0ZBr1KtDRbnfVdmIw 2YotnFZFEjr1zCsicMWpAA tGzv3JOkF0XG5Qx2TlKWIA SplxlOBeZQQYbYS6WxSbIA mF_9.B5f-4.1JqM vF9dft4qmT
	werxhqb98rpaxn39848xrunpaw3489ruxnpa98w4rxn ssh-secret
`}

// withoutReferences returns a value without its {{variables}}.
func withoutReferences(value string) string {
	if !strings.Contains(value, "{{") {
		return value
	}
	var b strings.Builder
	done := 0
	for r := range collection.References(value) {
		b.WriteString(value[done:r.Start])
		done = r.End
	}
	return b.String() + value[done:]
}

// bracketed reports whether a value is in brackets, as in <token>, [token], ${token} or
// %token%, or starts like an environment variable or path variable.
func bracketed(value string) bool {
	first, last := value[0], value[len(value)-1]
	switch {
	case first == '<' && last == '>', first == '[' && last == ']', first == '{' && last == '}',
		first == '(' && last == ')', first == '%' && last == '%' && len(value) > 1,
		first == '_' && last == '_' && !strings.ContainsAny(value, digits):
		return true
	case first == '$':
		return strings.HasPrefix(value, "${") || strings.Trim(value[1:], upper+"_") == "" || strings.HasPrefix(value, "$(")
	case first == ':':
		return len(value) > 1 && strings.Trim(value[1:], lower+upper+"_") == ""
	case first == '<':
		return strings.Contains(value, ">") && !strings.ContainsAny(value, "0123456789")
	}
	return strings.Contains(value, "...") || strings.Contains(value, "…")
}

const (
	lower  = "abcdefghijklmnopqrstuvwxyz"
	upper  = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits = "0123456789"
)

// monotonous reports whether a text has few different characters, or characters in
// sequence: "xxxx", "********", "abc123", "1234567890".
func monotonous(text string) bool {
	var seen [256]bool
	different, counted, inOrder := 0, 0, 0
	var last byte
	for i := range len(text) {
		c := text[i]
		if !letters.OrDigit(c) && c < 0x80 {
			continue
		}
		if counted > 0 && (c == last+1 || c == last || last == '9' && c == '0' || last == '0' && c == '1' || last == '9' && c == 'a' || last == 'z' && c == '0') {
			inOrder++
		}
		if !seen[c] {
			seen[c] = true
			different++
		}
		last = c
		counted++
	}
	return different <= 2 && (counted > 3 || different == 0) || different <= 3 && counted >= 12 || counted > 4 && inOrder*5 >= (counted-1)*3
}

// onlyStandIns reports whether a value consists of placeholder words and small numbers.
func onlyStandIns(value string) bool {
	for _, word := range strings.FieldsFunc(value, func(r rune) bool { return r < 0x80 && !letters.OrDigit(byte(r)) }) {
		if !standIn(word) {
			return false
		}
	}
	return true
}

func standIn(word string) bool {
	word = strings.TrimRight(word, digits)
	if word == "" {
		return true
	}
	if stand.Has(strings.ToLower(word)) {
		return true
	}
	// Words run together: camelCase, and "mypassword".
	return len(word) <= longestName && runTogether(strings.ToLower(word), stand.Get())
}

// runTogether reports whether a word consists of words from the sets, each of at least
// two letters.
func runTogether(word string, sets ...map[string]bool) bool {
	const longest = 13
	ends := make([]bool, len(word)+1) // whether such words can end there
	ends[0] = true
	for end := 2; end <= len(word); end++ {
		for start := max(0, end-longest); start <= end-2 && !ends[end]; start++ {
			for _, set := range sets {
				ends[end] = ends[end] || ends[start] && set[word[start:end]]
			}
		}
	}
	return ends[len(word)]
}

// holdsRandom reports whether a run of letters and digits in a value is [random], not
// only the whole value with its separators, as for "all-accepted-2024".
func holdsRandom(value string) bool {
	marks := func(r rune) bool { return r < 0x80 && !letters.OrDigit(byte(r)) }
	return slices.ContainsFunc(strings.FieldsFunc(value, marks), random)
}

// random reports whether a value looks randomly generated and not written by a person:
// it is long, has many different characters, and alternates between letters and digits
// more often than words do.
func random(value string) bool {
	if len(value) < 16 || strings.ContainsAny(value, " \t\n") {
		return false
	}
	var count [256]int
	changes, letters, figures := 0, 0, 0
	last := 0
	for i := range len(value) {
		c := value[i]
		count[c]++
		class := 0
		switch {
		case c >= '0' && c <= '9':
			class = 1
			figures++
		case c >= 'A' && c <= 'Z':
			class = 2
			letters++
		case c >= 'a' && c <= 'z':
			class = 3
			letters++
		}
		if i > 0 && class != last {
			changes++
		}
		last = class
	}
	entropy := 0.0
	for _, n := range count {
		if n > 0 {
			p := float64(n) / float64(len(value))
			entropy -= p * math.Log2(p)
		}
	}
	often := changes*5 >= len(value)*2 || changes*6 >= len(value) && figures*10 >= len(value)
	return letters > 0 && figures > 0 && entropy >= 3 && often
}
