package lint_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/contract"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/redact"
	v3 "github.com/postwright/postwright/collection/v3"
)

// shop is a document whose paths have starts in common.
const shop = `
openapi: 3.0.3
info: {title: Shop, version: "1"}
servers: [{url: "https://shop.example.com/api/shop"}]
paths:
  /v2/orders: {get: {responses: {"200": {description: OK}}}, post: {requestBody: {content: {application.json: {schema: {type: object, properties: {size: {type: integer}}}}}}, responses: {"200": {description: OK}}}}
  /v2/orders/{id}: {get: {responses: {"200": {description: OK}}}, delete: {responses: {"200": {description: OK}}}}
  /v2/orders/{id}/lines: {get: {responses: {"200": {description: OK}}}}
  /v2/customers: {get: {responses: {"200": {description: OK}}}}
  /v2/customers/search: {get: {responses: {"200": {description: OK}}}}
`

// shopPaths are requests to five of its operations, below a start.
func shopPaths(start string) []string {
	var all []string
	for _, path := range []string{"orders", "orders/7", "orders/7/lines", "customers", "customers/search"} {
		all = append(all, start+path)
	}
	return all
}

// requestsTo returns a collection with requests to addresses, each with its own name.
func requestsTo(t *testing.T, variables string, addresses ...string) *jsontree.Document {
	t.Helper()
	var items []string
	for n, a := range addresses {
		items = append(items, fmt.Sprintf(`{"name": "R%d", "request": {"method": "GET", "url": %s}}`, n, jsontree.Quote(a)))
	}
	d, err := jsontree.Parse(`{"info": {"name": "Shop", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
		"variable": [` + variables + `], "item": [` + strings.Join(items, ", ") + `]}`)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// bothFormats returns what the contract rules find in a collection, in each format.
func bothFormats(t *testing.T, document string, d *jsontree.Document) map[string][]diagnostic.Diagnostic {
	t.Helper()
	read, err := openapi.Read("api.yaml", document, nil)
	if err != nil {
		t.Fatal(err)
	}
	l := lint.New(lint.Options{Rules: contractRules(), Contract: contract.New(read.API)})
	return map[string][]diagnostic.Diagnostic{"v2.1": l.Document(d), "v3": l.Files(v3.Read("Shop", v3.Lay(d).Files))}
}

// TestStartInVariable: requests are matched with operations, though only a variable knows
// where the API's paths start. A misspelt path among them shows it.
func TestStartInVariable(t *testing.T) {
	for name, c := range map[string]struct{ variables, start, says string }{
		"named":                      {"", "https://shop.example.com/api/shop/v2/", "/v2/order"},
		"a slash in the variable":    {"", "{{base}}v2/", "/v2/order"},
		"a value that is itself":     {`{"key": "base", "value": "http://{{base}}"}`, "{{base}}/v2/", "/v2/order"},
		"a long start":               {`{"key": "base", "value": "https://gate.example.com/eu/test/api/shop"}`, "{{base}}/v2/", "/v2/order"},
		"a start before the server":  {`{"key": "base", "value": "http://localhost:8088/v1/old"}`, "{{base}}/api/shop/v2/", "/v2/order"},
		"the version in a variable":  {"", "{{base}}/", "/v2/order"},
		"the version left to a gate": {"", "https://gate.example.com/public/", "/v2/order"},
	} {
		addresses := append(shopPaths(c.start), c.start+"order")
		for format, found := range bothFormats(t, shop, requestsTo(t, c.variables, addresses...)) {
			if len(found) != 1 || !strings.HasPrefix(found[0].Message, "the API has no path "+c.says) || redact.PathOf(found[0].Around) != "R5" {
				t.Errorf("%s, %s: %v", name, format, found)
			}
		}
	}
}

// TestOtherStarts: nothing is said of hosts that are not the API's, and a version that is
// missing at the document's own host is told.
func TestOtherStarts(t *testing.T) {
	for format, found := range bothFormats(t, shop, requestsTo(t, "", "{{mail}}v1/inbox", "{{mail}}v1/outbox", "{{mail}}orders")) {
		if len(found) > 0 {
			t.Errorf("another API, %s: %v", format, found)
		}
	}
	own := shopPaths("https://shop.example.com/api/shop/")
	for format, found := range bothFormats(t, shop, requestsTo(t, "", own...)) {
		if len(found) == 0 || found[0].Rule != "contract-operation-unknown" {
			t.Errorf("no version, %s: %v", format, found)
		}
	}
}

// TestIncompleteDocument: a document that leaves out much is one finding, not one for each path.
func TestIncompleteDocument(t *testing.T) {
	addresses := shopPaths("https://shop.example.com/api/shop/v2/")
	for _, path := range []string{"invoices", "returns", "staff", "vouchers", "reports/daily", "orders/7/refund", "orders/7/refund"} {
		addresses = append(addresses, "https://shop.example.com/api/shop/v2/"+path)
	}
	for format, found := range bothFormats(t, shop, requestsTo(t, "", addresses...)) {
		want := "the document leaves out many paths: /v2/invoices, /v2/returns, /v2/staff, /v2/vouchers, /v2/reports and 1 more"
		if len(found) != 1 || found[0].Message != want || found[0].Severity != diagnostic.Warning {
			t.Errorf("%s: %v", format, found)
		}
	}
}

// TestAlikeUnknown: a word that all requests spell otherwise than the document is one
// finding.
func TestAlikeUnknown(t *testing.T) {
	const start = "https://shop.example.com/api/shop/v2/"
	addresses := []string{start + "customers", start + "order", start + "order/1", start + "order/2", start + "order/1/lines"}
	for format, found := range bothFormats(t, shop, requestsTo(t, "", addresses...)) {
		want := `the API has no path /v2/order; did you mean "/v2/orders"? (4 requests like it)`
		if len(found) != 1 || found[0].Message != want || found[0].Severity != diagnostic.Warning {
			t.Errorf("%s: %v", format, found)
		}
	}
}

// TestServicesOfOneGateway: of a host with several APIs only the requests to the document's
// count, and folders of the others are one finding each.
func TestServicesOfOneGateway(t *testing.T) {
	var others []string
	for n := range 9 {
		others = append(others, fmt.Sprintf("https://gate.example.com/staff/v1/teams/%d", n))
	}
	addresses := append(shopPaths("https://gate.example.com/eu/shop/v2/"), others...)
	for format, found := range bothFormats(t, shop, requestsTo(t, "", append(addresses, "https://gate.example.com/eu/shop/v2/order")...)) {
		if len(found) != 1 || !strings.HasPrefix(found[0].Message, "the API has no path /v2/order;") {
			t.Errorf("behind a gateway, %s: %v", format, found)
		}
	}
	const folders = `{"info": {"name": "Shop", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [
		{"name": "Shop", "item": [{"name": "A", "request": "https://shop.example.com/api/shop/v2/orders"}, {"name": "B", "request": "https://shop.example.com/api/shop/v2/order"}]},
		{"name": "Staff", "item": [
			{"name": "Teams", "item": [{"name": "A", "request": "https://shop.example.com/api/shop/teams"}, {"name": "B", "request": "https://shop.example.com/api/shop/teams/1"}]},
			{"name": "Shifts", "item": [{"name": "A", "request": "https://shop.example.com/api/shop/shifts"}]}]}]}`
	d, err := jsontree.Parse(folders)
	if err != nil {
		t.Fatal(err)
	}
	for format, found := range bothFormats(t, shop, d) {
		var got []string
		for _, f := range found {
			got = append(got, string(f.Severity)+": "+f.Message)
		}
		want := []string{`error: the API has no path /v2/order; did you mean "/v2/orders"?`, `info: the document describes no request in "Staff"`}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("folders, %s: %q", format, got)
		}
	}
}

// TestOtherResourceOfOneName: a path that only ends like one of the document's is another's.
func TestOtherResourceOfOneName(t *testing.T) {
	addresses := shopPaths("{{base}}/")
	for n := range 4 {
		addresses = append(addresses, fmt.Sprintf("{{base}}/pages/orders-page/orders/%d/lines", n))
	}
	for format, found := range bothFormats(t, shop, requestsTo(t, "", append(addresses, "{{base}}/order")...)) {
		if len(found) != 2 || !strings.Contains(found[0].Message, "no operations at /v2/pages, where 4 requests") || !strings.Contains(found[1].Message, "/v2/order;") {
			t.Errorf("%s: %v", format, found)
		}
	}
}

// TestAlikeMethods: a method that many paths do not take is one finding.
func TestAlikeMethods(t *testing.T) {
	for _, n := range []int{5, 6} {
		var items []string
		for i, path := range []string{"orders/7/lines", "customers", "customers/search", "orders/8/lines", "orders/9/lines", "orders/10/lines"}[:n] {
			items = append(items, fmt.Sprintf(`{"name": "R%d", "request": {"method": "PUT", "url": "https://shop.example.com/api/shop/v2/%s"}}`, i, path))
		}
		d, err := jsontree.Parse(`{"info": {"name": "Shop", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [` + strings.Join(items, ", ") + `]}`)
		if err != nil {
			t.Fatal(err)
		}
		for format, found := range bothFormats(t, shop, d) {
			if want := map[int]int{5: 5, 6: 1}[n]; len(found) != want {
				t.Errorf("%d, %s: %d findings, want %d: %v", n, format, len(found), want, found)
			}
		}
	}
}
