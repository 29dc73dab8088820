// Package pii finds what looks like a real person's data in texts such as saved
// responses: names with birth dates, social security numbers, phone numbers, e-mail
// addresses and medical record numbers. It ignores values that are reserved for examples
// or obviously invented.
package pii

import (
	"slices"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection/jsontree"
)

// Kind is the kind of personal data, for people. A name and a birth date are found only
// together.
type Kind string

const (
	Name   Kind = "name"
	Birth  Kind = "birth date"
	SSN    Kind = "social security number"
	Phone  Kind = "phone number"
	Email  Kind = "e-mail address"
	Record Kind = "medical record number"
	// Identity is a number that a country gives to each of its people. It counts beside a
	// name.
	Identity Kind = "national identity number"
	// Address is a street with a number. It counts beside a name and a birth date.
	Address Kind = "street address"
)

// Match is a piece of personal data: the bytes Start up to End of a text.
type Match struct {
	Start, End int
	Kind       Kind
}

// Find returns the data in a text that is plausibly a private person's, in its order.
// Names, numbers and dates that belong together are weighed together, as in an object, a
// row of a table or the segments of a message.
func Find(text string) []Match { return find(text, toReport) }

func find(text string, why purpose) []Match {
	found := calledSSN(text)
	for _, m := range mails(text) {
		if person(decoded.Get().Replace(text[m.Start:m.End])) == surePerson {
			found = append(found, m)
		}
	}
	list := groups(text)
	isTest := len(list) > 0 && why == toReport && mostlyTestMails(text)
	isClinical := sync.OnceValue(func() bool { return IsClinical(text) })
	shared := sharedValues(list, why)
	var drawn drawn
	var shown, denied []Match
	made := 0 // the end of the object of a person who was made up: what is in it is, too
	for _, group := range list {
		e := evidence{why: why, typed: isTest || slices.ContainsFunc(group.fields, shared.has), isClinical: isClinical}
		those, not := e.weigh(group.fields)
		drawn.add(&e, not)
		shown, denied = append(shown, those...), append(denied, not...)
		if why == toReport && group.object.Exists() && len(e.words) > 0 && (e.reference || inventedPerson(toHide, e.words...)) {
			made = max(made, group.object.End())
		}
		if !group.object.Exists() || group.object.Start() >= made {
			shown = append(shown, coded(group.object)...)
		}
	}
	if why == toReport && drawn.byLot() {
		found = without(found, drawn.mails)
	} else {
		found = append(without(found, denied), shown...)
	}
	if isProse(text) {
		found = append(found, toldTogether(text, why)...)
	}
	return inOrder(found)
}

// Owner is what the names beside an address of mail say about it.
type Owner struct {
	Beside bool // there is a name
	MadeUp bool // the address was made up: it is just the name, or after another name
	Named  bool // the address is after the name of somebody who is plausibly real: that beside it or, without one, its own
}

// Owners are what the names in a text say about the addresses of mail beside them.
type Owners map[string]Owner // by the address in small letters

// OwnersIn reads the names beside all addresses of mail in a text.
func OwnersIn(text string) Owners {
	owners := Owners{}
	for _, group := range groups(text) {
		e := evidence{why: toReport}
		_, denied := e.weigh(group.fields)
		if len(e.words) == 0 {
			continue
		}
		for _, f := range slices.Concat(e.privateMails, e.workMails) {
			address := strings.ToLower(f.value)
			o := owners[address]
			o.Beside = true
			o.MadeUp = o.MadeUp || slices.Contains(denied, Match{f.start, f.end, Email})
			o.Named = o.Named || !e.typed && !e.reference && isNamedAfter(address, e.words) && !inventedPerson(toReport, e.words...)
			owners[address] = o
		}
	}
	return owners
}

// Of returns what is known about an address in the text.
func (o Owners) Of(address string) Owner {
	if known, ok := o[strings.ToLower(address)]; ok {
		return known
	}
	local, _, _ := strings.Cut(address, "@")
	return Owner{Named: person(address) == surePerson && strings.ContainsAny(local, "._-")}
}

// without returns the matches but those that are denied.
func without(found, denied []Match) []Match {
	if len(denied) == 0 {
		return found
	}
	not := map[Match]bool{}
	for _, m := range denied {
		not[m] = true
	}
	return slices.DeleteFunc(found, func(m Match) bool { return not[m] })
}

// inOrder sorts matches and drops those that overlap an earlier one.
func inOrder(found []Match) []Match {
	slices.SortStableFunc(found, func(a, b Match) int { return a.Start - b.Start })
	var list []Match
	for _, m := range found {
		if n := len(list); n == 0 || m.Start >= list[n-1].End {
			list = append(list, m)
		}
	}
	return list
}

// Field is a name with a value, such as that of a form.
type Field struct {
	Key, Value string
}

// mayIdentify reports, by a fast check, whether a value may identify a person: numbers,
// dates and e-mail addresses do, a name alone does not.
func (f Field) mayIdentify() bool {
	const fewest = 4 // digits
	count := 0
	for i := range len(f.Value) {
		if c := f.Value[i]; c == '@' {
			return true
		} else if c >= '0' && c <= '9' {
			count++
		}
	}
	return count >= fewest
}

// inRecord writes the kind of personal data in each field that has some, for fields that
// belong together. Placed is room for as many fields.
func inRecord(kinds []Kind, placed []field, fields []Field, why purpose) {
	for i, f := range fields {
		placed[i] = field{plain(f.Key), f.Value, i, i + 1}
		for _, m := range find(f.Value, why) {
			if kinds[i] == "" || kinds[i] == Name { // what says more than a name
				kinds[i] = m.Kind
			}
		}
	}
	found, denied := inFields(placed, why)
	for _, m := range denied {
		kinds[m.Start] = ""
	}
	for _, m := range found {
		kinds[m.Start] = m.Kind
	}
}

// fieldsOf returns the fields of an object, and those of the object or list of objects
// that is its name.
func fieldsOf(object jsontree.Node) []field {
	fields := make([]field, 0, object.Len())
	var add func(n jsontree.Node, deep bool)
	add = func(n jsontree.Node, deep bool) {
		for key, value := range n.Members() {
			name := plain(key.Text())
			switch value.Kind() {
			case jsontree.String:
				if !deep && name == "text" {
					name = "fullname" // as in FHIR's HumanName
				}
				fields = append(fields, field{name, value.Text(), value.Start() + 1, value.End() - 1})
			case jsontree.Number:
				fields = append(fields, field{name, value.Raw(), value.Start(), value.End()})
			case jsontree.Object:
				if deep && strings.HasSuffix(name, "name") {
					add(value, false)
				}
			case jsontree.Array:
				for element := range value.Elements() {
					switch {
					case element.Kind() == jsontree.Object && deep && name == "identifier":
						fields = append(fields, identifier(element)...)
					case element.Kind() == jsontree.Object && deep && (name == "name" || name == "telecom"):
						add(element, false)
					case element.Kind() == jsontree.String && name == "given":
						fields = append(fields, field{name, element.Text(), element.Start() + 1, element.End() - 1})
					}
				}
			}
		}
	}
	add(object, true)
	return fields
}

// identifier returns the field in an entry of FHIR's identifiers. The last part of its
// system is its name: https://fhir.nhs.uk/Id/nhs-number.
func identifier(entry jsontree.Node) []field {
	system, value := entry.Get("system").Text(), entry.Get("value")
	if value.Kind() != jsontree.String || system == "" {
		return nil
	}
	return []field{{plain(system[strings.LastIndexAny(system, "/:")+1:]), value.Text(), value.Start() + 1, value.End() - 1}}
}

// coded searches an entry of the form {system, value}, as in FHIR's identifiers and
// contact points (https://hl7.org/fhir/R4/datatypes.html#Identifier).
func coded(object jsontree.Node) []Match {
	if !object.Exists() {
		return nil
	}
	value := object.Get("value")
	if value.Kind() != jsontree.String {
		return nil
	}
	match := func(kind Kind) []Match { return []Match{{value.Start() + 1, value.End() - 1, kind}} }
	system := object.Get("system").Text()
	switch {
	case strings.HasSuffix(system, "us-ssn") && isSSN(value.Text()):
		return match(SSN)
	case system == "phone" && isPrivatePhone(value.Text()):
		return match(Phone)
	}
	for code := range object.Get("type").Get("coding").Elements() {
		if code.Get("code").Is("MR") && isRecord(value.Text()) {
			return match(Record)
		}
	}
	return nil
}

// elements returns the elements of an XML text that contain only text.
func elements(text string) []field {
	var fields []field
	for at := 0; ; {
		open := strings.IndexByte(text[at:], '<')
		if open < 0 {
			return fields
		}
		start := at + open + 1
		stop := strings.IndexAny(text[start:], "<>")
		if stop < 0 {
			return fields
		}
		at = start + stop
		if text[at] == '<' {
			continue
		}
		end := strings.IndexByte(text[at+1:], '<')
		if end < 0 {
			return fields
		}
		name, _, _ := strings.Cut(text[start:at], " ")
		if _, local, ok := strings.Cut(name, ":"); ok {
			name = local
		}
		from, to := at+1, at+1+end
		fields = append(fields, attributes(name, text[start:at], start)...)
		if value := strings.TrimSpace(text[from:to]); value != "" && name != "" && name[0] != '/' && strings.HasPrefix(text[to:], "</") {
			fields = append(fields, field{plain(name), value, from, to})
		}
		at = to
	}
}
