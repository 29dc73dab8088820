package pii

import (
	"strings"

	"github.com/postwright/postwright/collection/lazy"
)

// tableRows returns the rows of a table whose first line has the names of the columns:
// CSV, also with tabs, semicolons or bars, and Markdown.
func tableRows(text string) []group {
	names, separator, more := columns(text)
	if names == nil {
		return nil
	}
	for i, name := range names {
		names[i] = plain(name)
	}
	var rows []group
	at := more
	for line := range strings.Lines(text[at:]) {
		var fields []field
		start := at
		for i, value := range cells(line, separator) {
			if i < len(names) {
				trimmed := strings.Trim(value, " \t\r\n\"")
				from := start + strings.Index(value, trimmed)
				fields = append(fields, field{names[i], trimmed, from, from + len(trimmed)})
			}
			start += len(value) + 1
		}
		rows = append(rows, group{fields: fields})
		at += len(line)
	}
	return rows
}

// columns returns the names of the columns of what may be a table, the byte between
// them, and where the first row begins; nil if it is none.
func columns(text string) (names []string, separator byte, rows int) {
	first, _, more := strings.Cut(text, "\n")
	if !more {
		return nil, 0, 0
	}
	for _, s := range []string{"\t", "|", ";", ","} {
		if strings.Contains(first, s) {
			if strings.Contains(first, `":`) {
				break // a member of an object
			}
			return strings.Split(first, s), s[0], len(first) + 1
		}
	}
	return nil, 0, 0
}

// cells splits a line at a separator outside quotes.
func cells(line string, separator byte) []string {
	var list []string
	start, quoted := 0, false
	for i := range len(line) {
		switch {
		case line[i] == '"':
			quoted = !quoted
		case line[i] == separator && !quoted:
			list = append(list, line[start:i])
			start = i + 1
		}
	}
	return append(list, line[start:])
}

// inHL7 searches the segments of an HL7 version 2 message that are about people: the
// patient, relatives, guarantors and insured people.
func inHL7(text string) []Match {
	var found []Match
	at := 0
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		at += strings.Index(text[at:], line)
		start := at
		at += len(line)
		if len(line) < 5 || line[3] != '|' || !strings.Contains(" PID NK1 GT1 IN1 IN2 ", " "+line[:3]+" ") {
			continue
		}
		for i, value := range strings.Split(line, "|") {
			if kind := kindHL7(i, value); kind != "" {
				found = append(found, Match{start, start + len(value), kind})
			}
			start += len(value) + 1
		}
	}
	return found
}

// kindHL7 returns the kind of a field in a segment about a person; "" if it is none. A
// single letter is a code, and the first field is a number.
func kindHL7(index int, value string) Kind {
	switch {
	case index < 2 || len(strings.Trim(value, "^~& ")) < 2:
		return ""
	case isSSN(value):
		return SSN
	case isBirthDate(value):
		return Birth
	case strings.ContainsAny(value, digits):
		return Record
	}
	return Name
}

// capitalised matches two to four words that may be a name.
var capitalised = lazy.Regexp{Expr: `\b\p{Lu}[\p{L}'’-]+(?:[ \t]+\p{Lu}\.?)?(?:[ \t]+\p{Lu}[\p{L}'’-]+){1,2}`}

// noNames has capitalized words that are not part of names.
var noNames = lazy.Words{Text: `
	the this that these patient patients client member test sample example date birth born dob ssn mrn social security medical record number phone mobile mail email
	call api get post put patch delete list create update json xml http https url id name first last address january february march april may june july august
	september october november december monday tuesday wednesday thursday friday saturday sunday new north south east west street avenue road
`}

// inProse finds names on lines that have other personal data, which is given in the
// order of the text: "Rosalind Okonkwo, born 07/23/1984".
func inProse(text string, sure []Match) []Match {
	var found []Match
	at := 0
	for line := range strings.Lines(text) {
		start := at
		at += len(line)
		about := false
		for len(sure) > 0 && sure[0].Start < at {
			about = about || sure[0].Kind != Phone
			sure = sure[1:]
		}
		if !about {
			continue
		}
		for _, m := range capitalised.Get().FindAllStringIndex(line, -1) {
			from, to := trimNoNames(line, m[0], m[1])
			if words := nameWords(line[from:to]); len(words) >= 2 && !anyInvented(words) {
				found = append(found, Match{start + from, start + to, Name})
			}
		}
	}
	return found
}

// trimNoNames removes words that are not part of a name from both ends.
func trimNoNames(line string, from, to int) (int, int) {
	for {
		word, _, more := strings.Cut(line[from:to], " ")
		if !more || !noNames.Has(strings.ToLower(word)) {
			break
		}
		from += len(word)
		from += len(line[from:to]) - len(strings.TrimLeft(line[from:to], " \t"))
	}
	for {
		i := strings.LastIndexAny(line[from:to], " \t")
		if i < 0 || !noNames.Has(strings.ToLower(line[from+i+1:to])) {
			return from, to
		}
		to = from + len(strings.TrimRight(line[from:from+i], " \t"))
	}
}
