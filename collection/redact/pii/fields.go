package pii

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/lazy"
)

// field is a field with its place.
type field struct {
	key        string // only lower-case letters
	value      string
	start, end int
}

// newest is the year from which a date of birth beside a name alone says little: what
// people type for any date is often a recent one.
const newest = "2018"

// oldest is the year before which no living person was born: such examples are historic
// people, or invented.
const oldest = "1910"

// evidence is what a group of fields shows about a person.
type evidence struct {
	why                                   purpose
	names, births, phones, mails, numbers []Match
	denied                                []Match  // addresses that are not a person's, by the other fields
	words                                 []string // the words of the name
	first, last, full                     bool
	short                                 []Match // names of one word that may be of anything
	shortWords                            []string
	called                                []string // values of one word under a name of a name
	identities                            []Match  // numbers that a country gives
	privateMails, workMails               []field  // at the domains of [IsPrivateMail], and at others
	handles                               []field  // addresses that say nothing by themselves
	documents                             bool     // there is one that cannot be checked
	typed                                 bool     // there is a number or a date that was made up
	reference                             bool     // the name is a reference or stands for one
	recent, historic                      bool
	addresses                             []Match
	others                                []Match     // numbers that may be phone numbers in any country
	isClinical                            func() bool // reports whether the text is about health; may be nil
}

// inFields weighs fields that belong together. A number that was issued to a person is
// enough. A name counts with a birth date, a phone number or an address. Denied are
// addresses of mail that are not worth a report, however they read.
func inFields(fields []field, why purpose) (found, denied []Match) {
	e := evidence{why: why}
	return e.weigh(fields)
}

func (e *evidence) weigh(fields []field) (found, denied []Match) {
	for _, f := range fields {
		e.add(f)
	}
	if len(e.short) == 1 && (e.first != e.last || len(e.names) == 0 && len(e.identities) > 0) {
		e.names, e.words, e.first, e.last = append(e.names, e.short...), append(e.words, e.shortWords...), true, e.first || e.last
	}
	named := len(e.names) > 0 && !e.reference
	e.weighMails(named)
	if named && inventedPerson(e.why, e.words...) || e.reference || e.historic {
		return e.numbers, e.denied
	}
	return append(e.numbers, e.found(named)...), e.denied
}

// weighMails decides which addresses count beside the other fields.
func (e *evidence) weighMails(named bool) {
	for _, f := range slices.Concat(e.privateMails, e.workMails) {
		at := Match{f.start, f.end, Email}
		switch {
		case e.why == toReport && (isBareName(f.value, e.words) || isBareName(f.value, e.called)):
			e.denied = append(e.denied, at)
			e.typed = e.typed || len(e.births) == 0
		case e.why == toReport && (e.full || e.first && e.last) && isMadeUpFor(f.value, e.words):
			e.denied = append(e.denied, at)
			e.typed = true
		case e.why == toReport && e.isWeak(f.value):
			// It says nothing beside a name.
		default:
			e.mails = append(e.mails, at)
		}
	}
	if named {
		for _, h := range e.handles {
			if isNamedAfter(h.value, e.words) && !(e.why == toReport && isMadeUp(h.value)) {
				e.mails = append(e.mails, Match{h.start, h.end, Email})
			}
		}
	}
	if e.typed && e.why == toReport {
		e.births, e.phones, e.others = nil, nil, nil
	}
}

// isWeak reports whether an address that does not read like a person's own does not count:
// in a record that was made up, or at a domain that may be.
func (e *evidence) isWeak(address string) bool {
	switch {
	case person(address) == surePerson, isInstitutes(address), isNamedAfter(address, e.words):
		return false
	case IsPrivateMail(address):
		return e.typed
	}
	return e.typed || len(e.births)+len(e.phones)+len(e.identities) == 0
}

// found returns what the evidence shows beside the numbers that are enough.
func (e *evidence) found(named bool) []Match {
	var found []Match
	whole := e.full || e.first && e.last
	other := len(e.phones) > 0 || len(e.addresses) > 0 || len(e.mails) > 0 || len(e.numbers) > 0 || len(e.identities) > 0
	// A phone number as it is dialled in the country is of a person in a text about health.
	isPatient := named && whole && len(e.others) > 0 && !e.recent && e.isClinical != nil && e.isClinical()
	if named {
		found = append(found, e.identities...)
	}
	switch {
	case named && len(e.births) > 0 && (whole && !e.recent || other):
		found = slices.Concat(found, e.names, e.births, e.addresses)
	case named && whole && len(e.phones) > 0 && !e.recent, named && len(e.identities) > 0, named && whole && e.documents && len(e.others) > 0, isPatient:
		found = append(found, e.names...)
	}
	switch {
	case named && whole && (len(e.births) > 0 || e.documents), named && len(e.identities) > 0, isPatient:
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
	e.typed = e.typed || isPlaceholder(value)
	key, r := withoutPerson(f.key)
	e.typed = e.typed || (r == mailAddress || r == phoneNumber || r == identityNumber) && isDrawn(value)
	switch r {
	case firstName, lastName:
		e.first, e.last = e.first || r == firstName, e.last || r == lastName
		e.words = append(e.words, value)
		e.reference = e.reference || standsFor(value) || e.why == toReport && desks.Has(strings.ToLower(value))
		e.names = append(e.names, at(Name))
	case fullName:
		if !strings.Contains(value, " ") {
			e.called = append(e.called, value)
		}
		switch {
		case isPersonsName(value):
			e.full = true
			e.words = append(e.words, value)
			e.names = append(e.names, at(Name))
		case standsFor(value) || isEveryman(value):
			e.reference = true
		case isOneName(value):
			e.short, e.shortWords = append(e.short, at(Name)), append(e.shortWords, value)
		}
	case birthDate:
		if isBirthDate(value) {
			e.births = append(e.births, at(Birth))
			e.recent = e.recent || yearOf(value) >= newest
			e.historic = e.historic || yearOf(value) != "" && yearOf(value) < oldest
			e.typed = e.typed || isRoundDate(value)
		} else if isDate(value) || isCompactDate(value) {
			e.typed = true
		}
	case ssNumber:
		if isSSN(value) {
			e.numbers = append(e.numbers, at(SSN))
		}
	case recordNumber:
		if isRecord(value) {
			e.numbers = append(e.numbers, at(Record))
		}
	case identityNumber:
		if isNational(key, value) {
			e.identities = append(e.identities, at(Identity))
		} else {
			e.typed = e.typed || isTypedNumber(value) || isChecked(key) && len(digitsOf(value)) >= 7
			e.documents = e.documents || mayBeDocument(key, value)
		}
	case phoneNumber:
		e.typed = e.typed || isTypedPhone(value)
		if isPrivatePhone(value) {
			e.phones = append(e.phones, at(Phone))
		} else if isPhoneField(key, value) {
			e.others = append(e.others, at(Phone))
		}
	case streetAddress:
		if strings.ContainsAny(value, digits) && isSeveralWords(value) && !strings.Contains(value, "@") {
			e.addresses = append(e.addresses, at(Address))
			e.reference = e.reference || e.why == toReport && inventedStreet(value)
		}
	case mailAddress:
		e.typed = e.typed || isMadeUp(value)
		switch isPrivate := IsPrivateMail(value); {
		case person(value) == noPerson && isPrivate && mayBePersonal(value):
			e.handles = append(e.handles, f)
		case person(value) == noPerson:
		case isPrivate:
			e.privateMails = append(e.privateMails, f)
		default:
			e.workMails = append(e.workMails, f)
		}
		e.reference = e.reference || e.why == toReport && isReserved(value) // a person with a reserved address is invented
	}
}

// desks stand where a contact has no person: the last name of Acme's Helpdesk.
var desks = lazy.Words{Text: `
	support helpdesk servicedesk desk team admin administrator administration security csirt cert noc operations sales department services service webmaster info information contact office
	beheer soporte suporte kundenservice ventas vendas vertrieb equipe equipo
`}

// isSeveralWords reports whether a text has a blank, or letters of a script that has none.
func isSeveralWords(value string) bool {
	return strings.ContainsFunc(value, func(r rune) bool { return r == ' ' || unicode.Is(unicode.Han, r) })
}

// mayBeDocument reports whether a value may be the number of a passport or an identity
// card that no digit of can be checked. The name has to say which it is. A PAN of so many
// digits is the number of a payment card.
func mayBeDocument(key, value string) bool {
	d := digitsOf(value)
	return len(d) >= 7 && len(d) <= 16 && !anyPrefix(key, "id", "national", "num", "nro", "document", "tax", "pan")
}

// mayBePersonal reports whether an address may be a person's, by itself.
func mayBePersonal(address string) bool {
	local, domain, ok := strings.Cut(address, "@")
	return ok && isPersonal(local, domain)
}

// isPersonsName reports whether a value reads like the name of a person: two to five
// words with capitals, and none of them of an organization, or two to four Chinese
// characters.
func isPersonsName(value string) bool {
	words := strings.FieldsFunc(value, func(r rune) bool { return r == ' ' || r == '^' || r == ',' || r == '\t' || r == '\u3000' })
	if len(words) == 1 && isHanName(value) {
		return true
	}
	if len(words) < 2 || len(words) > 5 || standsFor(value) {
		return false
	}
	letters := 0
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		lower := strings.ToLower(strings.Trim(w, "."))
		if !unicode.IsLetter(r) || organizations.Has(lower) || noNames.Has(lower) {
			return false
		}
		if titles.Has(lower) {
			continue
		}
		if (unicode.IsUpper(r) || unicode.IsLetter(r) && !unicode.IsLower(r)) && (len(w) > 2 || strings.ToUpper(value) == value || strings.ToUpper(w) != w) {
			letters++ // two capitals in a name with small letters are none
		}
	}
	return letters >= 2
}

// titles are what stands before a name: how its owner is addressed, or what he does.
var titles = lazy.Words{Text: `
	dr dra mr mrs ms miss prof sir madam sr sra srta don dona mme mlle herr frau sig dott bay bayan bapak ibu pak bu
	doctor doctora doutor doutora professor professora profesor profesora nurse enfermeira enfermeiro enfermera enfermero medico medica docteur infirmier infirmiere arzt krankenschwester dokter suster bac si
`}

// isHanName reports whether a value is written in Chinese characters, as many as a name
// has, the first of which is one of the usual family names.
func isHanName(value string) bool {
	const most = 4
	count := 0
	for _, r := range value {
		if count++; count > most || !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	first, _ := utf8.DecodeRuneInString(value)
	return count >= 2 && strings.ContainsRune(hanFamilies, first)
}

// hanFamilies are the most frequent family names of China, and the first characters of
// those of Japan.
const hanFamilies = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤" +
	"佐鈴高田伊渡山中小加吉斎松井木清阿森池橋石前藤後岡長近坂遠青福西太三岩上村原野菊千増荒大"

// isOneName reports whether a value is one word with a capital that may be a name.
func isOneName(value string) bool {
	r, _ := utf8.DecodeRuneInString(value)
	lower := strings.ToLower(value)
	return unicode.IsUpper(r) && !strings.ContainsAny(value, " _/@") && !organizations.Has(lower) && !noNames.Has(lower)
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
var inventedNames = lazy.Words{Text: `
	doe roe bloggs mustermann public citizen everyman nobody anonymous
	test tester testing patient example sample demo dummy fake mock foo bar baz qux lorem ipsum string text
	name first last firstname lastname middle family given surname fullname user username member person
	null none unknown undefined na newman postman potter simpson skywalker wayne
	infant child adult baby passenger traveler rambo mouse duck einstein lovelace hopper turing
`}

// commonNames has names that, combined, are what people type first.
var commonNames = lazy.Words{Text: "john jane joe jack jill jim mary alice bob carol dave eve jan anna smith jones johnson brown miller kowalski thompson all q a b c x y z"}

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
		if inventedNames.Has(w) {
			return true
		}
		common = common && comesToMind(w)
	}
	return common
}

// comesToMind reports whether a word is a common name or derived from one: Marry,
// Johnas, Smithas.
func comesToMind(word string) bool {
	if commonNames.Has(word) {
		return true
	}
	for name := range commonNames.Get() {
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
