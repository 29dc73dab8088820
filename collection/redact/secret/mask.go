// Package secret finds the values in a file that must not be shown, by the places that
// are made for secrets and by their format.
package secret

import (
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
)

// Edits returns the edits that mask the literal secrets in those values of a part of a
// document that are shown: of a long value only the first and the last two characters
// stay, of a short one none. Every other character becomes "*", so that all positions
// stay. At a place for secrets, a possible placeholder is masked, too. A number there
// becomes a string of the same length. Shown returns true also for what a shown value is
// in.
func Edits(part jsontree.Node, shown func(jsontree.Node) bool) []jsontree.Edit {
	var edits []jsontree.Edit
	text := part.Document().Text()
	known := newKnown(part.Count(), toHide)
	var parts urlParts
	for n, p := range places(part.DescendantsWhere(shown), anywhere) {
		if n.Kind() == jsontree.Number {
			edits = append(edits, n.Replace(maskedNumber(n.Raw())))
			continue
		}
		if p.secret && literal(n.Text()) {
			edits = append(edits, mask(n.Start()+1, n.End()-1, text))
			continue
		}
		for _, t := range merged(append(parts.within(n), known.within(n)...)) {
			edits = append(edits, mask(n.OffsetOf(t.Start), n.OffsetOf(t.End), text))
		}
	}
	return edits
}

// maskedNumber returns JSON of the same length as a number, which cannot contain
// asterisks.
func maskedNumber(raw string) string {
	if len(raw) < len(`""`) {
		return "0"
	}
	return `"` + strings.Repeat("*", len(raw)-len(`""`)) + `"`
}

// MaskBroken masks a text that is not JSON, in which places are unknown: only the
// punctuation of JSON and white space stay.
func MaskBroken(text string) string {
	masked := []byte(text)
	for i, c := range masked {
		if c > ' ' && strings.IndexByte(`{}[],:"`, c) < 0 {
			masked[i] = '*'
		}
	}
	if bom := "\uFEFF"; strings.HasPrefix(text, bom) {
		copy(masked, bom)
	}
	return string(masked)
}

// outside matches text between the punctuation of JSON that is long enough for a secret.
var outside = lazy.Regexp{Expr: `[^\s"{}\[\],:]{8,}`}

func maskOutside(text string) string {
	return outside.Get().ReplaceAllStringFunc(text, func(word string) string {
		if !strings.ContainsAny(word, digits) {
			return word
		}
		return mask(0, len(word), word).Text
	})
}

var (
	yamlEntry = lazy.Regexp{Expr: `^[\s-]*(?:"?([\w.-]+)"?\s*:\s+)?["']?([^"'\s].*?)["']?\s*$`}
	tokenLike = lazy.Regexp{Expr: `^[A-Za-z0-9_+/=.~-]{16,}$`}
)

// shortestNamed is the minimum length in bytes of a secret in a template or
// configuration. There, "secret: of" is a rule with a misspelled severity.
const shortestNamed = 6

// MaskYAML masks the lines of a YAML file: a value is masked if its key is
// a secret's, or if it looks like a token.
func MaskYAML(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		line = MaskText(line) // credentials inside of values
		lines[i] = line
		if flow := maskFlow(line); flow != line {
			lines[i] = flow
			continue
		}
		m := yamlEntry.Get().FindStringSubmatchIndex(line)
		if m == nil {
			continue
		}
		value := line[m[4]:m[5]]
		named := m[2] >= 0 && IsName(line[m[2]:m[3]]) && len(value) >= shortestNamed
		if literal(value) && (named || tokenLike.Get().MatchString(value) && strings.ContainsAny(value, "0123456789")) {
			lines[i] = line[:m[4]] + mask(m[4], m[5], line).Text + line[m[5]:]
		}
	}
	return strings.Join(lines, "\n")
}

// flowEntry matches a key and its value inside braces, as in YAML and JSON. The value
// may be cut off at the end of the line.
var flowEntry = lazy.Regexp{Expr: `["']?([\w.-]+)["']?\s*:\s*(?:"((?:[^"\\]|\\.)*)|'([^']*)|([^\s,{}\[\]"'][^,}\]]*))`}

// maskFlow is like [MaskYAML], for a line with entries in braces. It masks the values of
// secrets' names, or of all names if the line names a secret.
func maskFlow(line string) string {
	if !strings.Contains(line, "{") {
		return line
	}
	entries := flowEntry.Get().FindAllStringSubmatchIndex(line, -1)
	value := func(m []int) (start, end int) {
		for group := 4; group < len(m); group += 2 {
			if m[group] >= 0 {
				return m[group], m[group+1]
			}
		}
		return m[1], m[1]
	}
	named := false // whether an entry says that another one has a secret
	for _, m := range entries {
		start, end := value(m)
		named = named || IsName(line[start:end]) || line[start:end] == "secret"
	}
	// If a quote is missing, a value is not where it seems to be.
	between := func(text string) string {
		if named {
			return maskOutside(text)
		}
		return text
	}
	var b strings.Builder
	done := 0
	for _, m := range entries {
		b.WriteString(between(line[done:m[0]]))
		start, end := value(m)
		key, text := line[m[2]:m[3]], line[start:end]
		hidden := IsName(key) || named && key == "value" || tokenLike.Get().MatchString(text) && strings.ContainsAny(text, "0123456789")
		if hidden && literal(text) {
			text = mask(start, end, line).Text
		}
		b.WriteString(line[m[0]:start] + text + line[end:m[1]])
		done = m[1]
	}
	return b.String() + between(line[done:])
}

// shortest is the length in characters from which a few may be shown.
const shortest = 10

func mask(start, end int, text string) jsontree.Edit {
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
	return jsontree.Edit{Start: start, End: end, Text: string(masked)}
}
