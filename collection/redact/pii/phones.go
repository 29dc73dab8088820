package pii

import (
	"strings"

	"github.com/postwright/postwright/collection/lazy"
)

// isPhone reports whether a phone number may be a person's: not from the blocks that
// are kept for fiction (555-01xx and all of 555 in North America), not free of charge,
// not counted up.
func isPhone(value string) bool {
	value = strings.TrimSpace(value)
	d := digitsOf(value)
	if len(d) < 10 || len(d) > 15 || !only(value, "+-.() x/") || inventedNumber(d) {
		return false
	}
	national := d
	if len(d) == 11 && d[0] == '1' {
		national = d[1:]
	}
	if len(national) != 10 {
		return strings.HasPrefix(value, "+") || isMobile(d)
	}
	switch {
	case national[3:6] == "555", national[:3] == "555", national[0] < '2', national[3] < '2':
		return false
	case isTollFree(national):
		return false
	case inventedNumber(national[:6]) || inventedNumber(national[3:]):
		return false
	}
	return true
}

// isTollFree reports whether whoever is called at a number of North America pays for it, or
// sells by it.
func isTollFree(d string) bool {
	d = strings.TrimPrefix(d, "1")
	return len(d) == 10 && strings.Contains(" 800 833 844 855 866 877 888 900 ", " "+d[:3]+" ")
}

// isPrivatePhone is like [isPhone] without numbers that are surely invented: with five
// times the same digit in a row, with digits that are counted up, or with three of them
// twice.
func isPrivatePhone(value string) bool {
	value = strings.TrimPrefix(strings.TrimSpace(value), "tel:")
	return isPhone(value) && !typedNumber(digitsOf(value))
}

// mayBePhone reports whether a value may be a phone number as it is dialled in some
// country. Beside a name and a date of birth it says that they are of a person.
func mayBePhone(value string) bool {
	value = strings.TrimSpace(value)
	d := digitsOf(value)
	return len(d) >= 8 && len(d) <= 13 && only(value, "+-.() ") && !inventedNumber(d) && !typedNumber(d) && !isFictional(d) && !isTollFree(d)
}

// isPhoneField is [mayBePhone] and [isPhone] for the value of a field with the name: a cep
// is a mobile phone in Turkish, and a postal code of eight digits in Portuguese.
func isPhoneField(key, value string) bool {
	return isPhone(value) || mayBePhone(value) && !(key == "cep" && len(digitsOf(value)) == 8)
}

// mobiles are how numbers of mobile phones begin with their country's code, and how many
// digits they have, by the plans that the countries publish through the ITU
// (https://www.itu.int/oth/T0202.aspx?parent=T0202).
var mobiles = lazy.Value[map[string]int]{New: func() map[string]int {
	return map[string]int{
		"8801": 13, "916": 12, "917": 12, "918": 12, "919": 12, "923": 12, "947": 11, "9779": 13, "628": 13, "843": 11, "845": 11, "847": 11, "848": 11, "849": 11,
		"639": 12, "601": 11, "668": 11, "669": 11, "861": 13, "8180": 12, "8190": 12, "8170": 12, "8210": 12,
		"549": 13, "569": 11, "573": 12, "519": 11, "5939": 12, "346": 11, "336": 11, "337": 11, "4915": 13, "4917": 12, "4916": 12, "447": 12, "393": 12, "316": 11,
		"3519": 12, "905": 12, "79": 11, "3805": 12, "3806": 12, "3809": 12, "485": 11, "486": 11, "487": 11, "488": 11,
		"201": 12, "9665": 12, "9715": 12, "2126": 12, "2127": 12, "2135": 12, "2136": 12, "2137": 12, "2347": 13, "2348": 13, "2349": 13, "2547": 12, "2541": 12, "2557": 12, "2567": 12,
		"276": 11, "277": 11, "278": 11, "2376": 12, "2332": 12, "2335": 12, "989": 12, "9647": 13, "9627": 12,
	}
}}

// isMobile reports whether digits are the number of a mobile phone with its country's
// code, as it is written without the plus sign.
func isMobile(d string) bool {
	for _, n := range []int{2, 3, 4} {
		if len(d) > n && mobiles.Get()[d[:n]] == len(d) {
			return true
		}
	}
	return len(d) == 13 && strings.HasPrefix(d, "55") && d[4] == '9' // Brazil: two digits are of the region
}
