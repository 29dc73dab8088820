package pii

import (
	"strings"

	"github.com/postwright/postwright/collection/lazy"
)

// promising reports, fast, whether the fields of a text may identify a person: it has an
// e-mail address, or a field that does by its name.
func promising(text string) bool {
	if hasAt(text) {
		return true
	}
	switch notationOf(text) {
	case blank:
		return false
	case jsonText:
		return promisingJSON(text)
	case markup:
		return promisingMarkup(text) || strings.Contains(text, ssnRoot)
	case x12, hl7:
		return true
	}
	names, _, _ := columns(text)
	for _, name := range names {
		if identifies(name) {
			return true
		}
	}
	for p := range pairsOf(text) {
		if identifies(text[p.keyStart:p.keyEnd]) {
			return true
		}
	}
	return false
}

// promisingJSON checks what is between quotation marks before a colon, so that mistakes
// elsewhere in the text make no difference.
func promisingJSON(text string) bool {
	for at := 0; ; at++ {
		i := strings.IndexByte(text[at:], ':')
		if i < 0 {
			return false
		}
		at += i
		end := at
		for end > 0 && strings.IndexByte(" \t\r\n", text[end-1]) >= 0 {
			end--
		}
		if end == 0 || text[end-1] != '"' {
			continue
		}
		key := text[strings.LastIndexByte(text[:end-1], '"')+1 : end-1]
		if identifies(key) || key == "system" || key == "coding" { // as [coded] reads them
			return true
		}
	}
}

// longestLabel is the maximum number of bytes of a label such as "Date of birth:".
const longestLabel = 40

// promisingMarkup checks the names of elements, and the labels in pages.
func promisingMarkup(text string) bool {
	for at := 0; ; {
		i := strings.IndexByte(text[at:], '<')
		if i < 0 {
			return false
		}
		at += i + 1
		stop := strings.IndexAny(text[at:], "<>")
		if stop < 0 {
			return false
		}
		name, _, _ := strings.Cut(text[at:at+stop], " ")
		at += stop
		_, local, qualified := strings.Cut(name, ":")
		if !qualified {
			local = name
		}
		if identifies(local) {
			return true
		}
		content, _, _ := strings.Cut(text[at:], "<")
		if headers.Has(strings.ToLower(strings.Trim(name, " /\r\n\t"))) && identifies(content) {
			return true
		}
		if label, _, isLabel := strings.Cut(strings.TrimLeft(content, "> \t\r\n"), ":"); isLabel && len(label) < longestLabel && identifies(label) {
			return true
		}
	}
}

// identifies reports whether a field may identify a person, by its name as it is written.
func identifies(key string) bool {
	tail, letters := uint32(0), uint32(0)
	for i := range len(key) {
		switch c := key[i]; {
		case c >= 0x80:
			return roleOf(plain(key)).identifies()
		case c == '\\':
			return true // its letters may be escaped
		case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z':
			tail = (tail<<5 | uint32(c&31)) & tailBits
			letters |= 1 << (c & 31)
		}
	}
	return identifyingKeys.Get().may(tail, letters) && roleOf(plain(key)).identifies()
}

// identifies reports whether a field with the role can identify a person by itself, or
// beside a name.
func (r role) identifies() bool {
	switch r {
	case birthDate, phoneNumber, ssNumber, recordNumber, chartNumber, identityNumber:
		return true
	}
	return false
}

// keyFilter rules out most names of fields that do not identify a person.
type keyFilter struct {
	tails  [1 << 15 / 64]uint64 // a bit for each last three letters, of five bits each
	within []uint32             // the letters in the words that may be anywhere, as bits
}

const tailBits = 1<<15 - 1

// may reports whether a name may be one of those that identify a person.
func (f *keyFilter) may(tail, letters uint32) bool {
	if f.tails[tail/64]&(1<<(tail%64)) != 0 {
		return true
	}
	for _, word := range f.within {
		if letters&word == word {
			return true
		}
	}
	return false
}

// identifyingKeys is the filter for all tables of names.
var identifyingKeys = lazy.Value[*keyFilter]{New: func() *keyFilter {
	f := &keyFilter{}
	lettersOf := func(key string) (tail, letters uint32) {
		for i := range len(key) {
			tail = (tail<<5 | uint32(key[i]&31)) & tailBits
			letters |= 1 << (key[i] & 31)
		}
		return tail, letters
	}
	addTail := func(key string, endOnly bool) {
		tail, _ := lettersOf(key)
		if endOnly && len(key) < 3 {
			panic("pii: the ending " + key + " is too short")
		}
		f.tails[tail/64] |= 1 << (tail % 64)
	}
	for key, r := range keyRoles.Get() {
		if !r.identifies() {
			continue
		}
		addTail(key, false)
		if len(key) < 3 { // after one of [persons]
			for word := range strings.FieldsSeq(persons) {
				addTail(word+key, false)
			}
		}
	}
	for word := range strings.FieldsSeq(persons) {
		addTail(word, true) // as an ending: telefonoPaciente
	}
	for _, k := range englishKeys {
		if !k.role.identifies() {
			continue
		}
		for _, key := range k.whole {
			addTail(key, false)
		}
		for _, key := range k.endings {
			addTail(key, true)
		}
		for _, word := range k.within {
			_, letters := lettersOf(word)
			f.within = append(f.within, letters)
		}
	}
	return f
}}

// Prepare makes the tables of names, so that the first text need not wait for them.
func Prepare() {
	keyRoles.Get()
	keyChecks.Get()
	nationalsOf.Get()
	identifyingKeys.Get()
}
