package clients

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/testkit"
)

const (
	fullFile     = "../../dist/drchrono-full.postman_collection.json"
	documentFile = "drchrono/openapi-2026.yml"
	stripeFile   = "openapi/stripe.yaml"
	mapsFile     = "openapi/googlemaps.json"
)

// eachAPI runs a test with the full collection of DrChrono, and with those that
// the command makes of Stripe's and Google Maps' documents.
func eachAPI(t *testing.T, test func(t *testing.T, file string)) {
	t.Run("DrChrono", func(t *testing.T) {
		t.Parallel()
		test(t, fullFile)
	})
	for name, document := range map[string]string{"Stripe": stripeFile, "Google Maps": mapsFile} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, generateFrom(t, document))
		})
	}
}

// generateFrom returns the collection that the command makes of a reference document.
func generateFrom(t *testing.T, document string) string {
	t.Helper()
	return documented(t, testkit.Read(t, document))
}

func decode(t *testing.T, file string) map[string]any {
	t.Helper()
	var whole map[string]any
	readJSON(t, file, &whole)
	return whole
}

// request is a request of a decoded collection.
type request struct {
	name    string
	request map[string]any
	events  any
	// declared are the variables of the collection to which filled gave a value.
	declared map[string]bool
}

func (r request) method() string { return text(r.request["method"]) }

func (r request) url() map[string]any { return member(r.request["url"]) }

// query returns the value of a query parameter as it is written.
func (r request) query(name string) string {
	for _, each := range elements(r.url()["query"]) {
		if p := member(each); text(p["key"]) == name {
			return text(p["value"])
		}
	}
	return ""
}

// wire returns what a text of the request is on the wire: with the values that filled gives to
// variables, anything for those that the request's own scripts compute, and what is
// undefined as it is.
func (r request) wire(text string) *regexp.Regexp {
	var pattern strings.Builder
	pattern.WriteString(`(?s)^`)
	done := 0
	for _, at := range reference.FindAllStringIndex(text, -1) {
		pattern.WriteString(regexp.QuoteMeta(text[done:at[0]]))
		done = at[1]
		name := text[at[0]+2 : at[1]-2]
		switch {
		case strings.Contains(fmt.Sprint(r.events), `pm.variables.set("`+name+`"`):
			pattern.WriteString(`[^"{}]+`)
		case r.declared[name]:
			pattern.WriteString(variableValue(name))
		default:
			pattern.WriteString(regexp.QuoteMeta(text[at[0]:at[1]]))
		}
	}
	pattern.WriteString(regexp.QuoteMeta(text[done:]) + `$`)
	return regexp.MustCompile(pattern.String())
}

// address returns the URL of a request with the values of its path variables in place.
func (r request) address() string {
	path, query, _ := strings.Cut(text(r.url()["raw"]), "?")
	for _, each := range elements(r.url()["variable"]) {
		v := member(each)
		if value := text(v["value"]); value != "" {
			path = strings.Replace(path+"/", "/:"+text(v["key"])+"/", "/"+value+"/", 1)
			path = strings.TrimSuffix(path, "/")
		}
	}
	if query != "" {
		path += "?" + query
	}
	return path
}

// requestsOf returns the requests of a decoded collection, in order.
func requestsOf(holder map[string]any) []request {
	var all []request
	for _, each := range elements(holder["item"]) {
		item := member(each)
		if item["item"] != nil {
			all = append(all, requestsOf(item)...)
		} else {
			all = append(all, request{text(item["name"]), member(item["request"]), item["event"], nil})
		}
	}
	return all
}

func text(v any) string {
	s, _ := v.(string)
	return s
}
