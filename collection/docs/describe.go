package docs

import (
	"strings"

	"github.com/postwright/postwright/collection/lazy"
)

var heading = lazy.Regexp{Expr: `^ {0,3}#{1,6}(\s|$)`}

// describe splits the collection's description. The part before its first heading
// becomes the introduction of the page, the rest its notes. It leaves out what the page
// itself shows: the list of scopes, and the steps of the set-up (see [guide]).
func (m *maker) describe() {
	text := m.description()
	var intro, notes strings.Builder
	for i, section := range sections(text) {
		switch {
		case m.isScopeList(section), m.guide.sections[section]:
		case i == 0:
			intro.WriteString(section)
		default:
			notes.WriteString(section)
		}
	}
	m.page.Intro, m.page.Notes = strings.TrimSpace(intro.String()), strings.TrimSpace(notes.String())
}

func (m *maker) description() string {
	return strings.ReplaceAll(descriptionOf(m.facts.Collection.Node.Get("info")), "\r\n", "\n")
}

// sections splits a Markdown text before each heading outside of code. The first section
// is the text before all headings.
func sections(text string) []string {
	var list []string
	fence := ""
	start, at := 0, 0
	for line := range strings.Lines(text) {
		trimmed := strings.TrimLeft(line, " ")
		switch {
		case fence != "":
			if strings.HasPrefix(trimmed, fence) {
				fence = ""
			}
		case strings.HasPrefix(trimmed, "```"), strings.HasPrefix(trimmed, "~~~"):
			fence = trimmed[:3]
		case heading.Get().MatchString(line):
			list = append(list, text[start:at])
			start = at
		}
		at += len(line)
	}
	return append(list, text[start:])
}

// isScopeList reports whether a section only explains the scopes that the page lists.
func (m *maker) isScopeList(section string) bool {
	entries, others := 0, 0
	for line := range strings.Lines(section) {
		line = strings.TrimSpace(line)
		match := notedScope.Get().FindStringSubmatch(line)
		switch {
		case match != nil && m.grants(match[1]) != "":
			entries++
		case line != "" && !heading.Get().MatchString(line):
			others++
		}
	}
	return entries > 0 && others <= 1
}
