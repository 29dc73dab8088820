package validate

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
)

// schemaURL is how Postman's schema URLs name a format version; both of its
// hosts and both schemes are in use, with and without the draft in the path.
var schemaURL = regexp.MustCompile(`^https?://schema\.(?:get)?postman\.com/.*\bcollection/v(\d+\.\d+\.\d+)/`)

const exportHelp = `open it in Postman and export it as "Collection v2.1"`

// identify names what a document is where it is not a v2.1.0 collection:
// another version of the format, or another kind of file altogether. Found is
// false where there is nothing to say.
func identify(d *collection.Document) (finding diagnostic.Diagnostic, found bool) {
	root := d.Root()
	report := func(at collection.Node, message, help string) (diagnostic.Diagnostic, bool) {
		f := diagnostic.On(at, "format-version", diagnostic.Error, message)
		f.Help = help
		return f, true
	}
	if root.Kind() == collection.Object && root.Get("info").Kind() == collection.Object && !isOpenAPI(root) {
		schema := collection.Of(d).Schema()
		if schema.Kind() != collection.String {
			return finding, false
		}
		version := schemaURL.FindStringSubmatch(schema.Text())
		switch {
		case version == nil:
			return report(schema, "the schema URL is none of Postman's", "a v2.1.0 collection says https://schema.getpostman.com/json/collection/v2.1.0/collection.json")
		case version[1] == "2.1.0":
			return finding, false
		}
		return report(schema, fmt.Sprintf("this is a v%s collection, not v2.1.0", version[1]), exportHelp)
	}
	if what, help := foreign(root); what != "" {
		return report(root, "this is "+what+", not a v2.1.0 collection", help)
	}
	return finding, false
}

func isOpenAPI(root collection.Node) bool {
	return root.Get("openapi").Exists() || root.Get("swagger").Exists()
}

// foreign names files that people hand over in place of a collection, by keys
// that only those have.
func foreign(root collection.Node) (what, help string) {
	has := func(keys ...string) bool {
		for _, key := range keys {
			if !root.Get(key).Exists() {
				return false
			}
		}
		return true
	}
	switch {
	case root.Kind() == collection.Array:
		return "a list", "a collection is an object with \"info\" and \"item\"; export one collection a file"
	case root.Kind() != collection.Object:
		return a(root.Kind().String()), "a collection is an object with \"info\" and \"item\""
	case root.Get("collection").Kind() == collection.Object && root.Get("collection").Get("info").Exists():
		return "an answer of Postman's API with a collection inside", `take what stands under "collection"`
	case has("openapi"):
		return "an OpenAPI document", "import it into Postman to get a collection"
	case has("swagger"):
		return "a Swagger document", "import it into Postman to get a collection"
	case has("requests", "order"):
		return "a v1 collection", exportHelp
	case has("values") && (has("_postman_variable_scope") || has("name")):
		if root.Get("_postman_variable_scope").Is("globals") {
			return "a Postman globals file", "name the collection that goes with it"
		}
		return "a Postman environment", "name the collection that goes with it"
	case has("collections", "environments"):
		return "a Postman data dump", "it holds many collections: export them one by one"
	case root.Get("log").Get("entries").Exists():
		return "an HTTP archive (HAR)", "import it into Postman to get a collection"
	case has("resources") && strings.HasPrefix(root.Get("_type").Text(), "export"):
		return "an Insomnia export", "import it into Postman to get a collection"
	}
	return "", ""
}
