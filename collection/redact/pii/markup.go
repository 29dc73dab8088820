package pii

import (
	"strings"

	"github.com/postwright/postwright/collection/lazy"
)

// ssnRoot is the identifier of the US Social Security Administration in HL7 documents.
const ssnRoot = "2.16.840.1.113883.4.1"

var attribute = lazy.Regexp{Expr: `([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')`}

// attributes returns the fields in the attributes of an element, as in C-CDA: <birthTime
// value="19840723"/>, <telecom value="tel:…"/>, <id root="…" extension="…"/>. The tag
// starts at an offset.
func attributes(name, tag string, offset int) []field {
	name = strings.ToLower(name)
	switch name {
	case "birthtime", "telecom", "id":
	default:
		return nil
	}
	root := ""
	var fields []field
	for _, m := range attribute.Get().FindAllStringSubmatchIndex(tag, -1) {
		from, to := m[4], m[5]
		if from < 0 {
			from, to = m[6], m[7]
		}
		value := tag[from:to]
		switch key := tag[m[2]:m[3]]; {
		case key == "root":
			root = value
		case key == "extension" && name == "id":
			fields = append(fields, field{"extension", value, offset + from, offset + to})
		case key == "value" && name != "id":
			start := from + len(value) - len(strings.TrimPrefix(value, "tel:"))
			fields = append(fields, field{name, tag[start:to], offset + start, offset + to})
		}
	}
	for i := range fields {
		if fields[i].key == "extension" && root == ssnRoot {
			fields[i].key = "ssn"
		}
	}
	return fields
}

// cell is a piece of text in a page.
type cell struct {
	field
	header bool
}

// headers has the elements that name the content of the next one.
var headers = lazy.Words{Text: "th dt label strong b"}

// withoutTags returns the text of a page with blanks in the places of its tags, and line
// breaks in those of tags that begin a line.
func withoutTags(text string) string {
	plain := []byte(text)
	for at := 0; at < len(text); {
		open := strings.IndexByte(text[at:], '<')
		if open < 0 {
			break
		}
		open += at
		stop := strings.IndexByte(text[open:], '>')
		if stop < 0 {
			break
		}
		stop += open
		for i := open; i <= stop; i++ {
			plain[i] = ' '
		}
		name := strings.ToLower(strings.TrimLeft(text[open+1:stop], "/"))
		if end := strings.IndexAny(name, " \t\r\n/"); end >= 0 {
			name = name[:end]
		}
		if !inline.Has(name) {
			plain[open] = '\n'
		}
		at = stop + 1
	}
	return string(plain)
}

// inline has the elements inside of a line.
var inline = lazy.Words{Text: "b strong i em u span a small font code mark label sub sup"}

// htmlGroups returns the tables and lists of a page as fields. A table with a header row
// gives a group per row; other parts give the text after each label.
func htmlGroups(text string) []group { return groupsOf(cellsOf(text)) }

// cellsOf returns the texts between the tags of a page.
func cellsOf(text string) []cell {
	var cells []cell
	tag := ""
	for at := 0; at < len(text); {
		open := strings.IndexByte(text[at:], '<')
		end := len(text)
		if open >= 0 {
			end = at + open
		}
		if value := strings.Trim(text[at:end], " \t\r\n:"); value != "" && tag != "script" && tag != "style" {
			start := at + strings.Index(text[at:end], value)
			cells = append(cells, cell{field{"", value, start, start + len(value)}, headers.Has(tag)})
		}
		if open < 0 {
			break
		}
		stop := strings.IndexByte(text[end:], '>')
		if stop < 0 {
			break
		}
		name, _, _ := strings.Cut(strings.ToLower(strings.Trim(text[end+1:end+stop], " /\r\n\t")), " ")
		if text[end+1:] != "" && text[end+1] == '/' {
			name = ""
		}
		tag = name
		at = end + stop + 1
	}
	return cells
}

// groupsOf returns the cells of a page as fields, named after their headers.
func groupsOf(cells []cell) []group {
	var list []group
	var labels group
	for i := 0; i < len(cells); {
		if !cells[i].header {
			i++
			continue
		}
		columns := i
		for columns < len(cells) && cells[columns].header {
			columns++
		}
		if n := columns - i; n > 1 {
			row := columns
			for ; row+n <= len(cells) && !cells[row].header; row += n {
				var fields []field
				for k := range n {
					value := cells[row+k].field
					value.key = plain(cells[i+k].value)
					fields = append(fields, value)
				}
				list = append(list, group{fields: fields})
			}
			i = max(row, columns)
			continue
		}
		if columns < len(cells) {
			value := cells[columns].field
			value.key = plain(cells[i].value)
			labels.fields = append(labels.fields, value)
		}
		i = columns
	}
	return append(list, labels)
}
