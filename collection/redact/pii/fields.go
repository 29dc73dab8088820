package pii

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/redact/wordset"
)

// field is a field with its place.
type field struct {
	key        string // only lower-case letters
	value      string
	start, end int
}

// plain returns the letters of a name in lower case.
func plain(key string) string {
	var b strings.Builder
	for i := range len(key) {
		switch c := key[i]; {
		case c >= 'A' && c <= 'Z':
			b.WriteByte(c - 'A' + 'a')
		case c >= 'a' && c <= 'z':
			b.WriteByte(c)
		}
	}
	return b.String()
}

func anySuffix(key string, endings ...string) bool {
	for _, e := range endings {
		if strings.HasSuffix(key, e) {
			return true
		}
	}
	return false
}

func anyPrefix(word string, starts ...string) bool {
	for _, s := range starts {
		if strings.HasPrefix(word, s) {
			return true
		}
	}
	return false
}

func isFirst(key string) bool {
	return key == "first" || key == "given" || anySuffix(key, "firstname", "givenname", "forename") || key == "fname"
}

func isLast(key string) bool {
	return key == "last" || key == "family" || anySuffix(key, "lastname", "familyname", "surname") || key == "lname"
}

func isFull(key string) bool {
	return key == "name" || anySuffix(key, "fullname", "patientname", "membername", "personname")
}

func isBirth(key string) bool {
	return anySuffix(key, "dob", "birthdate", "dateofbirth", "birthday", "birthtime") || key == "birth"
}

// newest is the year from which a birth date with only a name means little: people often
// type a recent date as an example.
const newest = "2018"

// oldest is the year before which nobody alive was born: such examples are historic
// people, or invented.
const oldest = "1910"

// evidence is what a group of fields shows about a person.
type evidence struct {
	why                                   purpose
	names, births, phones, mails, numbers []Match
	words                                 []string // the words of the name
	first, last, full                     bool
	reference                             bool // the name is a reference or a placeholder
	recent, historic                      bool
	addresses                             []Match
	others                                []Match // numbers that may be phone numbers in any country
}

// inFields weighs fields that belong together. A number that was issued to a person is
// enough. A name counts with a birth date, a phone number or an address.
func inFields(fields []field, why purpose) []Match {
	e := evidence{why: why}
	for _, f := range fields {
		e.add(f)
	}
	found := e.numbers
	named := len(e.names) > 0 && !e.reference
	if named && inventedPerson(why, e.words...) || e.reference || e.historic {
		return found
	}
	whole := e.full || e.first && e.last
	other := len(e.phones) > 0 || len(e.addresses) > 0 || len(e.mails) > 0 || len(e.numbers) > 0
	switch {
	case named && len(e.births) > 0 && (whole && !e.recent || other):
		found = slices.Concat(found, e.names, e.births, e.addresses)
	case named && whole && len(e.phones) > 0 && !e.recent:
		found = append(found, e.names...)
	}
	switch {
	case named && whole && len(e.births) > 0:
		found = slices.Concat(found, e.phones, e.others)
	case named, len(e.births) > 0 && !e.recent:
		found = append(found, e.phones...)
	}
	if named && (whole || len(e.births) > 0 || len(e.phones) > 0) {
		found = append(found, e.mails...)
	}
	return found
}

// add adds a field to the evidence.
func (e *evidence) add(f field) {
	value := strings.TrimSpace(f.value)
	if value == "" {
		return
	}
	if e.why == toReport && (value == "..." || value == "…") {
		e.reference = true // a record with an omission was written as a sample
		return
	}
	at := func(k Kind) Match { return Match{f.start, f.end, k} }
	switch {
	case isFirst(f.key), isLast(f.key):
		e.first, e.last = e.first || isFirst(f.key), e.last || isLast(f.key)
		e.words = append(e.words, value)
		e.reference = e.reference || standsFor(value)
		e.names = append(e.names, at(Name))
	case isFull(f.key):
		if isPersonsName(value) {
			e.full = true
			e.words = append(e.words, value)
			e.names = append(e.names, at(Name))
		} else {
			e.reference = e.reference || standsFor(value) || isEveryman(value)
		}
	case isBirth(f.key):
		if isBirthDate(value) {
			e.births = append(e.births, at(Birth))
			e.recent = e.recent || yearOf(value) >= newest
			e.historic = e.historic || yearOf(value) != "" && yearOf(value) < oldest
		}
	case anySuffix(f.key, "ssn", "socialsecuritynumber", "socialsecurityno", "socialsecurity"):
		if isSSN(value) {
			e.numbers = append(e.numbers, at(SSN))
		}
	case anySuffix(f.key, "mrn", "medicalrecordnumber", "medicalrecordno"):
		if isRecord(value) {
			e.numbers = append(e.numbers, at(Record))
		}
	case isPhoneKey(f.key):
		if isPrivatePhone(value) {
			e.phones = append(e.phones, at(Phone))
		} else if mayBePhone(value) {
			e.others = append(e.others, at(Phone))
		}
	case anySuffix(f.key, "street", "streetaddress", "addressline", "address", "line", "streetname"):
		if strings.ContainsAny(value, digits) && strings.ContainsAny(value, " ") && !strings.Contains(value, "@") {
			e.addresses = append(e.addresses, at(Address))
			e.reference = e.reference || e.why == toReport && inventedStreet(value)
		}
	case strings.Contains(f.key, "mail"):
		if person(value) != noPerson {
			e.mails = append(e.mails, at(Email))
		}
		e.reference = e.reference || e.why == toReport && isReserved(value) // a person with a reserved address is invented
	}
}

// isReserved reports whether an e-mail address is at a domain reserved for examples (RFC
// 2606).
func isReserved(address string) bool {
	_, domain, ok := strings.Cut(strings.ToLower(address), "@")
	for _, name := range []string{"example.com", "example.org", "example.net", ".example", ".test", ".invalid"} {
		if ok && strings.HasSuffix("."+domain, "."+strings.TrimPrefix(name, ".")) {
			return true
		}
	}
	return false
}

func isPhoneKey(key string) bool {
	return strings.Contains(key, "phone") || strings.Contains(key, "mobile") || anySuffix(key, "cell", "telecom") || key == "tel" || key == "telephone"
}

// isPersonsName reports whether a value looks like a person's name: two to five words
// with capitals, none of which is typical of organizations.
func isPersonsName(value string) bool {
	words := strings.FieldsFunc(value, func(r rune) bool { return r == ' ' || r == '^' || r == ',' || r == '\t' })
	if len(words) < 2 || len(words) > 5 || standsFor(value) {
		return false
	}
	letters := 0
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		lower := strings.ToLower(strings.Trim(w, "."))
		if !unicode.IsLetter(r) || organizations()[lower] || noNames()[lower] {
			return false
		}
		if unicode.IsUpper(r) || unicode.IsLetter(r) && !unicode.IsLower(r) {
			letters++
		}
	}
	return letters >= 2
}

// yearOf returns the year in a date; "" if it has none.
func yearOf(date string) string {
	for _, part := range strings.FieldsFunc(date, func(r rune) bool { return r < '0' || r > '9' }) {
		if len(part) == 8 && (part[:2] == "19" || part[:2] == "20") {
			part = part[:4]
		}
		if len(part) == 4 && (part[:2] == "19" || part[:2] == "20") {
			return part
		}
	}
	return ""
}

// inventedNames has names of people who do not exist, and placeholders for names.
var inventedNames = wordset.New(`
	doe roe bloggs mustermann public citizen everyman nobody anonymous
	test tester testing patient example sample demo dummy fake mock foo bar baz qux lorem ipsum string text
	name first last firstname lastname middle family given surname fullname user username member person
	null none unknown undefined na newman postman potter simpson skywalker wayne
	infant child adult baby passenger traveler rambo mouse duck einstein lovelace hopper turing
`)

// commonNames has names that, combined, are what people type first.
var commonNames = wordset.New("john jane joe jack jill jim mary alice bob carol dave eve jan anna smith jones johnson brown miller kowalski thompson all q a b c x y z")

// standsFor reports whether a text is a reference or a placeholder for a name.
func standsFor(name string) bool { return strings.ContainsAny(name, "{<$[_0123456789") }

// nameWords returns the words of a name in lower case.
func nameWords(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r < 0x80 && (r < 'a' || r > 'z') })
}

// invented reports whether the words of a name show that it is invented, or not a name.
func invented(words []string) bool {
	common := true
	for _, w := range words {
		if inventedNames()[w] {
			return true
		}
		common = common && comesToMind(w)
	}
	return common
}

// comesToMind reports whether a word is a common name or derived from one: Marry,
// Johnas, Smithas.
func comesToMind(word string) bool {
	if commonNames()[word] {
		return true
	}
	for name := range commonNames() {
		if len(name) >= 4 && (len(word)-len(name) <= 2 && strings.HasPrefix(word, name) || isDoubled(word, name)) {
			return true
		}
	}
	return false
}

// isDoubled reports whether a word is a name with one letter doubled.
func isDoubled(word, name string) bool {
	if len(word) != len(name)+1 {
		return false
	}
	for i := range len(name) {
		if word[i] != name[i] {
			return i > 0 && word[i] == word[i-1] && word[i+1:] == name[i:]
		}
	}
	return word[len(name)] == name[len(name)-1]
}
