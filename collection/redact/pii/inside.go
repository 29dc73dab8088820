package pii

import (
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
)

// insideStrings returns what to hide in sentences inside a text of another notation: the
// strings of JSON, and what stands between and in the tags of XML and HTML.
func insideStrings(text string) []Match {
	switch notationOf(text) {
	case jsonText:
		d, err := jsontree.Parse(text)
		if err != nil {
			return inParts(text, quoted(text))
		}
		var found []Match
		for n := range d.Root().Descendants() {
			if n.Kind() != jsontree.String || !mayTell(n.Raw()) {
				continue
			}
			for _, m := range hidden(n.Text()) {
				found = append(found, Match{n.OffsetOf(m.Start), n.OffsetOf(m.End), m.Kind})
			}
		}
		return found
	case markup:
		return append(hiddenInProse(withoutTags(text)), inParts(text, append(quoted(text), sections(text)...))...)
	}
	return nil
}

// mayTell reports, fast, whether a string may tell of a person: it has several words, and
// a digit.
func mayTell(text string) bool {
	const shortest = 12
	return len(text) >= shortest && strings.IndexByte(text, ' ') >= 0 && strings.ContainsAny(text, digits)
}

// inParts searches parts of a text, which are places in it.
func inParts(text string, parts [][2]int) []Match {
	var found []Match
	for _, p := range parts {
		part := text[p[0]:p[1]]
		if !mayTell(part) {
			continue
		}
		for _, m := range hiddenInProse(part) {
			found = append(found, Match{p[0] + m.Start, p[0] + m.End, m.Kind})
		}
	}
	return found
}

// quoted returns the places between double quotes, each on one line.
func quoted(text string) [][2]int {
	var parts [][2]int
	for i := 0; i < len(text); i++ {
		if text[i] == '"' {
			value := stringAt(text[i+1:])
			parts = append(parts, [2]int{i + 1, i + 1 + len(value)})
			i += 1 + len(value)
		}
	}
	return parts
}

// sections returns the places of the CDATA sections of XML.
func sections(text string) [][2]int {
	const opens, closes = "<![CDATA[", "]]>"
	var parts [][2]int
	for at := 0; ; {
		i := strings.Index(text[at:], opens)
		if i < 0 {
			return parts
		}
		at += i + len(opens)
		end := strings.Index(text[at:], closes)
		if end < 0 {
			end = len(text) - at
		}
		parts = append(parts, [2]int{at, at + end})
		at += end
	}
}
