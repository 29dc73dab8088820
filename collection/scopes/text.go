package scopes

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/report"
)

// Formats are the notations of a matrix, the default first.
func Formats() []string { return []string{"text", "json", "markdown"} }

// Write is the matrix in a format.
func (m *Matrix) Write(format string) (string, error) {
	switch format {
	case "json":
		text, err := json.MarshalIndent(struct {
			Version int `json:"version"`
			*Matrix
		}{1, m}, "", "  ")
		return string(text) + "\n", err
	case "markdown":
		return m.markdown(), nil
	case "text":
		return m.text(), nil
	}
	return "", fmt.Errorf("there is no format %q", format)
}

// columns are the scopes that a matrix has columns for: those that are asked for
// or needed.
func (m *Matrix) columns() []string {
	all := slices.Clone(m.Asked)
	for _, name := range m.Needed {
		if !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// needing is how many requests need a scope.
func (m *Matrix) needing(scope string) int {
	n := 0
	for _, r := range m.Requests {
		if slices.Contains(r.Needs, scope) {
			n++
		}
	}
	return n
}

// asked says in a word whether a scope is asked for.
func (m *Matrix) asked(scope string) string {
	switch {
	case m.AsksAll:
		return "all are"
	case slices.Contains(m.Asked, scope):
		return "yes"
	}
	return "no"
}

// key is the letter of a column: a to z, then aa.
func key(i int) string {
	if i < 26 {
		return string(rune('a' + i))
	}
	return key(i/26-1) + key(i%26)
}

// text is the matrix for a terminal: letters for scopes, explained above.
func (m *Matrix) text() string {
	var b strings.Builder
	columns := m.columns()
	width := len("scope")
	for _, c := range columns {
		width = max(width, utf8.RuneCountInString(c))
	}
	fmt.Fprintf(&b, "%s\n\n    %-*s  asked for  needed by\n", report.Printable(m.Title), width, "scope")
	for i, c := range columns {
		fmt.Fprintf(&b, "%3s %-*s  %-9s  %s\n", key(i), width, report.Printable(c), m.asked(c), count(m.needing(c)))
	}
	b.WriteByte('\n')
	m.rows(&b, columns)
	b.WriteByte('\n')
	for _, line := range m.summary() {
		b.WriteString(line + "\n")
	}
	if len(m.Contradictions) > 0 {
		b.WriteString("\nThe API's document contradicts itself:\n")
		for _, c := range m.Contradictions {
			fmt.Fprintf(&b, "  %s %s\n", c.Operation, c.Text)
		}
	}
	return b.String()
}

// mostName is how wide the names of requests may be.
const mostName = 70

func (m *Matrix) rows(b *strings.Builder, columns []string) {
	width := 0
	names := make([]string, len(m.Requests))
	for i, r := range m.Requests {
		names[i] = report.Printable(strings.Join(r.Path, " / "))
		if runes := []rune(names[i]); len(runes) > mostName {
			names[i] = "…" + string(runes[len(runes)-mostName+1:])
		}
		width = max(width, utf8.RuneCountInString(names[i]))
	}
	var head strings.Builder
	for i := range columns {
		fmt.Fprintf(&head, " %2s", key(i))
	}
	fmt.Fprintf(b, "%-*s %s\n", width, "", head.String())
	for i, r := range m.Requests {
		b.WriteString(names[i] + strings.Repeat(" ", width-utf8.RuneCountInString(names[i])+1))
		for _, c := range columns {
			mark := " ·"
			if slices.Contains(r.Needs, c) {
				mark = " x"
			}
			b.WriteString(" " + mark)
		}
		if r.ToServer && !r.Known {
			b.WriteString("  not an operation of the API")
		}
		b.WriteByte('\n')
	}
}

func count(n int) string {
	if n == 1 {
		return "1 request"
	}
	return fmt.Sprintf("%d requests", n)
}

// summary says how what is asked for and what is needed compare.
func (m *Matrix) summary() []string {
	lines := []string{"needs:         " + names(m.Needed)}
	if m.AsksAll {
		return append(lines, "asks for:      all that the server has, by naming none")
	}
	lines = append(lines, "asks for:      "+names(m.Asked), "lacks:         "+names(m.Missing), "does not need: "+names(m.Excess))
	return lines
}

func names(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return report.Printable(strings.Join(list, " "))
}

// markdown is the matrix as a table.
func (m *Matrix) markdown() string {
	var b strings.Builder
	columns := m.columns()
	fmt.Fprintf(&b, "# Scopes of %s\n\n| scope | asked for | needed by |\n|---|---|---|\n", escape(m.Title))
	for _, c := range columns {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", escape(c), m.asked(c), count(m.needing(c)))
	}
	b.WriteString("\n| request |")
	for _, c := range columns {
		fmt.Fprintf(&b, " `%s` |", escape(c))
	}
	b.WriteString("\n|---|" + strings.Repeat(":-:|", len(columns)) + "\n")
	for _, r := range m.Requests {
		b.WriteString("| " + escape(strings.Join(r.Path, " / ")) + " |")
		for _, c := range columns {
			mark := ""
			if slices.Contains(r.Needs, c) {
				mark = "x"
			}
			b.WriteString(" " + mark + " |")
		}
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
	for _, line := range m.summary() {
		what, which, _ := strings.Cut(line, ":")
		fmt.Fprintf(&b, "- %s: %s\n", what, escape(strings.TrimSpace(which)))
	}
	if len(m.Contradictions) > 0 {
		b.WriteString("\n## What the API's document contradicts itself in\n\n")
		for _, c := range m.Contradictions {
			fmt.Fprintf(&b, "- %s %s\n", escape(c.Operation), escape(c.Text))
		}
	}
	return b.String()
}

// escape keeps a text from ending a table's cell or being read as Markdown.
func escape(text string) string {
	return strings.NewReplacer("\\", "\\\\", "|", "\\|", "\n", " ", "\r", " ", "`", "\\`", "<", "&lt;", "*", "\\*", "_", "\\_", "[", "\\[").Replace(text)
}
