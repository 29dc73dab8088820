package pii

import (
	"iter"
	"regexp"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/redact/letters"
	"github.com/postwright/postwright/collection/redact/unescape"
)

// Hidden returns the data to hide in a text, in its order. It finds more than [Find],
// which reports only what is certainly a person's: a wrong report wastes a reader's
// time, but a name on a page that is passed on cannot be taken back. It also reads
// prose, tables, query strings and HL7 messages, and includes common names.
func Hidden(text string) []Match {
	if !strings.ContainsAny(text, digits+"@") {
		return nil
	}
	found := hidden(text)
	found = append(found, repeated(text, found)...)
	if plain, ok := unescape.Text(text); ok {
		for _, m := range hidden(plain.Text) {
			found = append(found, Match{plain.At[m.Start], plain.At[m.End], m.Kind})
		}
	}
	return joined(found)
}

// repeated returns where else in a text the names of people and the numbers that were found
// are: under a name that says nothing, or in a sentence.
func repeated(text string, found []Match) []Match {
	const shortest, most = 7, 50 // bytes of a value, and values
	var again []Match
	seen := map[string]bool{}
	for _, m := range found {
		value := strings.TrimSpace(text[m.Start:m.End])
		if len(seen) == most {
			break
		}
		if len(value) < shortest || seen[value] || m.Kind == Birth || m.Kind == Name && !isPersonsName(value) {
			continue
		}
		seen[value] = true
		for at := 0; ; {
			i := strings.Index(text[at:], value)
			if i < 0 {
				break
			}
			start := at + i
			at = start + len(value)
			if (start == 0 || !letters.OrDigit(text[start-1])) && (at == len(text) || !letters.OrDigit(text[at])) {
				again = append(again, Match{start, at, m.Kind})
			}
		}
	}
	return again
}

// joined sorts matches, and joins those that overlap.
func joined(found []Match) []Match {
	slices.SortStableFunc(found, func(a, b Match) int { return a.Start - b.Start })
	var list []Match
	for _, m := range found {
		if n := len(list); n > 0 && m.Start < list[n-1].End {
			list[n-1].End = max(list[n-1].End, m.End)
		} else if m.Start < m.End {
			list = append(list, m)
		}
	}
	return list
}

func hidden(text string) []Match {
	shaped := append(byShape(text), byStrictShape(text)...)
	found := slices.Clone(shaped)
	var strict []Match
	for _, group := range groups(text) {
		shown, _ := inFields(group.fields, toHide)
		found = append(found, shown...)
		found = append(found, coded(group.object)...)
		strict = append(strict, strictFields(group.fields)...)
	}
	if !isProse(text) {
		return append(append(found, strict...), insideStrings(text)...)
	}
	return append(append(found, strict...), inSentences(text, shaped)...)
}

// hiddenInProse returns what to hide in sentences.
func hiddenInProse(text string) []Match {
	return inSentences(text, append(byShape(text), byStrictShape(text)...))
}

// inSentences is [hiddenInProse], from what has a shape in the text.
func inSentences(text string, shaped []Match) []Match {
	found := append(shaped, toldTogether(text, toHide)...)
	if strings.Contains(text, "|") {
		found = append(found, inHL7(text)...)
	}
	found = inOrder(found)
	return append(found, inProse(text, found)...)
}

// HiddenFields returns the kind of each field to hide, or "", for fields that belong
// together, such as the parameters of a query.
func HiddenFields(fields []Field) []Kind {
	kinds, placed := make([]Kind, len(fields)), make([]field, len(fields))
	if slices.ContainsFunc(fields, Field.mayIdentify) {
		inRecord(kinds, placed, fields, toHide)
	}
	for i, f := range fields {
		if m := byShape(f.Value); len(m) > 0 && kinds[i] == "" {
			kinds[i] = m[0].Kind
		}
	}
	for i, f := range fields {
		placed[i] = field{plain(f.Key), f.Value, i, i + 1}
	}
	for _, m := range strictFields(placed) {
		kinds[m.Start] = m.Kind
	}
	return kinds
}

// numberShapes are the numbers that need no word beside them.
var numberShapes = lazy.Value[[]shape]{New: func() []shape {
	return []shape{
		{SSN, regexp.MustCompile(`\b\d{3}-\d{2}-\d{4}\b`), isSSN},
		{Phone, regexp.MustCompile(`(?:\+\d{1,3}[ .-]?)?(?:\(\d{3}\) ?|\b\d{3}[ .-])\d{3}[ .-]\d{4}\b`), isPhone},
	}
}}

// birth is a date after a word that says it is of a birth.
var birth = lazy.Regexp{Expr: `(?i)^(?:born|dob|d\.o\.b\.|birth(?: ?date|day)?)\b(?:\s+on)?[\s:=(]{0,4}(` + dates + `)`}

// dates matches the ways to write a date in a text.
const dates = `\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|(?:\d{1,2}\.? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? (?:\d{1,2}(?:st|nd|rd|th)?,? )?\d{4}`

type shape struct {
	kind Kind
	re   *regexp.Regexp
	is   func(string) bool
}

// in returns what of a text has the shape.
func (s shape) in(text string) []Match {
	var found []Match
	for _, at := range s.re.FindAllStringSubmatchIndex(text, -1) {
		start, end := at[len(at)-2], at[len(at)-1]
		if s.is(text[start:end]) {
			found = append(found, Match{start, end, s.kind})
		}
	}
	return found
}

func byStrictShape(text string) []Match {
	var found []Match
	if mayHoldNumber(text) {
		for _, s := range numberShapes.Get() {
			found = append(found, s.in(text)...)
		}
	}
	return append(append(found, bornOn(text)...), calledRecord(text)...)
}

// calledRecords matches a number after words that say that it is of a patient's record.
var calledRecords = lazy.Regexp{Expr: `(?:\bMRN|\b[Mm]edical [Rr]ecord (?:[Nn]umber|[Nn]o\b\.?))[\s:=#(]{1,4}([A-Z]{0,3}-?[0-9][0-9-]{4,})`}

// calledRecord finds the numbers of medical records that a text calls so.
func calledRecord(text string) []Match {
	if !strings.Contains(text, "MRN") && !strings.Contains(text, "edical ") {
		return nil
	}
	return shape{Record, calledRecords.Get(), isRecord}.in(text)
}

// bornOn returns the dates in a text that are said to be of a birth.
func bornOn(text string) []Match {
	var found []Match
	for start := range birthWords(text) {
		if at := birth.Get().FindStringSubmatchIndex(text[start:]); at != nil && isBirthDate(text[start+at[2]:start+at[3]]) {
			found = append(found, Match{start + at[2], start + at[3], Birth})
		}
	}
	return inOrder(found)
}

// mayHoldNumber reports, fast, whether a text may have a phone or social security
// number: four digits after a separator, with digits before it.
func mayHoldNumber(text string) bool {
	isDigit := func(i int) bool { return i >= 0 && i < len(text) && text[i] >= '0' && text[i] <= '9' }
	for i := 2; i+4 < len(text); i++ {
		if c := text[i]; (c == '-' || c == '.' || c == ' ') && isDigit(i-1) && isDigit(i-2) && isDigit(i+1) && isDigit(i+2) && isDigit(i+3) && isDigit(i+4) && !isDigit(i+5) {
			return true
		}
	}
	return false
}

// birthWords returns the offsets at which a text may have one of the words of [birth].
func birthWords(text string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, b := range []byte("bB") {
			for at := 0; ; at++ {
				i := strings.IndexByte(text[at:], b)
				if i < 0 {
					break
				}
				at += i
				before, after := text[max(0, at-4):at], text[at+1:min(len(text), at+5)]
				start := at
				switch {
				case foldPrefix(after, "orn"), foldPrefix(after, "irth"):
				case foldSuffix(before, "do"):
					start -= len("do")
				case foldSuffix(before, "d.o."):
					start -= len("d.o.")
				default:
					continue
				}
				if (start == 0 || !letters.OrDigit(text[start-1]) && text[start-1] != '_') && !yield(start) {
					return
				}
			}
		}
	}
}

// foldPrefix and foldSuffix compare without regard to capitals.
func foldPrefix(text, start string) bool {
	return len(text) >= len(start) && strings.EqualFold(text[:len(start)], start)
}

func foldSuffix(text, end string) bool {
	return len(text) >= len(end) && strings.EqualFold(text[len(text)-len(end):], end)
}

// isBirthDate reports whether a value may be a person's birth date, in any common order,
// with or without leading zeros.
func isBirthDate(value string) bool {
	value = strings.TrimSpace(value)
	if isDate(value) || isCompactDate(value) {
		return !inventedDate(value)
	}
	parts := strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune("-/., ", r) })
	if len(parts) < 3 {
		return false
	}
	for _, p := range parts {
		if len(p) == 4 && only(p, "") && (p[:2] == "19" || p[:2] == "20") {
			return strings.TrimLeft(digitsOf(value), "0"+p) != ""
		}
	}
	return false
}

func isCompactDate(value string) bool {
	return len(value) == 8 && only(value, "") && (value[:2] == "19" || value[:2] == "20")
}

// strictFields weighs fields that belong together. A name counts with any other personal
// data: a birth date, a number or an address.
func strictFields(fields []field) []Match {
	var sure, names, numbers []Match
	var words []string
	isPerson := false
	for _, f := range fields {
		value := strings.TrimSpace(f.value)
		if value == "" || standsFor(value) && strings.ContainsAny(value, "{<$[") {
			continue
		}
		add := func(k Kind) { sure = append(sure, Match{f.start, f.end, k}) }
		switch key, r := withoutPerson(f.key); {
		case r == firstName, r == lastName, r == fullName, f.key == "patient":
			if !standsFor(value) && strings.ContainsFunc(value, func(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 0x80 }) {
				names = append(names, Match{f.start, f.end, Name})
				words = append(words, nameWords(value)...)
			}
			isPerson = isPerson || r == firstName || r == lastName || isPersonsName(value)
		case r == birthDate && isBirthDate(value):
			add(Birth)
		case r == ssNumber && isSSN(value):
			add(SSN)
		case r == recordNumber && isRecord(value), r == chartNumber && isRecord(value):
			add(Record)
		case r == identityNumber && (isNational(key, value) || mayBeDocument(key, value) && !isTypedNumber(value)):
			add(Identity)
		case r == identityNumber && !anyPrefix(key, "tax", "pan") && len(digitsOf(value)) >= 7 && isNumber(value) && !isTypedNumber(value):
			numbers = append(numbers, Match{f.start, f.end, Identity})
		case r == phoneNumber && isPhoneField(key, value):
			add(Phone)
		}
		if m := byShape(value); len(m) > 0 && m[0].Kind == Email {
			add(Email)
		}
	}
	if isPerson {
		sure = append(sure, numbers...)
	}
	if len(sure) == 0 || anyInvented(words) {
		return sure
	}
	return append(sure, names...)
}

// isNumber reports whether a value is one number, perhaps with letters: not a text.
func isNumber(value string) bool {
	const longest = 20
	return len(value) <= longest && !strings.Contains(strings.TrimSpace(value), " ")
}

func anyInvented(words []string) bool {
	for _, w := range words {
		if inventedNames.Has(w) {
			return true
		}
	}
	return false
}
