package requests

import (
	"maps"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/contract"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/template"
)

// Tests is what the tests of generated requests check.
type Tests string

// The kinds of tests.
const (
	NoTests     Tests = "none"
	StatusTests Tests = "status" // the status is a successful one that the document declares
	SchemaTests Tests = "schema" // and the response fits the schema of the operation
)

// maxSchema is the maximum size in bytes of the schema in a request's test. A larger one
// is left out.
const maxSchema = 64 << 10

// test returns the script that runs after a request.
func (l *layouter) test(o *api.Operation) string {
	return l.spend(paragraphs(l.schemaTest(o), l.fill(o)))
}

// schemaTest returns a test that checks a response against the operation's schema. It
// uses the validator of Postman's scripts, so that nothing needs to be loaded.
func (l *layouter) schemaTest(o *api.Operation) string {
	s := o.Answer()
	if l.options.Tests != SchemaTests || s == nil {
		return ""
	}
	text, known := l.schemas[s]
	if !known {
		text = contract.Schema(s, maxSchema)
		l.schemas[s] = text
	}
	if text == "" {
		return ""
	}
	return `pm.test(pm.info.requestName + ": the answer fits the API's document", function () {
    if (pm.response.code < 200 || pm.response.code > 299) {
        return; // an error has another form
    }
    pm.response.to.have.jsonSchema(` + text + `);
});`
}

// fill returns a script that stores the ID of the first record in a list, or of a
// created one, for the requests that refer to it. It does not replace a value.
func (l *layouter) fill(o *api.Operation) string {
	variable, field := l.values.Fills(o)
	if variable == "" {
		return ""
	}
	record := "answer"
	if o.Method == "GET" {
		record = "(Array.isArray(answer) ? answer : Object.values(answer || {}).find(Array.isArray) || [])[0]"
	}
	return `// Keeps an ID in ` + variable + ` for other requests, unless one is there already.
if (pm.response.code >= 200 && pm.response.code < 300 && !pm.variables.get(` + quoteJS(variable) + `)) {
    let answer = null;
    try {
        answer = pm.response.json();
    } catch (notJson) {
        // Then there is no ID in it.
    }
    const record = ` + record + `;
    const id = record && record[` + quoteJS(field) + `];
    if (id !== undefined && id !== null) {
        const scope = pm.environment.has(` + quoteJS(variable) + `) ? pm.environment : pm.collectionVariables;
        scope.set(` + quoteJS(variable) + `, String(id));
    }
}`
}

// quoteJS returns a text as a JavaScript string.
func quoteJS(text string) string { return jsontree.Quote(text) }

// computed returns the script that sets the variables in a request that the wording
// knows how to compute. It includes those in disabled parts, which the reader may
// enable.
func (l *layouter) computed(r *template.Request) string {
	computed := l.options.Wording.Computed
	if len(computed) == 0 {
		return ""
	}
	var written strings.Builder
	lists := [][]template.Parameter{r.Query, r.Headers}
	if r.Body != nil {
		written.WriteString(r.Body.Raw)
		lists = append(lists, r.Body.Fields)
	}
	for _, p := range slices.Concat(lists...) {
		written.WriteString(p.Value + "\n")
	}
	var scripts []string
	for _, name := range slices.Sorted(maps.Keys(computed)) {
		if strings.Contains(written.String(), "{{"+name+"}}") {
			scripts = append(scripts, strings.TrimSpace(computed[name]))
		}
	}
	return l.spend(strings.Join(scripts, "\n\n"))
}
