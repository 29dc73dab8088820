// Package secret finds the values in a file that must not be shown, by the
// places that are made for secrets.
package secret

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/collection"
)

// Mask is the document's text with the literal secrets in it made unreadable:
// of each value only the first and the last two characters stay, or none where
// it is short. Every other character becomes "*", so that all positions stay.
func Mask(d *collection.Document) string {
	var edits []collection.Edit
	for n := range d.Root().Descendants() {
		if n.Kind() == collection.String && !n.IsKey() && isSecret(n) {
			edits = append(edits, mask(n.Start()+1, n.End()-1, d.Text()))
		}
	}
	text, err := d.Apply(edits...)
	if err != nil {
		panic(err) // strings never overlap
	}
	return text
}

// stringValue is a JSON string that is no key, closed or cut off at the line's end.
var stringValue = regexp.MustCompile(`"((?:[^"\\\n]|\\[^\n])*)("\s*:|"|\\?(?:\n|$))`)

// MaskBroken is [Mask] for a text that is not JSON, where places cannot be told:
// all string values are masked.
func MaskBroken(text string) string {
	var b strings.Builder
	done := 0
	for _, m := range stringValue.FindAllStringSubmatchIndex(text, -1) {
		if strings.HasSuffix(text[m[4]:m[5]], ":") {
			continue
		}
		e := mask(m[2], m[3], text)
		b.WriteString(text[done:m[2]])
		b.WriteString(e.Text)
		done = m[3]
	}
	b.WriteString(text[done:])
	return b.String()
}

var (
	yamlEntry = regexp.MustCompile(`^[\s-]*(?:"?([\w.-]+)"?\s*:\s+)?["']?([^"'\s].*?)["']?\s*$`)
	tokenLike = regexp.MustCompile(`^[A-Za-z0-9_+/=.~-]{16,}$`)
)

// MaskYAML is [Mask] for the lines of a YAML file: a value is masked where its
// key is a secret's, or where it looks like a token.
func MaskYAML(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		m := yamlEntry.FindStringSubmatchIndex(line)
		if m == nil {
			continue
		}
		value := line[m[4]:m[5]]
		named := m[2] >= 0 && isSecretName(line[m[2]:m[3]])
		if literal(value) && (named || tokenLike.MatchString(value) && strings.ContainsAny(value, "0123456789")) {
			lines[i] = line[:m[4]] + mask(m[4], m[5], line).Text + line[m[5]:]
		}
	}
	return strings.Join(lines, "\n")
}

// shortest is the length, in characters, from which a few may be shown.
const shortest = 10

func mask(start, end int, text string) collection.Edit {
	value := text[start:end]
	count := utf8.RuneCountInString(value)
	masked := []byte(strings.Repeat("*", len(value)))
	i := 0
	for at, r := range value {
		if count >= shortest && (i < 2 || i >= count-2) && r != '\\' && r != '"' && r != utf8.RuneError {
			utf8.EncodeRune(masked[at:], r)
		}
		i++
	}
	return collection.Edit{Start: start, End: end, Text: string(masked)}
}

// isSecret tells whether a string stands where secrets stand and is a literal.
func isSecret(n collection.Node) bool {
	_, placed := secretPlace(n)
	return placed && literal(n.Text())
}

// secretPlace tells whether a string stands where secrets stand, and under
// which name. In a list it stands where the list stands.
func secretPlace(n collection.Node) (name string, found bool) {
	holder := n
	for holder.Parent().Kind() == collection.Array {
		holder = holder.Parent()
	}
	if key := holder.Key(); key.Exists() && !key.Is("value") && isSecretName(key.Text()) {
		return key.Text(), true
	}
	for at := holder; at.Exists(); at = at.Parent() {
		if key := at.Key(); key.Exists() && key.Is("value") && isSecretEntry(at.Parent()) {
			return at.Parent().Get("key").Text(), true
		}
	}
	return "", false
}

// isSecretEntry tells whether the value of a {key, value, type} is a secret.
func isSecretEntry(entry collection.Node) bool {
	name := entry.Get("key").Text()
	switch {
	case entry.Get("type").Is("secret"):
		return true
	case name == "value" && entry.Parent().Key().Is("apikey"):
		// The attributes of an API key are named key and value themselves.
		return true
	}
	return isSecretName(name)
}

var placeholder = regexp.MustCompile(`\{\{[^{}]*\}\}`)

// literal tells a value of its own from one that only refers to variables.
func literal(value string) bool {
	rest := strings.TrimSpace(placeholder.ReplaceAllString(value, ""))
	for _, scheme := range []string{"Bearer", "Basic", "Token"} {
		rest = strings.TrimSpace(strings.TrimPrefix(rest, scheme))
	}
	return rest != ""
}

var (
	secretWords = []string{
		"secret", "password", "passwd", "passphrase", "token", "apikey", "authorization", "cookie",
		"privatekey", "accesskey", "authkey", "credential", "sessionid", "codeverifier",
	}
	// harmless are the names that hold such a word and no secret.
	harmless = []string{
		"tokenname", "tokentype", "tokenurl", "addtokento", "tokenrequestparams", "granttype", "tokenexpires",
		"expires", "issecretbase64encoded", "requestparams", "showpassword",
	}
)

func isSecretName(name string) bool {
	plain := strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || r == ' ' || r == '.' {
			return -1
		}
		return r
	}, strings.ToLower(name))
	for _, word := range harmless {
		if strings.Contains(plain, word) {
			return false
		}
	}
	for _, word := range secretWords {
		if strings.Contains(plain, word) {
			return true
		}
	}
	return false
}
