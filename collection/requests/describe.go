package requests

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/markdown"
	"github.com/postwright/postwright/collection/resources"
	"github.com/postwright/postwright/collection/sample"
	"github.com/postwright/postwright/collection/synthetic"
)

// sentences joins texts to one, each with a full stop.
func sentences(parts ...string) string {
	var kept []string
	for _, p := range parts {
		p = strings.TrimSpace(p)
		if p == "" || slices.Contains(kept, p) {
			continue
		}
		if !strings.ContainsAny(p[len(p)-1:], ".!?:)>`|") {
			p += "."
		}
		kept = append(kept, p)
	}
	return strings.Join(kept, " ")
}

// describe returns the document's description of a schema.
func describe(s *api.Schema) string {
	if s == nil {
		return ""
	}
	return sample.Flat(s).Description
}

// requestDescription returns a request's description: that of the document or the
// wording, what the request needs, and what its body accepts.
func (l *layouter) requestDescription(o *api.Operation, fields *api.Schema) string {
	said := l.options.Wording.Operations[o.String()].Description
	if said == "" {
		said = o.Description
	}
	if utf8.RuneCountInString(o.Summary) > maxName {
		said = paragraphs(o.Summary, said)
	}
	var parts []string
	if o.Deprecated {
		parts = append(parts, "**Deprecated**: the API is going to drop this.")
	}
	parts = append(parts, said)
	if !strings.Contains(said, o.PathDescription) {
		parts = append(parts, o.PathDescription)
	}
	if o.Docs != "" {
		parts = append(parts, "More: "+o.Docs)
	}
	switch {
	case o.IsPublic():
		parts = append(parts, "Needs no authorization.")
	case len(o.Scopes) > 0 && l.asksScopes(o):
		parts = append(parts, "Needs "+english.Plural(len(o.Scopes), "the scope ", "the scopes ")+code(o.Scopes)+".")
	}
	parts = append(parts, l.otherWays(o))
	if o.Body != nil && len(strings.Fields(o.Body.Description)) > 2 { // "Request body" says nothing
		parts = append(parts, "The body: "+o.Body.Description)
	}
	if other := l.otherMedia(o); other != "" {
		parts = append(parts, other)
	}
	if fields != nil {
		parts = append(parts, l.bodyDescription(o, fields))
	} else if o.Body != nil {
		parts = append(parts, l.howToSend(o))
	}
	parts = append(parts, l.notVariables(o))
	return l.spend(paragraphs(parts...))
}

// otherMedia describes the other media types that the body may have.
func (l *layouter) otherMedia(o *api.Operation) string {
	if o.Body == nil || !l.options.FromDocument || len(o.Body.Accepts) < 2 {
		return ""
	}
	var others []string
	for _, media := range o.Body.Accepts {
		if media != o.Body.Media && !slices.Contains(others, media) && len(others) < mostExamples {
			others = append(others, media)
		}
	}
	if len(others) == 0 {
		return ""
	}
	return "The body may also be " + code(others) + "."
}

// code returns a list of names in Markdown: `a`, `b` and `c`.
func code(names []string) string {
	var b strings.Builder
	for i, name := range names {
		switch {
		case i == 0:
		case i == len(names)-1:
			b.WriteString(" and ")
		default:
			b.WriteString(", ")
		}
		b.WriteString(codeSpan(name))
	}
	return b.String()
}

// codeSpan returns a name as a code span on one line.
func codeSpan(name string) string { return markdown.Code(strings.Join(strings.Fields(name), " ")) }

// facts describes the values that a schema allows.
func facts(s *api.Schema) string { return sentences(english.Title(typeWords(s)), limits(s)) }

// typeWords returns a type in words; "" if any type is allowed.
func typeWords(s *api.Schema) string { return typeWordsWithin(s, 0) }

// maxLists is the maximum number of nested lists that are described: a list may contain
// itself.
const maxLists = 3

func typeWordsWithin(s *api.Schema, lists int) string {
	if s == nil || lists > maxLists {
		return ""
	}
	flat := sample.Flat(s)
	switch {
	case flat.Format == "date":
		return "date, YYYY-MM-DD"
	case flat.Format == "date-time":
		return "date and time, such as 2026-01-31T09:30:00Z"
	case flat.Format == "binary":
		return "file"
	case flat.Format == "byte":
		return "base64"
	case flat.Is("integer"):
		return "integer"
	case flat.Is("number"):
		return "number"
	case flat.Is("boolean"):
		return "boolean"
	case flat.Is("array"):
		if inner := typeWordsWithin(flat.Items, lists+1); inner != "" {
			return "array of " + several(inner)
		}
		return "array"
	case flat.Is("object") || len(flat.Properties) > 0:
		return "object"
	case flat.Is("string") && flat.Format != "" && !strings.ContainsAny(flat.Format, " \n"):
		return "string, " + flat.Format
	case flat.Is("string"):
		return "string"
	}
	return ""
}

// several returns a type in the plural, for the items of an array.
func several(kind string) string {
	name, more, isMore := strings.Cut(kind, ",")
	switch words := strings.SplitN(name, " ", 2); {
	case name == "base64":
		name = "base64 strings"
	case words[0] == "array":
		name = "arrays" + strings.TrimPrefix(name, "array")
	case words[0] == "date" && len(words) > 1:
		name = "dates with times"
	default:
		name += "s"
	}
	if isMore {
		name += "," + more
	}
	return name
}

// mostValues is the maximum number of allowed values that are listed.
const mostValues = 30

// limits describes the values of its type that a schema allows.
func limits(s *api.Schema) string {
	if s == nil {
		return ""
	}
	flat := sample.Flat(s)
	if flat.Items != nil && len(flat.Enum) == 0 {
		if inner := sample.Flat(flat.Items); len(inner.Enum) > 0 {
			flat = inner
		}
	}
	var parts []string
	if len(flat.Enum) > 0 {
		var values []string
		for i, v := range flat.Enum {
			if i == mostValues {
				values = append(values, fmt.Sprintf("and %d more", len(flat.Enum)-i))
				break
			}
			if v.Kind == api.String {
				values = append(values, quoted(v.Text))
			} else {
				values = append(values, v.JSON(""))
			}
		}
		parts = append(parts, "One of "+strings.Join(values, ", "))
	}
	if flat.Default != nil && flat.Default.Kind != api.Null && written(flat.Default) != "" {
		parts = append(parts, "Default: "+shortened(written(flat.Default)))
	}
	if flat.Minimum != nil {
		parts = append(parts, bound("At least ", "More than ", *flat.Minimum, flat.ExclusiveMinimum))
	}
	if flat.Maximum != nil {
		parts = append(parts, bound("At most ", "Less than ", *flat.Maximum, flat.ExclusiveMaximum))
	}
	if flat.Nullable {
		parts = append(parts, "May be null")
	}
	if flat.MaxLength != nil {
		parts = append(parts, fmt.Sprintf("At most %d characters", *flat.MaxLength))
	}
	return sentences(parts...)
}

// quoted returns an allowed text, in quotes only if it could be misread.
func quoted(text string) string {
	if text == "" || strings.TrimSpace(text) != text || strings.Contains(text, ",") {
		return `"` + text + `"`
	}
	return text
}

func bound(inclusive, exclusive string, f float64, is bool) string {
	number := strconv.FormatFloat(f, 'f', -1, 64)
	if is {
		return exclusive + number
	}
	return inclusive + number
}

// parameterDescription describes a query parameter or header and its values.
func (l *layouter) parameterDescription(o *api.Operation, p *api.Parameter) string {
	required, deprecated := "", ""
	if p.Required {
		required = "Required"
	}
	if p.Deprecated {
		deprecated = "Deprecated"
	}
	s := l.values.QueryVariable(o, p)
	if p.In == api.InQuery && p.Required && s.Kind == synthetic.TargetID {
		return l.say(required, deprecated, l.meaning(o, p), "Replace "+codeSpan("{{"+s.Name+"}}")+" by it", english.Title(typeWords(p.Schema)), limits(p.Schema), otherExamples(p))
	}
	return l.say(required, deprecated, l.meaning(o, p), english.Title(typeWords(p.Schema)), limits(p.Schema), otherExamples(p))
}

func (l *layouter) pathDescription(o *api.Operation, p *api.Parameter) string {
	meaning := l.meaning(o, p)
	if meaning == "" && strings.EqualFold(p.Name, "id") {
		chain := l.tree.Chain(o)
		meaning = "The ID of " + l.one(chain[len(chain)-1])
	}
	if s := l.values.PathVariable(o, p); s.Name != "" && s.Kind == synthetic.TargetID {
		meaning = sentences(meaning, "Replace "+codeSpan("{{"+s.Name+"}}")+" by it.")
	}
	return l.say(meaning, english.Title(typeWords(p.Schema)), limits(p.Schema), otherExamples(p))
}

// Limits of the examples that a parameter's description lists.
const (
	mostExamples   = 6
	maxExampleText = 80
)

// otherExamples lists the examples of a parameter that are not its value, with the
// document's names for them.
func otherExamples(p *api.Parameter) string {
	var all []string
	for i, e := range p.Examples {
		text := written(e.Value)
		if i == 0 || len(all) == mostExamples || text == "" || e.Value.Kind == api.Object || len(text) > maxExampleText {
			continue
		}
		if label := cmp.Or(e.Summary, e.Key); label != text {
			text = codeSpan(text) + " (" + shortened(label) + ")"
		} else {
			text = codeSpan(text)
		}
		all = append(all, text)
	}
	if len(all) == 0 {
		return ""
	}
	return "Other examples: " + strings.Join(all, ", ") + "."
}

// meaning returns the wording's or the document's description of a parameter.
func (l *layouter) meaning(o *api.Operation, p *api.Parameter) string {
	if own := l.options.Wording.Operations[o.String()].Parameters[p.Name]; own != "" {
		return own
	}
	if known := l.options.Wording.Parameters[p.Name]; known != "" {
		return known
	}
	return p.Description
}

// isStray reports whether a parameter is a list's filter that the document repeats for
// an operation without a list, if the API's wording says that such filters have no
// meaning there.
func (l *layouter) isStray(o *api.Operation, p *api.Parameter) bool {
	w := l.options.Wording
	_, isNamed := w.Operations[o.String()].Parameters[p.Name]
	return w.FiltersOnListsOnly && p.In == api.InQuery && !p.Required && !isNamed && l.isFilter(o, p.Name)
}

// isFilter reports whether an operation that is not its resource's list has the
// parameter from that list.
func (l *layouter) isFilter(o *api.Operation, name string) bool {
	segments := resources.Segments(o.Path)
	for len(segments) > 0 && api.IsParameter(segments[len(segments)-1]) {
		segments = segments[:len(segments)-1]
	}
	list := "/" + strings.Join(segments, "/")
	if o.Method == "GET" && list == o.Path {
		return false
	}
	if l.filters == nil {
		l.filters = map[string]bool{}
		for _, other := range l.api.Operations {
			if other.Method != "GET" || !l.tree.IsCollection(resources.Plain(other.Path)) {
				continue
			}
			for _, p := range other.Parameters {
				if p.In == api.InQuery {
					l.filters[other.Path+" "+p.Name] = true
				}
			}
		}
	}
	return l.filters[list+" "+name]
}
