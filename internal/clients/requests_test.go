package clients

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/testdata"
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

// generateFrom is the collection that the command makes of a reference document.
func generateFrom(t *testing.T, document string) string {
	t.Helper()
	from := filepath.Join(t.TempDir(), filepath.Base(document))
	write(t, from, testdata.Read(t, document))
	made := execute(t, build(t), "generate", "--openapi", from, "-o", "-")
	if made.code != 0 {
		t.Fatalf("generate --openapi %s: exit code %d\n%s", document, made.code, made.stderr)
	}
	file := filepath.Join(t.TempDir(), "made.postman_collection.json")
	write(t, file, made.stdout)
	return file
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
}

func (r request) method() string { return text(r.request["method"]) }

func (r request) url() map[string]any { return member(r.request["url"]) }

// address is the URL of a request with the values of its path variables in place.
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

// requestsOf are the requests of a decoded collection, in order.
func requestsOf(holder map[string]any) []request {
	var all []request
	for _, each := range elements(holder["item"]) {
		item := member(each)
		if item["item"] != nil {
			all = append(all, requestsOf(item)...)
		} else {
			all = append(all, request{text(item["name"]), member(item["request"])})
		}
	}
	return all
}

func text(v any) string {
	s, _ := v.(string)
	return s
}
