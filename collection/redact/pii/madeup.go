package pii

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/redact/wordset"
)

// placeholderValues are what people write for any text. A record with one was made up.
var placeholderValues = wordset.New("string text test testing tester sample example demo dummy foo bar abc abcd xyz asd asdf qwe qwerty lorem teste prueba essai deneme contoh beispiel")

// mostlyTestMails reports whether at least half of the addresses in a text are for tests:
// at domains that are kept for examples, or with words that say so.
func mostlyTestMails(text string) bool {
	all, tests := 0, 0
	for at := 0; ; at++ {
		i := strings.IndexByte(text[at:], '@')
		if i < 0 {
			return tests > 0 && tests*2 >= all
		}
		at += i
		start, end := at, at+1
		for start > 0 && at-start < 64 && isLocal(text[start-1]) {
			start--
		}
		for end < len(text) && end-at < 255 && isDomain(text[end]) {
			end++
		}
		if start == at || end == at+1 {
			continue
		}
		all++
		address := strings.ToLower(text[start:end])
		if isReserved(strings.TrimRight(address, ".-")) || holdsTestWord(address) {
			tests++
		}
	}
}

// holdsTestWord reports whether a part of an address says that it is for tests.
func holdsTestWord(address string) bool {
	for _, word := range []string{"example", "test", "sample", "demo", "dummy", "fake"} {
		if strings.Contains(address, word) {
			return true
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
	const own = 7 // digits behind the prefixes
	d := digitsOf(value)
	return isTypedNumber(value) || isFictional(d) || isOnKeypad(d) || len(d) > own && (inventedNumber(d[len(d)-own:]) || inRuns(d) >= own || differentIn(d[len(d)-own:]) <= 3)
}

// keypad are the digits as somebody finds them next to each other on a keypad.
var keypad = []string{"98745632", "78945612", "78965412", "12365478", "14725836", "96385274", "74185296", "32165498"}

// isOnKeypad reports whether most digits of a number were typed so.
func isOnKeypad(d string) bool {
	return slices.ContainsFunc(keypad, func(row string) bool { return strings.Contains(d, row) })
}

// isFictional reports whether a number of North America is from the exchange 555, of which
// 555-0100 to 555-0199 are kept for fiction. The area may be missing.
func isFictional(d string) bool {
	d = strings.TrimPrefix(d, "1")
	return len(d) == 10 && d[3:6] == "555" || len(d) == 7 && d[:3] == "555"
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

// isDrawn reports whether a value is a reference that says that it is drawn anew for each
// request: {{$randomEmail}}, {{dynamicEmail}}.
func isDrawn(value string) bool {
	if !strings.HasPrefix(value, "{{") {
		return false
	}
	name := strings.ToLower(value)
	return slices.ContainsFunc([]string{"$", "random", "dynamic", "unique", "generated", "faker"}, func(word string) bool { return strings.Contains(name, word) })
}

// differentIn returns how many different digits there are.
func differentIn(d string) int {
	var seen [256]bool
	count := 0
	for i := range len(d) {
		if !seen[d[i]] {
			seen[d[i]] = true
			count++
		}
	}
	return count
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

// isReserved reports whether an address of mail is at a domain that is kept for examples
// (RFC 2606).
func isReserved(address string) bool {
	_, domain, ok := strings.Cut(strings.ToLower(address), "@")
	for _, name := range []string{"example.com", "example.org", "example.net", ".example", ".test", ".invalid"} {
		if ok && strings.HasSuffix("."+domain, "."+strings.TrimPrefix(name, ".")) {
			return true
		}
	}
	return false
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
