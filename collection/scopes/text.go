package scopes

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/markdown"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/report"
)

// Formats returns the notations of a matrix, the default first.
func Formats() []string { return []string{"text", "json", "markdown"} }

// Write returns the matrix in a format.
func (m *Matrix) Write(format string) (string, error) {
	m = m.masked()
	switch format {
	case "json":
		text, err := json.MarshalIndent(struct {
			Version int `json:"version"`
			*Matrix
		}{1, m}, "", "  ")
		return report.JSON(string(text)) + "\n", err
	case "markdown":
		return m.markdown(), nil
	case "text":
		return m.text(), nil
	}
	return "", fmt.Errorf("there is no format %q", format)
}

// masked returns the matrix without what looks like a secret in what the collection
// says.
func (m *Matrix) masked() *Matrix {
	shown := *m
	shown.Title = redact.Text(m.Title)
	shown.Asked, shown.Missing, shown.Excess = redact.Texts(m.Asked), redact.Texts(m.Missing), redact.Texts(m.Excess)
	shown.Requests = slices.Clone(m.Requests)
	for i := range shown.Requests {
		r := &shown.Requests[i]
		r.Path, r.Method, r.URL = redact.Texts(r.Path), redact.Text(r.Method), redact.Text(r.URL)
	}
	return &shown
}

// column is a scope with its description.
type column struct {
	scope, asked, needed string
}

// columns returns the scopes that a matrix has columns for: those that are asked for
// or needed.
func (m *Matrix) columns() []column {
	needing := map[string]int{}
	for _, r := range m.Requests {
		for name := range setOf(r.Needs) {
			needing[name]++
		}
	}
	asked := setOf(m.Asked)
	var all []column
	for _, name := range slices.Concat(m.Asked, m.Missing) {
		c := column{name, "no", english.Count(needing[name], "request")}
		if asked[name] {
			c.asked = "yes"
		}
		all = append(all, c)
	}
	if m.AsksAll {
		for _, name := range m.Needed {
			all = append(all, column{name, "all are", english.Count(needing[name], "request")})
		}
	}
	return all
}

// key returns the letter of a column: a to z, then aa.
func key(i int) string {
	if i < 26 {
		return string(rune('a' + i))
	}
	return key(i/26-1) + key(i%26)
}

// text returns the matrix for a terminal: letters for scopes, explained above.
func (m *Matrix) text() string {
	var b strings.Builder
	columns := m.columns()
	width := len("scope")
	for i := range columns {
		columns[i].scope = report.Printable(columns[i].scope)
		width = max(width, utf8.RuneCountInString(columns[i].scope))
	}
	fmt.Fprintf(&b, "%s\n\n    %-*s  asked for  needed by\n", report.Printable(m.Title), width, "scope")
	for i, c := range columns {
		fmt.Fprintf(&b, "%3s %-*s  %-9s  %s\n", key(i), width, c.scope, c.asked, c.needed)
	}
	b.WriteByte('\n')
	m.rows(&b)
	b.WriteByte('\n')
	for _, line := range m.summary() {
		fmt.Fprintf(&b, "%-14s %s\n", line.what+":", report.Printable(line.which))
	}
	if len(m.Contradictions) > 0 {
		b.WriteString("\nWhat the API's document leaves open, or contradicts itself in:\n")
		for _, c := range m.Contradictions {
			fmt.Fprintf(&b, "  %s %s\n", report.Printable(c.Operation), report.Printable(c.Text))
		}
	}
	return b.String()
}

// mostName is how wide the names of requests may be.
const mostName = 70

func (m *Matrix) rows(b *strings.Builder) {
	width := 0
	names := make([]string, len(m.Requests))
	for i, r := range m.Requests {
		names[i] = report.Printable(strings.Join(r.Path, " / "))
		if runes := []rune(names[i]); len(runes) > mostName {
			names[i] = "…" + string(runes[len(runes)-mostName+1:])
		}
		width = max(width, utf8.RuneCountInString(names[i]))
	}
	columns := m.columns()
	fmt.Fprintf(b, "%-*s ", width, "")
	for i := range columns {
		fmt.Fprintf(b, " %2s", key(i))
	}
	b.WriteByte('\n')
	for i, r := range m.Requests {
		b.WriteString(names[i] + strings.Repeat(" ", width-utf8.RuneCountInString(names[i])+1))
		needs := setOf(r.Needs)
		for _, c := range columns {
			if needs[c.scope] {
				b.WriteString("  x")
			} else {
				b.WriteString("  ·")
			}
		}
		if r.ToServer && !r.Known {
			b.WriteString("  not an operation of the API")
		}
		b.WriteByte('\n')
	}
}

// line is a line of a summary.
type line struct{ what, which string }

// summary compares what is asked for with what is needed.
func (m *Matrix) summary() []line {
	needs := line{"needs", names(m.Needed)}
	if m.AsksAll {
		return []line{needs, {"asks for", "all that the server has, by naming none"}}
	}
	return []line{needs, {"asks for", names(m.Asked)}, {"lacks", names(m.Missing)}, {"does not need", names(m.Excess)}}
}

func names(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, " ")
}

// markdown returns the matrix as a table.
func (m *Matrix) markdown() string {
	var b strings.Builder
	columns := m.columns()
	fmt.Fprintf(&b, "# Scopes of %s\n\n| scope | asked for | needed by |\n|---|---|---|\n", escape(m.Title))
	for _, c := range columns {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", code(c.scope), c.asked, c.needed)
	}
	b.WriteString("\n| request |")
	for _, c := range columns {
		fmt.Fprintf(&b, " %s |", code(c.scope))
	}
	b.WriteString("\n|---|" + strings.Repeat(":-:|", len(columns)) + "\n")
	for _, r := range m.Requests {
		b.WriteString("| " + escape(strings.Join(r.Path, " / ")) + " |")
		needs := setOf(r.Needs)
		for _, c := range columns {
			if needs[c.scope] {
				b.WriteString(" x |")
			} else {
				b.WriteString("  |")
			}
		}
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
	for _, line := range m.summary() {
		fmt.Fprintf(&b, "- %s: %s\n", line.what, escape(line.which))
	}
	if len(m.Contradictions) > 0 {
		b.WriteString("\n## What the API's document leaves open, or contradicts itself in\n\n")
		for _, c := range m.Contradictions {
			fmt.Fprintf(&b, "- %s %s\n", escape(c.Operation), escape(c.Text))
		}
	}
	return b.String()
}

func escape(text string) string { return markdown.Escape(oneLine(text)) }

// oneLine returns a text in one line, without control characters.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return utf8.RuneError
		}
		return r
	}, text)
}

// code returns a text as a code span in a cell of a table.
func code(text string) string { return markdown.Cell(markdown.Code(report.Printable(oneLine(text)))) }
