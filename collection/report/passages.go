package report

import (
	"sort"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/redact/secret"
)

// passage is a masked part of a text.
type passage struct {
	span
	text string
}

// passages are masked parts of a text, in its order, with some text around what is shown.
type passages []passage

// at returns the passage around an offset that is shown.
func (e passages) at(offset int) passage {
	return e[sort.Search(len(e), func(i int) bool { return e[i].end >= offset })]
}

// whole returns a masked text as its only passage.
func whole(text string) passages { return passages{{span{0, len(text)}, text}} }

// passagesOf returns the parts of a text around the shown spans, not masked.
func passagesOf(text string, shown spans) passages {
	var parts passages
	for _, s := range shown.near(text) {
		parts = append(parts, passage{s, text[s.start:s.end]})
	}
	return parts
}

// maskDocument returns a document's text around the shown spans, without the secrets and
// personal data in the strings that are shown.
func maskDocument(d *jsontree.Document, shown spans) passages {
	parts := passagesOf(d.Text(), shown)
	masked := make([][]byte, len(parts)) // nil while it equals the text
	for _, e := range redact.Edits(d.Root(), func(n jsontree.Node) bool { return shown.touch(n.Start(), n.End()) }) {
		for i := sort.Search(len(parts), func(i int) bool { return parts[i].end > e.Start }); i < len(parts) && parts[i].start < e.End; i++ {
			if masked[i] == nil {
				masked[i] = []byte(parts[i].text)
			}
			from := max(e.Start, parts[i].start)
			copy(masked[i][from-parts[i].start:], e.Text[from-e.Start:])
		}
	}
	for i := range parts {
		if masked[i] != nil {
			parts[i].text = string(masked[i])
		}
	}
	return parts
}

// maskRepeats masks what repeats a value that another place shows to be a secret.
func maskRepeats(parts passages, secrets *strings.Replacer) passages {
	for i := range parts {
		if text := secrets.Replace(parts[i].text); len(text) == len(parts[i].text) {
			parts[i].text = text
		}
	}
	return parts
}

// maskLines returns a text in which the shown lines are masked.
func maskLines(text string, shown spans) string {
	var masked []byte // nil while it equals the text
	done := 0
	for _, s := range shown {
		from, to := max(done, strings.LastIndexByte(text[:s.start], '\n')+1), len(text)
		if length := strings.IndexByte(text[max(from, s.end):], '\n'); length >= 0 {
			to = max(from, s.end) + length
		}
		if lines := secret.MaskYAML(text[from:to]); lines != text[from:to] {
			if masked == nil {
				masked = []byte(text)
			}
			copy(masked[from:to], lines)
		}
		done = to
	}
	if masked == nil {
		return text
	}
	return string(masked)
}
