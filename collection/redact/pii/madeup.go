package pii

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/redact/letters"
)

// placeholderValues are what people write for any text. A record with one was made up.
var placeholderValues = lazy.Words{Text: "string text test testing tester sample example demo dummy foo bar abc abcd xyz asd asdf qwe qwerty lorem teste prueba essai deneme contoh beispiel"}

// isPlaceholder reports whether a value is one of [placeholderValues], or that with a number.
func isPlaceholder(value string) bool {
	const longest = 16
	word := strings.TrimRight(value, digits)
	return len(word) <= longest && placeholderValues.Has(strings.ToLower(word))
}

// mostlyTestMails reports whether at least half of the addresses in a text are for tests:
// at domains that are kept for examples, or with words that say so.
func mostlyTestMails(text string) bool {
	all, tests := 0, 0
	for a := range addresses(text) {
		if a.start == a.at {
			continue
		}
		all++
		address := text[a.start:a.end]
		if isReserved(strings.TrimRight(address, ".-")) || holdsTestWord(address) {
			tests++
		}
	}
	return tests > 0 && tests*2 >= all
}

// testWords are parts of addresses that are for tests.
var testWords = []string{"example", "test", "sample", "demo", "dummy", "fake"}

// holdsTestWord reports whether a part of an address says that it is for tests.
func holdsTestWord(address string) bool {
	for i := range len(address) {
		for _, word := range testWords {
			if address[i]|' ' == word[0] && len(address)-i >= len(word) && strings.EqualFold(address[i:i+len(word)], word) {
				return true
			}
		}
	}
	return false
}

// isTypedNumber reports whether the digits of a value are surely invented.
func isTypedNumber(value string) bool {
	d := digitsOf(value)
	return len(d) >= 7 && (inventedNumber(d) || typedNumber(d))
}

// isTypedPhone reports whether a phone number is surely invented, by all its digits or by
// the last ones.
func isTypedPhone(value string) bool {
	const own = 7 // digits after the prefixes
	d := digitsOf(value)
	return isTypedNumber(value) || isFictional(d) || isOnKeypad(d) || inSmallSteps(d) || len(d) > own && (inventedNumber(d[len(d)-own:]) || inRuns(d) >= own || letters.Different(d[len(d)-own:]) <= 3)
}

// inSmallSteps reports whether most digits of a number are the one before or next to it, up
// or down: 9087890987. One random number of ten digits in 250 is.
func inSmallSteps(d string) bool {
	const shortest = 8
	steps := 0
	for i := 1; i < len(d); i++ {
		switch (d[i] - d[i-1] + 10) % 10 {
		case 0, 1, 9:
			steps++
		}
	}
	return len(d) >= shortest && steps*4 >= (len(d)-1)*3
}

// keypad are the digits as somebody finds them next to each other on a keypad.
var keypad = []string{"98745632", "78945612", "78965412", "12365478", "14725836", "96385274", "74185296", "32165498"}

// isOnKeypad reports whether most digits of a number were typed so.
func isOnKeypad(d string) bool {
	return slices.ContainsFunc(keypad, func(row string) bool { return strings.Contains(d, row) })
}

// isFictional reports whether a number of North America is from the exchange 555, of which
// 555-0100 to 555-0199 are kept for fiction, or is one of those that other countries keep
// for it. The area may be missing.
func isFictional(d string) bool {
	for country, kept := range inFilms {
		rest, ok := strings.CutPrefix(strings.TrimPrefix(d, "00"), country)
		if !ok {
			rest, ok = strings.CutPrefix(d, "0")
		}
		if ok && anyPrefix(rest, kept...) {
			return true
		}
	}
	d = strings.TrimPrefix(d, "1")
	return len(d) == 10 && d[3:6] == "555" || len(d) == 7 && d[:3] == "555"
}

// inFilms are the beginnings of numbers that regulators keep for films, by the country's
// code: Ofcom (https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama),
// Arcep (décision 2018-0881), the Bundesnetzagentur (Rufnummern für Medienproduktionen) and
// ACMA (https://www.acma.gov.au/phone-numbers-use-tv-shows-films-and-creative-works).
var inFilms = map[string][]string{
	"44": {"7700900", "2079460", "1134960", "1144960", "1154960", "1164960", "1174960", "1184960", "1214960", "1314960", "1414960", "1514960", "1614960", "1632960"},
	"33": {"19900", "26191", "35301", "46571", "53649", "63998"},
	"49": {"3023125", "6990009", "4066969", "2214710", "8999998", "1713920", "17604069"},
	"61": {"491570", "25550", "35550", "75550", "85550", "27010", "37010", "77010", "87010"},
}

// drawn counts the records in a text that have a name and an address.
type drawn struct {
	all, madeUp int
	mails       []Match // of all records
}

// add counts a record, of whose addresses some are denied.
func (d *drawn) add(e *evidence, denied []Match) {
	mails := slices.Concat(e.privateMails, e.workMails)
	for _, f := range mails {
		d.mails = append(d.mails, Match{f.start, f.end, Email})
	}
	if len(e.words) == 0 || len(mails) == 0 {
		return
	}
	d.all++
	if len(denied) > 0 || inventedPerson(toReport, e.words...) {
		d.madeUp++
	}
}

// byLot reports whether the records come from a generator of test data: at least half of
// several have a made-up name or somebody else's address. The others do by accident.
func (d *drawn) byLot() bool {
	const several = 4
	return d.all >= several && d.madeUp*2 >= d.all
}

// values are dates of birth and phone numbers, by their digits.
type values map[string]bool

func (v values) has(f field) bool {
	if len(v) == 0 {
		return false
	}
	r := roleOf(f.key)
	return (r == birthDate && isBirthDate(f.value) || r == phoneNumber) && v[digitsOf(f.value)]
}

// sharedValues returns the dates of birth that several people in a text have in common, and
// the phone number of most of them: whoever made them up typed the value once. In a short
// list two people have the same date of birth by accident only once in a hundred, and three
// in a longer one.
func sharedValues(list []group, why purpose) values {
	const several, short, long = 3, 20, 200 // people
	const fewest = 6                        // digits of a number
	if why != toReport || len(list) < 2 {
		return nil
	}
	people := 0
	type owners struct {
		names   []string // of people who have no word in common, the first ones
		count   int
		isBirth bool
	}
	by := map[string]*owners{} // by the value
	for _, g := range list {
		name := nameIn(g.fields)
		if name == "" {
			continue
		}
		people++
		for _, f := range g.fields {
			r, d := roleOf(f.key), digitsOf(f.value)
			if !(r == birthDate && isBirthDate(f.value) || r == phoneNumber && len(d) >= fewest) {
				continue
			}
			of := by[d]
			if of == nil {
				of = &owners{isBirth: r == birthDate}
				by[d] = of
			}
			if slices.ContainsFunc(of.names, func(other string) bool { return sharesWord(name, other) }) {
				continue
			}
			if of.count++; len(of.names) < short {
				of.names = append(of.names, name)
			}
		}
	}
	var shared values
	for d, of := range by {
		if of.isBirth && of.count >= 2 && (people <= short || of.count >= several && people <= long || of.count*10 >= people) || of.count >= several && of.count*2 >= people {
			if shared == nil {
				shared = values{}
			}
			shared[d] = true
		}
	}
	return shared
}

// nameIn returns the words of the names among fields, each between blanks; "" if there is
// none.
func nameIn(fields []field) string {
	var b strings.Builder
	for _, f := range fields {
		if r := roleOf(f.key); r == firstName || r == lastName || r == fullName {
			for _, word := range nameWords(f.value) {
				b.WriteString(" " + word + " ")
			}
		}
	}
	return b.String()
}

// sharesWord reports whether two names, with blanks around their words, have one in common.
func sharesWord(a, b string) bool {
	for word := range strings.FieldsSeq(a) {
		if strings.Contains(b, " "+word+" ") {
			return true
		}
	}
	return false
}

// isDrawn reports whether a value is a reference that says that it is drawn anew for each
// request: {{$randomEmail}}, {{dynamicEmail}}.
func isDrawn(value string) bool {
	if !strings.HasPrefix(value, "{{") {
		return false
	}
	name := strings.ToLower(value)
	return slices.ContainsFunc([]string{"$", "random", "dynamic", "unique", "generated", "faker"}, func(word string) bool { return strings.Contains(name, word) })
}

// inRuns returns how many digits are in runs of three or more of the same.
func inRuns(d string) int {
	count := 0
	for i := 0; i < len(d); {
		end := i
		for end < len(d) && d[end] == d[i] {
			end++
		}
		if end-i >= 3 {
			count += end - i
		}
		i = end
	}
	return count
}

// reservedDomains are the domains that are kept for examples (RFC 2606).
var reservedDomains = []string{"example.com", "example.org", "example.net", "example", "test", "invalid"}

// isReserved reports whether an address of mail is at one of [reservedDomains], or below it.
func isReserved(address string) bool {
	_, domain, _ := strings.Cut(address, "@")
	return slices.ContainsFunc(reservedDomains, func(name string) bool {
		below := len(domain) - len(name)
		return below >= 0 && (below == 0 || domain[below-1] == '.') && strings.EqualFold(domain[below:], name)
	})
}

// isRoundDate reports whether a date is one of those that people make up, in a round year
// and on a round day: 1990-05-15. One birth in twenty is on such a date.
func isRoundDate(value string) bool {
	year := yearOf(value)
	if year == "" || numeric(year)%5 != 0 {
		return false
	}
	value, _, _ = strings.Cut(value, "T")
	if isCompactDate(value) {
		value = value[:4] + "-" + value[4:6] + "-" + value[6:]
	}
	var days []int // and months, where they are numbers
	for _, part := range strings.FieldsFunc(value, func(r rune) bool { return r < '0' || r > '9' }) {
		if part != year && len(part) <= 2 {
			days = append(days, numeric(part))
		}
	}
	if len(days) == 2 {
		switch {
		case strings.HasPrefix(value, year) || days[1] > 12:
			days = days[1:]
		case days[0] > 12:
			days = days[:1]
		}
	}
	return len(days) > 0 && !slices.ContainsFunc(days, func(day int) bool { return day%5 != 0 && day != 1 })
}
