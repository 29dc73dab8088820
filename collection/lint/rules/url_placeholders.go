package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

// placeholders is the kind of the placeholders in a rule's tally. They are one finding per
// text, because converters write the same one all over a file.
const placeholders = "placeholders"

// countPlaceholders counts the values of parameters in an address that are placeholders.
func countPlaceholders(p *rule.Pass, i collection.Item, u collection.URL, parts []urlPart) {
	for _, part := range parts {
		if part.kind == queryValuePart && fillsIn(part.Text) {
			p.Tally.Add(placeholders, part.Text, i, part.Part)
		}
	}
	for v := range u.PathVariables() {
		if value := v.Value(); value.Kind() == jsontree.String && fillsIn(value.Text()) {
			p.Tally.Add(placeholders, value.Text(), i, collection.Part{Node: value, Text: value.Text(), Whole: true})
		}
	}
}

// placeholderValues reports values of parameters in addresses that are placeholders.
func placeholderValues(p *rule.Pass) {
	reportPlaceholders(p, "parameters", "fill it in, switch the parameter off, or write a variable in its place")
}

// isPlaceholderValue reports whether the value of a header is a placeholder, with or
// without the scheme of an authorization.
func isPlaceholderValue(value string) bool {
	if fillsIn(value) {
		return true
	}
	_, credential, _ := strings.Cut(value, " ")
	return fillsIn(credential) && schemeWord.Get().MatchString(value)
}

// placeholderHeaders reports values of headers that are placeholders.
func placeholderHeaders(p *rule.Pass) {
	reportPlaceholders(p, "headers", "fill it in, switch the header off, or write a variable in its place")
}

// reportPlaceholders reports the placeholders that were counted.
func reportPlaceholders(p *rule.Pass, several, help string) {
	for _, one := range p.Tally.List(placeholders) {
		f := rule.Finding{
			Everywhere: true, Severity: diagnostic.Info,
			Message: fmt.Sprintf("%s is a placeholder, and is sent as it is written", one.First.Text),
			Help:    help,
		}
		if one.Count > 1 {
			f.Aside = fmt.Sprintf(" (%d %s)", one.Count, several)
		}
		reportPart(p, one.First, f)
	}
}
