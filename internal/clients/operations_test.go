package clients

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestNewmanOperations sends the full collection: as it is generated, and with all
// that is switched off switched on. Each operation of the vendor's document
// arrives once, as the document has it.
func TestNewmanOperations(t *testing.T) {
	requireNode(t)
	d := readDocument(t, documentFile)
	for name, all := range map[string]bool{"as generated": false, "all switched on": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file, requests := filled(t, generated(t, "--include", "all"), all, everything)
			counts := checkSent(t, d, requests, sendAll(t, d, file, requests), all)
			if counts.operations != 327 || counts.bodies < 100 || all && counts.query != 597 {
				t.Errorf("only %+v arrived", counts)
			}
			proven(t, fmt.Sprintf("Newman: %d operations, %d query parameters, %d bodies with %d fields arrive as the document has them",
				counts.operations, counts.query, counts.bodies, counts.fields))
		})
	}
}

// TestNewmanOthers does the same with every request of Google Maps' document, and
// every ninth of Stripe's.
func TestNewmanOthers(t *testing.T) {
	requireNode(t)
	for _, api := range []struct {
		document string
		keep     func(i int) bool
		least    int
	}{
		{mapsFile, everything, 17},
		{stripeFile, func(i int) bool { return i%9 == 0 }, 50},
	} {
		t.Run(api.document, func(t *testing.T) {
			t.Parallel()
			d := readDocument(t, api.document)
			generated := generateFrom(t, api.document)
			for _, all := range []bool{false, true} {
				file, requests := filled(t, generated, all, api.keep)
				counts := checkSent(t, d, requests, sendAll(t, d, file, requests), all)
				if counts.operations < api.least {
					t.Errorf("only %+v arrived", counts)
				}
				proven(t, fmt.Sprintf("Newman: %+v", counts))
			}
		})
	}
}

// arrived counts what was checked.
type arrived struct{ operations, query, bodies, fields int }

// checkSent compares what arrived with the document.
func checkSent(t *testing.T, d document, requests []request, log []sent, all bool) (counts arrived) {
	t.Helper()
	operations, met := d.operations(), map[string]bool{}
	for i, s := range log {
		path, query, _ := strings.Cut(s.path, "?")
		found := receivedAt(operations, s.method, path)
		if len(found) != 1 {
			t.Errorf("%s: %s %s is %d operations of the document", requests[i].name, s.method, path, len(found))
			continue
		}
		e := found[0]
		key := e.method + " " + e.path
		if met[key] {
			t.Errorf("%s arrived twice", key)
		}
		met[key] = true
		counts.operations++
		counts.query += checkQuery(t, d, e, key, requests[i], query, all)
		fields, ok := checkBody(t, d, e, key, requests[i], s, all)
		counts.fields += fields
		if ok {
			counts.bodies++
		}
	}
	return counts
}

// checkQuery checks that the required parameters, or all, have the value that was
// filled in, one that the document gives, or, where one must be there, one that fits.
func checkQuery(t *testing.T, d document, e expected, key string, r request, query string, all bool) int {
	t.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Errorf("%s: the query %q: %v", key, query, err)
	}
	names := map[string]bool{}
	for _, scheme := range member(member(d["components"])["securitySchemes"]) {
		if s := d.resolve(scheme); text(s["in"]) == "query" && e.parameter("query", text(s["name"])) == nil {
			delete(values, text(s["name"])) // an API key
		}
	}
	for sent, list := range values {
		// An object is spread over several: created[gte], created[lte].
		name, _, _ := strings.Cut(sent, "[")
		p := e.parameter("query", sent)
		if p != nil {
			name = sent
		} else {
			p = e.parameter("query", name)
		}
		names[name] = true
		if len(list) != 1 && p["schema"] == nil {
			t.Errorf("%s: %s is sent %d times", key, sent, len(list))
		}
		if p == nil || name != sent {
			continue
		}
		value := list[0]
		written, err := url.QueryUnescape(r.query(sent))
		if err != nil {
			t.Errorf("%s: %s=%s is written: %v", key, sent, r.query(sent), err)
		}
		switch {
		case value == "" && !all, value == queryValue+sent, d.gives(p, value):
		case r.wire(written).MatchString(value) && (reference.MatchString(written) || d.isText(value, p)):
		default:
			t.Errorf("%s: %s=%s: the value is neither filled in nor the document's, nor does it fit", key, sent, value)
		}
	}
	want := e.names("query", all)
	if all {
		want = slices.DeleteFunc(want, func(name string) bool { return !names[name] && d.isStray(e, name) })
	}
	for _, name := range alsoSent[key] {
		if !slices.Contains(want, name) {
			want = append(want, name)
		}
	}
	slices.Sort(want)
	if got := slices.Sorted(maps.Keys(names)); !slices.Equal(got, want) {
		t.Errorf("%s: the query parameters %v arrived, want %v", key, got, want)
	}
	return len(names)
}

// alsoSent are query parameters of DrChrono that the document does not require, but its
// words do: one of several, or the ID of a batch.
var alsoSent = map[string][]string{
	"GET /api/audit_log":                       {"date_range"},
	"GET /api/appointments":                    {"date_range"},
	"GET /api/availability":                    {"date"},
	"GET /api/clinical_notes_list":             {"uuid"},
	"GET /api/prescription_messages_list":      {"uuid"},
	"GET /api/clinical_note_field_values_list": {"uuid"},
	"GET /api/eligibility_checks_list":         {"uuid"},
	"GET /api/line_items_list":                 {"uuid"},
	"GET /api/patients_list":                   {"uuid"},
	"GET /api/transactions_list":               {"uuid"},
}

// isStray reports whether a parameter is a filter of a list that DrChrono's document
// repeats for its records, where it means nothing.
func (d document) isStray(e expected, name string) bool {
	list := strings.TrimSuffix(e.path, "/{id}")
	if e.method == "GET" && list == e.path || e.parameter("query", name)["required"] == true {
		return false
	}
	return slices.ContainsFunc(d.operations(), func(other expected) bool {
		return other.method == "GET" && other.path == list && other.parameter("query", name) != nil
	})
}

// checkBody checks that the body is that of the collection, in the form that the document
// says, with fields of the document's schema and all that are required.
func checkBody(t *testing.T, d document, e expected, key string, r request, s sent, all bool) (fields int, ok bool) {
	t.Helper()
	media, parameters, _ := mime.ParseMediaType(s.header.Get("Content-Type"))
	switch declared := member(d.resolve(e.operation["requestBody"])["content"]); {
	case s.body == "" && media == "" && len(declared) == 0:
		return 0, false
	case s.body == "" && noFields(d, e, all):
		return 0, false
	case s.body == "" && e.method == "PATCH" && !all:
		return 0, false // a form with all fields switched off
	case s.body == "" && e.method == "GET":
		return 0, false // a mistake of the document: GET has no body
	case len(declared) > 0 && d.body(e, media) == nil:
		t.Errorf("%s takes %v and is sent %q with %q", key, slices.Sorted(maps.Keys(declared)), media, s.body)
		return 0, false
	case media == "application/json":
		return checkJSON(t, d, e, key, r, s.body), true
	}
	got, err := formOf(media, parameters["boundary"], s.body)
	if err != nil {
		t.Errorf("%s: the body: %v", key, err)
	}
	properties, want := map[string]map[string]any{}, map[string]bool{}
	for _, schema := range d.bodies(e, media) {
		for name, property := range d.writable(schema) {
			properties[name] = property
			if all || e.method != "PATCH" && slices.Contains(elements(schema["required"]), any(name)) {
				want[name] = true
			}
		}
	}
	names := map[string]bool{}
	for field, value := range got {
		name, _, _ := strings.Cut(field, "[")
		names[name] = true
		if property := properties[name]; name == field && property["format"] == "binary" && value != fileText {
			t.Errorf("%s: the file %s arrived as %q", key, field, value)
		}
	}
	if !reflect.DeepEqual(names, want) {
		t.Errorf("%s: the fields %v arrived, want %v", key, slices.Sorted(maps.Keys(names)), slices.Sorted(maps.Keys(want)))
	}
	return len(got), true
}

// noFields reports whether an operation's form has no field to send.
func noFields(d document, e expected, all bool) bool {
	for media := range member(d.resolve(e.operation["requestBody"])["content"]) {
		schema := d.body(e, media)
		if media == "application/json" || len(elements(schema["required"])) > 0 || all && len(d.writable(schema)) > 0 {
			return false
		}
	}
	return true
}

// formOf returns the fields of a form, by name.
func formOf(media, boundary, body string) (map[string]string, error) {
	got := map[string]string{}
	if media == "application/x-www-form-urlencoded" {
		values, err := url.ParseQuery(body)
		for name := range values {
			got[name] = values.Get(name)
		}
		return got, err
	}
	parts := multipart.NewReader(strings.NewReader(body), boundary)
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return got, nil
		}
		if err != nil {
			return got, fmt.Errorf("%s: %w", media, err)
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return got, err
		}
		got[part.FormName()] = string(content)
	}
}

// checkJSON checks that a body is the JSON of the collection, whose members are of the
// document: of the body that it declares or, where it declares none, of the resource
// that the operation, or its neighbours, answer with. What replaces a record is no JSON
// before somebody says with what, and what updates one changes nothing.
func checkJSON(t *testing.T, d document, e expected, key string, r request, body string) int {
	t.Helper()
	raw := text(member(r.request["body"])["raw"])
	if !r.wire(raw).MatchString(body) {
		t.Errorf("%s: %s arrived, the collection has %s", key, body, raw)
		return 0
	}
	if e.method == "PUT" {
		if _, err := decodeJSON(body); err == nil {
			t.Errorf("%s: %s would replace a record", key, body)
		}
		if wholeTarget.MatchString(raw) {
			return 0
		}
		body = memberTarget.ReplaceAllString(body, "")
	}
	got, err := decodeJSON(body)
	if err != nil {
		t.Errorf("%s: %s: %v", key, body, err)
		return 0
	}
	if e.method == "PATCH" {
		if len(member(got)) > 0 || got == nil {
			t.Errorf("%s: %s would change a record", key, body)
		}
		return 0
	}
	schemas := d.bodies(e, "application/json")
	members := member(got)
	var complaint string
	for _, schema := range schemas {
		if complaint = d.misfit(members, schema); complaint == "" {
			return len(members)
		}
	}
	if schemas != nil && len(members) > 0 || complaint != "" {
		t.Errorf("%s: %s: %s", key, body, complaint)
	}
	return len(members)
}

// bodies returns the schemas of what an operation takes as a media type: the one that it
// declares or, where it declares none, those of the resource.
func (d document) bodies(e expected, media string) []map[string]any {
	if schema := d.body(e, media); schema != nil {
		return []map[string]any{schema}
	}
	var schemas []map[string]any
	for _, neighbour := range d.operations() {
		if base := strings.TrimSuffix(e.path, "/{id}"); neighbour.path == e.path || neighbour.path == base || neighbour.path == base+"/{id}" {
			schemas = append(schemas, d.answer(neighbour))
		}
	}
	return schemas
}

// misfit describes what keeps members from being those of a schema.
func (d document) misfit(members map[string]any, schema map[string]any) string {
	properties := d.writable(schema)
	for name, value := range members {
		property, known := properties[name]
		if schema["properties"] != nil && !known && schema["additionalProperties"] == nil {
			return name + " is no property that is sent"
		}
		if !d.isOf(value, property) {
			return fmt.Sprintf("%s is %v", name, value)
		}
	}
	for _, name := range elements(schema["required"]) {
		if _, is := properties[text(name)]; is && members[text(name)] == nil {
			return text(name) + " is required and missing"
		}
	}
	return ""
}

// wholeTarget is a body that is a variable; memberTarget, the member of an example that
// keeps it from being JSON.
var (
	wholeTarget  = regexp.MustCompile(`^\{\{target_\w+\}\}$`)
	memberTarget = regexp.MustCompile(`"\.\.\.":\s*\{\{target_\w+\}\},?|,\s*"\.\.\.":\s*\{\{target_\w+\}\}`)
)

func decodeJSON(text string) (any, error) {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var v any
	err := decoder.Decode(&v)
	return v, err
}
