package personal

import "strings"

// field is a field with its place.
type field struct {
	key        string // small letters only
	value      string
	start, end int
}

// plain is a name in small letters, without what stands between its words.
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
	return anySuffix(key, "dob", "birthdate", "dateofbirth", "birthday") || key == "birth"
}

// inFields looks at fields that belong together.
func inFields(fields []field) []Match {
	var found []Match
	var name, birth []field
	var words []string // of the name
	person, reference := false, false
	for _, f := range fields {
		add := func(k Kind) { found = append(found, Match{f.start, f.end, k}) }
		switch {
		case isFirst(f.key), isLast(f.key):
			person = true
			words = append(words, nameWords(f.value)...)
			reference = reference || standsFor(f.value)
			if f.value != "" {
				name = append(name, f)
			}
		case isFull(f.key):
			if strings.Contains(strings.TrimSpace(f.value), " ") {
				words = append(words, nameWords(f.value)...)
				reference = reference || standsFor(f.value)
				name = append(name, f)
			}
		case isBirth(f.key):
			if isDate(f.value) && !inventedDate(f.value) {
				birth = append(birth, f)
			}
		case anySuffix(f.key, "ssn", "socialsecuritynumber", "socialsecurityno", "socialsecurity"):
			if isSSN(f.value) {
				add(SSN)
			}
		case anySuffix(f.key, "mrn", "medicalrecordnumber", "medicalrecordno"):
			if isRecord(f.value) {
				add(Record)
			}
		}
	}
	if reference || name != nil && invented(words) {
		return found
	}
	if name != nil && birth != nil {
		for _, f := range name {
			found = append(found, Match{f.start, f.end, Name})
		}
		for _, f := range birth {
			found = append(found, Match{f.start, f.end, Birth})
		}
	}
	if person || birth != nil {
		for _, f := range fields {
			if strings.Contains(f.key, "phone") || strings.Contains(f.key, "mobile") || anySuffix(f.key, "cell") {
				if isPhone(f.value) {
					found = append(found, Match{f.start, f.end, Phone})
				}
			}
		}
	}
	return found
}

// inventedNames are names of people who do not exist, and words that only stand
// for a name.
var inventedNames = wordSet(`
	doe roe bloggs mustermann public citizen everyman nobody anonymous
	test tester testing patient example sample demo dummy fake mock foo bar baz qux lorem ipsum string text
	name first last firstname lastname middle family given surname fullname user username member person
	null none unknown undefined na newman postman potter simpson skywalker wayne
	infant child adult baby passenger traveler rambo mouse duck einstein lovelace hopper turing
`)

// commonNames are names that, put together, are what comes to mind first.
var commonNames = wordSet("john jane joe jack jill jim mary alice bob carol dave eve jan anna smith jones johnson brown miller kowalski thompson all q a b c x y z")

func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(text) {
		set[w] = true
	}
	return set
}

// standsFor tells a reference or a stand-in for a name.
func standsFor(name string) bool { return strings.ContainsAny(name, "{<$[_0123456789") }

// nameWords are the words of a name, in small letters.
func nameWords(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r < 0x80 && (r < 'a' || r > 'z') })
}

// invented tells a name that is nobody's, or none at all, by its words.
func invented(words []string) bool {
	common := true
	for _, w := range words {
		if inventedNames[w] {
			return true
		}
		common = common && comesToMind(w)
	}
	return common
}

// comesToMind tells a common name, or one that is made of it on the way: Marry,
// Johnas, Smithas.
func comesToMind(word string) bool {
	if commonNames[word] {
		return true
	}
	for name := range commonNames {
		if len(name) >= 4 && (len(word)-len(name) <= 2 && strings.HasPrefix(word, name) || isDoubled(word, name)) {
			return true
		}
	}
	return false
}

// isDoubled tells a word that is a name with one of its letters written twice.
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
