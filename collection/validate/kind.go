package validate

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
)

const exportHelp = `open it in Postman and export it as "Collection v2.1"`

const (
	fromOpenAPI     = "postwright generate --openapi FILE makes a collection from it"
	withEnvironment = "name the collection that goes with it; lint and scopes take this file with --environment"
)

// Identify names what a document is where it is not a collection of the wanted
// format version, such as "2.1.0": a collection of another version, or another
// kind of file altogether. Found is false where there is nothing to say.
func Identify(d *jsontree.Document, wanted string) (finding diagnostic.Diagnostic, found bool) {
	root := d.Root()
	report := func(at jsontree.Node, message, help string) (diagnostic.Diagnostic, bool) {
		f := diagnostic.On(at, "format-version", diagnostic.Error, message)
		f.Help = help
		return f, true
	}
	if root.Kind() == jsontree.Object && root.Get("info").Kind() == jsontree.Object && !isOpenAPI(root) {
		c := collection.Of(d)
		version := c.Version()
		switch {
		case c.Schema().Kind() != jsontree.String, version == wanted:
			return finding, false
		case version == "":
			return report(c.Schema(), "the schema URL is none of Postman's",
				"a v"+wanted+" collection says https://schema.getpostman.com/json/collection/v"+wanted+"/collection.json")
		}
		return report(c.Schema(), fmt.Sprintf("this is a v%s collection, not v%s", version, wanted), otherVersion(version, wanted))
	}
	if what, help := Foreign(d); what != "" {
		return report(root, "this is "+what+", not a v"+wanted+" collection", help)
	}
	return finding, false
}

// otherVersion says how a collection gets from one format version to another.
func otherVersion(from, to string) string {
	if from == "2.0.0" && to == "2.1.0" {
		return "postwright upgrade makes it one, and loses nothing"
	}
	return exportHelp
}

func isOpenAPI(root jsontree.Node) bool {
	return root.Get("openapi").Exists() || root.Get("swagger").Exists()
}

// IsEnvironment reports whether a document has the shape of a Postman environment,
// or of globals, right or wrong in its details.
func IsEnvironment(d *jsontree.Document) bool {
	root := d.Root()
	values := root.Get("values")
	if root.Kind() != jsontree.Object || !values.Exists() || root.Get("item").Exists() || root.Get("info").Exists() {
		return false
	}
	for v := range values.Elements() {
		if v.Get("key").Exists() {
			return true
		}
	}
	return root.Get("_postman_variable_scope").Exists() || root.Get("name").Exists()
}

// Foreign says what a document is where it is no collection, such as "an OpenAPI
// document", and what to do with it; "" where it may be a collection.
func Foreign(d *jsontree.Document) (what, help string) {
	root := d.Root()
	has := func(keys ...string) bool {
		for _, key := range keys {
			if !root.Get(key).Exists() {
				return false
			}
		}
		return true
	}
	switch {
	case root.Kind() == jsontree.Array:
		return "a list", "a collection is an object with \"info\" and \"item\"; export one collection a file"
	case root.Kind() != jsontree.Object:
		return a(root.Kind().String()), "a collection is an object with \"info\" and \"item\""
	case has("openapi"):
		return "an OpenAPI document", fromOpenAPI
	case has("swagger"):
		return "a Swagger document", fromOpenAPI
	case has("item"):
		return "", ""
	case root.Get("collection").Kind() == jsontree.Object && root.Get("collection").Get("info").Exists():
		return "an answer of Postman's API with a collection inside", `take what stands under "collection"`
	case has("environment") && root.Get("environment").Get("values").Exists():
		return "an answer of Postman's API with an environment inside", `take what stands under "environment"`
	case has("requests", "order"):
		return "a v1 collection", exportHelp
	case IsEnvironment(d) && root.Get("_postman_variable_scope").Is("globals"):
		return "a Postman globals file", withEnvironment
	case IsEnvironment(d):
		return "a Postman environment", withEnvironment
	case has("collections", "environments"):
		return "a Postman data dump", "it holds many collections: export them one by one"
	case root.Get("log").Get("entries").Exists():
		return "an HTTP archive (HAR)", "import it into Postman, and export the collection"
	case has("resources") && strings.HasPrefix(root.Get("_type").Text(), "export"):
		return "an Insomnia export", "import it into Postman, and export the collection"
	case root.Get("version").Is("1") && has("items") && has("name"):
		return "a Bruno collection", "import it into Postman, and export the collection"
	case has("info"):
		return "", ""
	case has("$schema") && (has("properties") || has("definitions") || has("$defs")):
		return "a JSON Schema", "postwright validate --schema checks files against it"
	case has("name", "version") && (has("dependencies") || has("scripts") || has("devDependencies") || has("main") || has("private")):
		return "an npm package.json", "name the collection instead"
	case has("lockfileVersion"):
		return "an npm package-lock.json", "name the collection instead"
	}
	return "", ""
}
