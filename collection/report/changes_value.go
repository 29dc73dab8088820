package report

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/format"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/normalize"
)

// shownChange is a change as a report shows it: two short texts, "" for a missing
// value, or a line-by-line difference.
type shownChange struct {
	before, after string
	note          string   // replaces both
	lines         []string // of a unified diff, without its file names
}

// shown returns the change of a field as a report shows it.
func shown(c maskedChange) shownChange {
	before, after := c.values()
	if c.sort == normalize.Scope {
		if lines := scopeChange(before, after); lines != nil {
			return shownChange{lines: lines}
		}
	}
	return shownValues(c.sort, before, after)
}

// shownValues returns two different values of a sort of field as a report shows them.
func shownValues(sort normalize.Sort, old, current any) shownChange {
	before, after := valueText(old), valueText(current)
	if before == after {
		// For example "1" and 1, which differ only as JSON.
		before, after = jsonText(old), jsonText(current)
	}
	switch {
	case before == after:
		return shownChange{note: "another value, which is not shown"}
	case strings.ReplaceAll(before, "\r\n", "\n") == strings.ReplaceAll(after, "\r\n", "\n"):
		return shownChange{note: "other line ends"}
	case strings.TrimRight(before, "\n") == strings.TrimRight(after, "\n"):
		return shownChange{note: "other empty lines at the end"}
	case strings.ContainsAny(before, "\n") || strings.ContainsAny(after, "\n"):
		return shownChange{lines: lineDifference(before, after)}
	}
	if sort == normalize.Text {
		before, after = quoted(old, before), quoted(current, after)
	}
	before, after = excerpt(before, after)
	return shownChange{before: before, after: after}
}

func quoted(value any, text string) string {
	if value == nil {
		return ""
	}
	return `"` + text + `"`
}

// scopeChange returns the scopes that were added and removed. It is nil if only their
// separator changed.
func scopeChange(before, after any) []string {
	old, current := scopeSet(before), scopeSet(after)
	var lines []string
	for _, name := range current.Without(old).Names() {
		lines = append(lines, "+"+name)
	}
	for _, name := range old.Without(current).Names() {
		lines = append(lines, "-"+name)
	}
	return lines
}

// scopeSet returns the scopes in a value. If the value is not a list of scopes, they are
// read from its text.
func scopeSet(value any) collection.ScopeSet {
	if list, ok := value.(maskedScopes); ok {
		return list.set
	}
	return collection.ScopeSetOf(valueText(value))
}

// valueText returns a value as text: that of a string, else its JSON.
func valueText(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case json.RawMessage:
		return compact(string(v))
	case maskedScopes:
		return compact(string(v.RawMessage))
	case diff.Place:
		return placeText(v)
	}
	return jsonText(value)
}

// placeText returns a place in words.
func placeText(p diff.Place) string {
	folder := "the top"
	if len(p.Folder) > 0 {
		folder = strings.Join(p.Folder, " / ")
	}
	return fmt.Sprintf("%s, place %d", folder, p.Position)
}

// jsonText returns a value as JSON; "" for none.
func jsonText(value any) string {
	if value == nil {
		return ""
	}
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return fmt.Sprint(value)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// compact returns a JSON text on one line if it is short, else with one line per value.
func compact(raw string) string {
	d, err := jsontree.Parse(raw)
	if err != nil {
		return raw
	}
	if d.Root().Kind() == jsontree.String {
		return d.Root().Text()
	}
	if line := format.Line.Print(d.Root(), "", nil); len(line) <= 120 {
		return line
	}
	return format.Indented("  ").Print(d.Root(), "", nil)
}

// lineDifference returns the difference of two texts line by line in the unified
// format.
func lineDifference(before, after string) []string {
	ended := func(text string) string {
		text = strings.ReplaceAll(text, "\r\n", "\n")
		if text != "" && !strings.HasSuffix(text, "\n") {
			text += "\n"
		}
		return text
	}
	text := unified(ended(before), ended(after), "", "").String()
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	skip := 2 // skip the file names
	if before == "" || after == "" {
		skip = 3 // and the line numbers: it is the whole text
	}
	return lines[min(skip, len(lines)):]
}

// A value on one line is shown in full up to mostShown characters. Of a longer value
// the surroundings of the difference are shown.
const (
	mostShown  = 160
	mostAround = 40
)

// excerpt cuts two texts to the part where they differ.
func excerpt(before, after string) (string, string) {
	if utf8.RuneCountInString(before) <= mostShown && utf8.RuneCountInString(after) <= mostShown {
		return before, after
	}
	a, b := []rune(before), []rune(after)
	start := 0
	for start < min(len(a), len(b)) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < min(len(a), len(b))-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	cut := func(text []rune) string {
		if len(text) == 0 {
			return ""
		}
		from, to := max(0, start-mostAround), min(len(text), len(text)-end+mostAround)
		if to-from > mostShown {
			to = from + mostShown
		}
		out := string(text[from:to])
		if from > 0 {
			out = "…" + out
		}
		if to < len(text) {
			out += "…"
		}
		return out
	}
	return cut(a), cut(b)
}
