package generate_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/requests"
)

// TestVariablesAreUsed: a variable of the document to which nothing refers is written
// neither in the collection nor in an environment.
func TestVariablesAreUsed(t *testing.T) {
	const head = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\nservers: [{url: 'https://{place}.example.com', variables: {place: {default: eu}}}, {url: 'https://us.example.com'}]\n"
	const own = "servers: [{url: 'https://{region}.upload.example.com', variables: {region: {default: eu}}}]"
	for _, c := range []struct {
		about, paths string
		choose       string // part of the path of the operations
		want         string // variables
		environments int    // for servers
	}{
		{"each operation has a server", "  /a: {get: {" + own + "}}\n", "", "base_url_2 region", 0},
		{"one has none", "  /a: {get: {" + own + "}}\n  /b: {get: {}}\n", "", "base_url base_url_2 place region", 2},
		{"it is not chosen", "  /a: {get: {" + own + "}}\n  /b: {get: {}}\n", "/a", "base_url_2 region", 0},
		{"the path's own server", "  /a:\n    " + own + "\n    get: {}\n", "", "base_url_2 region", 0},
		{"a parameter within a segment", "  '/a/{n}.{form}': {get: {parameters: [{name: n, in: path, required: true, schema: {}}, {name: form, in: path, required: true, schema: {}}]}}\n  /b: {get: {}}\n", "/b", "base_url place", 2},
		{"a record whose ID a request fills", "  /a: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {type: object, properties: {id: {type: integer}}}}}}}}}}\n" +
			"  '/a/{id}': {get: {parameters: [{name: id, in: path, required: true, schema: {type: integer}}]}}\n", "", "a_id base_url place", 2},
		{"no operation", "  /a: {}\n", "", "", 0},
	} {
		d, err := openapi.Read("api.yaml", head+"paths:\n"+strings.ReplaceAll(c.paths, "get: {}", "get: {responses: {}}"), nil)
		if err != nil {
			t.Fatal(c.about, err)
		}
		tpl, chosen := requests.Template(d.API), d.API.Operations[:0:0]
		for _, o := range d.API.Operations {
			if strings.HasPrefix(o.Path, c.choose) {
				chosen = append(chosen, o)
			}
		}
		set := generate.Prepare(tpl, generate.Choices{Operations: chosen})
		made, err := set.Draft()
		if err != nil {
			t.Fatal(c.about, err)
		}
		var names []string
		for v := range made.Root().Get("variable").Elements() {
			names = append(names, v.Get("key").Text())
		}
		slices.Sort(names)
		if got := strings.Join(names, " "); got != c.want {
			t.Errorf("%s: the variables %q, want %q", c.about, got, c.want)
		}
		environment, err := set.VariablesAsEnvironment()
		if err != nil || environment == "" != (c.want == "") {
			t.Errorf("%s: %v %q", c.about, err, environment)
		}
		for _, name := range []string{"base_url", "place", "region"} {
			if has := strings.Contains(environment, `"`+name+`"`); has != slices.Contains(names, name) {
				t.Errorf("%s: the environment has %s: %v", c.about, name, has)
			}
		}
		if servers, err := set.ServerEnvironments(); err != nil || len(servers) != c.environments {
			t.Errorf("%s: %d environments for servers, want %d (%v)", c.about, len(servers), c.environments, err)
		}
	}
}
