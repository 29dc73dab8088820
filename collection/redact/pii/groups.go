package pii

import (
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
)

// group is a set of fields that belong together; object is their JSON object, if any.
type group struct {
	fields []field
	object jsontree.Node
}

// notation is how a text is written.
type notation int

const (
	blank notation = iota
	jsonText
	markup
	x12
	hl7
	plainText
)

func notationOf(text string) notation {
	trimmed := strings.TrimSpace(text)
	switch {
	case trimmed == "":
		return blank
	case trimmed[0] == '{' || trimmed[0] == '[' || trimmed[0] == '"' && strings.Contains(trimmed, `":`): // perhaps without its start
		return jsonText
	case trimmed[0] == '<':
		return markup
	case strings.HasPrefix(trimmed, "ISA*") || strings.Contains(text, "NM1*"):
		return x12
	case strings.Contains(text, "PID|") || strings.Contains(text, "NK1|") || strings.Contains(text, "GT1|"):
		return hl7
	}
	return plainText
}

// groups returns the groups of fields in a text: the objects of JSON, the elements of
// XML and HTML, the segments of HL7 version 2 and X12 about one person, the rows of
// tables, and "name: value" in any other text. It returns none if no field can
// identify a person.
func groups(text string) []group {
	if !promising(text) {
		return nil
	}
	switch notationOf(text) {
	case jsonText:
		return jsonGroups(text)
	case markup:
		list := append([]group{{fields: elements(text)}}, htmlGroups(text)...)
		return append(list, group{fields: pairs(withoutTags(text))})
	case x12:
		return x12Groups(text)
	case hl7:
		return hl7Groups(text)
	}
	return append(tableRows(text), group{fields: pairs(text)})
}

// isProse reports whether a text is in none of the machine-readable notations.
func isProse(text string) bool {
	trimmed := strings.TrimSpace(text)
	return trimmed != "" && strings.IndexByte("{[<", trimmed[0]) < 0
}

func jsonGroups(text string) []group {
	var list []group
	d, err := jsontree.Parse(text)
	if err != nil {
		for _, fields := range looseObjects(text) {
			list = append(list, group{fields: fields})
		}
		return list
	}
	for n := range d.Root().Descendants() {
		switch {
		case n.Kind() == jsontree.Object:
			list = append(list, group{fieldsOf(n), n})
		case n.Kind() == jsontree.String && !n.IsKey():
			list = append(list, nested(n)...)
		}
	}
	return list
}

// nested returns the groups of fields in JSON that is the value of a string.
func nested(n jsontree.Node) []group {
	const shortest = 20 // less has no two fields
	if n.End()-n.Start() < shortest || strings.IndexByte("{[", n.Raw()[1]) < 0 {
		return nil
	}
	list := groups(n.Text())
	for i := range list {
		list[i].object = jsontree.Node{} // its offsets are not those of the text
		for k := range list[i].fields {
			f := &list[i].fields[k]
			f.start, f.end = n.OffsetOf(f.start), n.OffsetOf(f.end)
		}
	}
	return list
}

// segmentFields has the names of fields by their index in segments of HL7 version 2
// (https://hl7-definition.caristix.com/v2/HL7v2.5.1/Segments/PID).
var segmentFields = lazy.Value[map[string]map[int]string]{New: func() map[string]map[int]string {
	return map[string]map[int]string{
		"PID": {3: "mrn", 5: "fullname", 7: "dob", 11: "streetaddress", 13: "phone", 14: "phone", 19: "ssn", 20: "ssn"},
		"NK1": {2: "fullname", 4: "streetaddress", 5: "phone", 16: "dob", 37: "ssn"},
		"GT1": {3: "fullname", 5: "streetaddress", 6: "phone", 8: "dob", 12: "ssn"},
		"IN1": {16: "fullname", 18: "dob", 19: "streetaddress"},
	}
}}

// hl7Groups returns the segments of an HL7 version 2 message that are about people.
func hl7Groups(text string) []group {
	var list []group
	at := 0
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		at += strings.Index(text[at:], line)
		start := at
		at += len(line)
		if len(line) < 5 || line[3] != '|' {
			continue
		}
		names := segmentFields.Get()[line[:3]]
		var fields []field
		for i, value := range strings.Split(line, "|") {
			if key := names[i]; key != "" && value != "" {
				shown, _, _ := strings.Cut(value, "~") // the first of several
				switch key {
				case "mrn":
					shown, _, _ = strings.Cut(shown, "^")
				case "fullname":
					shown = strings.TrimRight(shown, "^")
				case "phone":
					shown, _, _ = strings.Cut(shown, "^")
				}
				fields = append(fields, field{key, strings.ReplaceAll(shown, "^", " "), start, start + len(shown)})
			}
			start += len(value) + 1
		}
		if fields != nil {
			list = append(list, group{fields: fields})
		}
	}
	return list
}

// x12Groups returns the segments of an X12 document in groups for one person each,
// starting at the person's name (NM1 with entity type 1).
func x12Groups(text string) []group {
	terminator, separator := "~", "*"
	if start := strings.Index(text, "ISA"); start >= 0 && len(text) > start+105 {
		separator = text[start+3 : start+4]
		terminator = text[start+105 : start+106]
	}
	var list []group
	add := func(key, value string, start int) {
		if n := len(list); n > 0 && value != "" {
			list[n-1].fields = append(list[n-1].fields, field{key, value, start, start + len(value)})
		}
	}
	at := 0
	for segment := range strings.SplitSeq(text, terminator) {
		start := at + len(segment) - len(strings.TrimLeft(segment, " \r\n\t"))
		at += len(segment) + len(terminator)
		elements := strings.Split(strings.TrimSpace(segment), separator)
		offsets := make([]int, len(elements))
		for i, e := range elements {
			offsets[i] = start
			start += len(e) + len(separator)
		}
		get := func(i int) string {
			if i < len(elements) {
				return elements[i]
			}
			return ""
		}
		put := func(key string, i int) {
			if get(i) != "" {
				add(key, get(i), offsets[i])
			}
		}
		switch elements[0] {
		case "NM1":
			list = append(list, group{})
			if get(2) == "1" {
				put("lastname", 3)
				put("firstname", 4)
				if get(8) == "34" || get(8) == "SY" {
					put("ssn", 9)
				}
			}
		case "DMG":
			put("dob", 2)
		case "N3":
			put("streetaddress", 1)
		case "REF":
			if get(1) == "SY" {
				put("ssn", 2)
			}
		case "PER":
			for i := 3; i+1 < len(elements); i += 2 {
				if get(i) == "TE" || get(i) == "CP" || get(i) == "HP" {
					put("phone", i+1)
				}
			}
		}
	}
	return list
}

// toldTogether finds a name and a birth date on the same line, as in "Rosalind Okonkwo,
// born 07/23/1984".
func toldTogether(text string, why purpose) []Match {
	var births []Match
	for _, m := range bornOn(text) {
		if yearOf(text[m.Start:m.End]) < newest {
			births = append(births, m)
		}
	}
	if births == nil {
		return nil
	}
	var found []Match
	for _, name := range inProse(text, births) {
		if !inventedPerson(why, text[name.Start:name.End]) {
			found = append(found, name)
		}
	}
	if found == nil {
		return nil
	}
	return append(found, births...)
}
