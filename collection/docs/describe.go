package docs

import (
	"regexp"
	"strings"
	"sync"
)

var heading = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^ {0,3}#{1,6}(\s|$)`) })

// describe takes the collection's description apart: what comes before its first
// heading introduces the page. What the page says in its own way is left out:
// the list of scopes, and the steps of the set-up (see [guide]).
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

// sections returns a Markdown text cut before each heading outside of code. The
// first is what comes before all headings.
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
		case heading().MatchString(line):
			list = append(list, text[start:at])
			start = at
		}
		at += len(line)
	}
	return append(list, text[start:])
}

// isScopeList reports whether a section only explains the scopes that the
// page lists.
func (m *maker) isScopeList(section string) bool {
	entries, others := 0, 0
	for line := range strings.Lines(section) {
		line = strings.TrimSpace(line)
		match := notedScope().FindStringSubmatch(line)
		switch {
		case match != nil && m.grants(match[1]) != "":
			entries++
		case line != "" && !heading().MatchString(line):
			others++
		}
	}
	return entries > 0 && others <= 1
}
