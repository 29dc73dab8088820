package docs

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/markdown"
)

// runningCode is the title of the part that explains the code samples.
const runningCode = "Run the code samples"

// Markdown returns the page in GitHub's Markdown. The collection's own Markdown stays as
// it is if it cannot affect the page around it.
func (p *Page) Markdown() string {
	w := &markdownWriter{}
	w.heading(1, p.Title)
	w.prose(p.Intro, 2)
	if len(p.SetUps) > 0 {
		w.heading(2, "Set up in Postman")
	}
	for _, s := range p.SetUps {
		w.setUp(s)
	}
	if p.Notes != "" {
		w.heading(2, "Notes")
		w.prose(p.Notes, 3)
	}
	w.scopes(p.Scopes)
	w.variables(p.Variables)
	if len(p.Code) > 0 {
		w.heading(2, runningCode)
		w.steps(p.Code)
	}
	if len(p.Folders) > 0 {
		w.heading(2, "Requests")
	}
	for _, f := range p.Folders {
		level := 3
		if len(f.Path) > 0 {
			level = 4
			w.heading(3, strings.Join(f.Path, " / "))
		}
		w.prose(f.Description, level)
		for _, r := range f.Requests {
			w.request(r, level)
		}
	}
	return harmlessMarkdown.Get().Replace(strings.TrimRight(w.text.String(), "\n") + "\n")
}

type markdownWriter struct{ text strings.Builder }

// block writes a block and an empty line.
func (w *markdownWriter) block(format string, args ...any) {
	fmt.Fprintf(&w.text, format+"\n\n", args...)
}

func (w *markdownWriter) heading(level int, title string) {
	w.block("%s %s", strings.Repeat("#", level), inline(title))
}

func (w *markdownWriter) prose(source string, level int) {
	if text := proseMarkdown(source, level); text != "" {
		w.block("%s", text)
	}
}

func (w *markdownWriter) setUp(s SetUp) {
	if s.Where != "" {
		w.heading(3, s.Title)
		w.block("%s", inline(s.Where))
	}
	w.steps(s.Steps)
}

func (w *markdownWriter) steps(steps []Step) {
	for i, step := range steps {
		w.block("%s", strings.TrimSpace(fmt.Sprintf("%d. **%s.** %s", i+1, inline(step.Title), spans(step.Text))))
		if text := proseMarkdown(step.Prose, 4); text != "" {
			w.block("   %s", strings.Join(indentedAll([]string{text}, "   "), ""))
		}
		w.fields(step.Fields)
		if len(step.After) > 0 {
			w.block("   %s", spans(step.After))
		}
	}
}

func (w *markdownWriter) fields(fields []Field) {
	if len(fields) == 0 {
		return
	}
	var rows [][]string
	for _, f := range fields {
		value := inlineCode(f.Value)
		switch {
		case f.Hidden:
			value = "*" + hiddenSecret + "*"
		case f.Choice:
			value = inline(f.Value)
		}
		if f.Missing {
			value = strings.TrimSpace("**missing** " + value)
		}
		rows = append(rows, []string{inline(f.Label), value, inline(f.Note)})
	}
	w.table("   ", []string{"Field", "Value", ""}, rows)
}

func (w *markdownWriter) table(indent string, titles []string, rows [][]string) {
	line := func(cells []string) { fmt.Fprintf(&w.text, "%s| %s |\n", indent, strings.Join(cells, " | ")) }
	line(titles)
	line(slices.Repeat([]string{"---"}, len(titles)))
	for _, cells := range rows {
		line(cells)
	}
	w.text.WriteByte('\n')
}

func (w *markdownWriter) scopes(scopes []Scope) {
	if len(scopes) == 0 {
		return
	}
	w.heading(2, "Scopes")
	titles := []string{"Scope", "Grants"}
	known := slices.ContainsFunc(scopes, func(s Scope) bool { return len(s.NeededBy) > 0 })
	if known {
		titles = append(titles, "Needed by")
	}
	var rows [][]string
	for _, s := range scopes {
		var needed []string
		for _, l := range s.NeededBy {
			needed = append(needed, inline(l.Text))
		}
		name := inlineCode(s.Name)
		if !s.Asked {
			name += " (not asked for)"
		}
		row := []string{name, inline(s.Description)}
		if known {
			row = append(row, strings.Join(needed, ", "))
		}
		rows = append(rows, row)
	}
	w.table("", titles, rows)
}

func (w *markdownWriter) variables(variables []Variable) {
	if len(variables) == 0 {
		return
	}
	w.heading(2, "Variables")
	var rows [][]string
	for _, v := range variables {
		value := inlineCode(v.Value)
		if v.Hidden || v.Value == "" {
			value = "*" + v.Instead() + "*"
		}
		rows = append(rows, []string{inlineCode(v.Name), value, inline(oneLine(v.Description))})
	}
	w.table("", []string{"Variable", "Value", ""}, rows)
}

func (w *markdownWriter) request(r Request, level int) {
	w.heading(level, r.Name)
	w.block("%s", inlineCode(r.Method+" "+r.Address))
	w.prose(r.Description, level+1)
	var facts []string
	if r.Auth.Name != "" {
		from := ""
		if r.Auth.From != "" {
			from = ", from " + inline(r.Auth.From)
		}
		facts = append(facts, "- Authorization: "+inline(r.Auth.Name)+from)
	}
	if len(r.Scopes) > 0 {
		var names []string
		for _, s := range r.Scopes {
			name := inlineCode(s.Name)
			if !s.Asked {
				name += " (not asked for)"
			}
			names = append(names, name)
		}
		facts = append(facts, "- Needs: "+strings.Join(names, ", "))
	}
	if len(r.Scripts) > 0 {
		facts = append(facts, "- In Postman a script runs "+strings.Join(r.Scripts, " and "))
	}
	if r.Unsent {
		facts = append(facts, "- Body: Postman sends none with "+inlineCode(r.Method))
	}
	if len(facts) > 0 {
		w.block("%s", strings.Join(facts, "\n"))
	}
	for _, g := range r.Parameters {
		w.parameters(g)
	}
	if r.Body != "" {
		w.block("Body:")
		w.code(r.Language, r.Body)
	}
	for _, s := range r.Snippets {
		w.block("%s:", s.Language.Name)
		w.code(s.Language.ID, s.Code)
	}
	w.fill(r)
	for _, e := range r.Examples {
		w.example(e)
	}
}

func (w *markdownWriter) example(e Example) {
	w.block("%s", strings.TrimSpace("Example: "+inline(strings.TrimSpace(e.Name+" "+e.Status))))
	w.block("Answers %s", inlineCode(strings.TrimSpace(e.Method+" "+e.Address)))
	if e.Sent != "" {
		w.block("sent with")
		w.code("", e.Sent)
	}
	if len(e.Headers) > 0 {
		w.parameters(Group{"Headers of the response", e.Headers})
	}
	if strings.TrimSpace(e.Body) != "" {
		w.code(e.Language, e.Body)
	}
	if e.Cut > 0 {
		w.block("%d more bytes are in the collection.", e.Cut)
	}
}

// fill lists the values that the reader of the snippets provides.
func (w *markdownWriter) fill(r Request) {
	if len(r.Fill) == 0 {
		return
	}
	var list []string
	for _, f := range r.Fill {
		note := f.Note()
		if f.Token {
			note = "an access token; see “" + runningCode + "”"
		}
		list = append(list, strings.TrimSpace("- "+inlineCode(f.Environment)+" "+inline(oneLine(note))))
	}
	w.block("%s", fillFirst)
	w.block("%s", strings.Join(list, "\n"))
	if r.FillsAddress() {
		w.block("%s", notEncoded)
	}
}

func (w *markdownWriter) parameters(g Group) {
	var rows [][]string
	for _, p := range g.Parameters {
		name, value := inlineCode(p.Name), inlineCode(p.Value)
		if p.Off {
			name += " (optional)"
		}
		if p.File {
			value = "*a file*"
		}
		rows = append(rows, []string{name, value, inline(oneLine(p.Description))})
	}
	w.table("", []string{g.Title, "Value", ""}, rows)
}

// code writes a code block with a fence that the code cannot close.
func (w *markdownWriter) code(language, text string) {
	language = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, language)
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimRight(text, "\r\n"))
	fence := markdown.Fence(text, 3)
	w.block("%s%s\n%s\n%s", fence, language, text, fence)
}

func spans(list []Span) string {
	var b strings.Builder
	for _, s := range list {
		switch {
		case s.Code:
			b.WriteString(inlineCode(s.Text))
		case s.Strong || s.Link != "":
			b.WriteString(padded(s.Text, "**"))
		default:
			b.WriteString(inline(s.Text))
		}
	}
	return strings.TrimSpace(b.String())
}

// padded puts marks around a text, with the spaces at its ends outside.
func padded(text, mark string) string {
	trimmed := strings.TrimSpace(text)
	if trimmed == "" {
		return text
	}
	return mark + inline(trimmed) + mark
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
