package validate

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
)

const exportHelp = `open it in Postman and export it as "Collection v2.1"`

// Identify reports what a document is if it is not a collection of the wanted format
// version, such as "2.1.0": a collection of another version, or another kind of file.
// found is false if there is nothing to report.
func Identify(d *jsontree.Document, wanted string) (finding diagnostic.Diagnostic, found bool) {
	root := d.Root()
	report := func(at jsontree.Node, message, help string, offer diagnostic.Offer) (diagnostic.Diagnostic, bool) {
		f := diagnostic.On(at, "format-version", diagnostic.Error, message)
		f.Help, f.Offer = help, offer
		return f, true
	}
	if root.Kind() == jsontree.Object && root.Get("info").Kind() == jsontree.Object && !isOpenAPI(root) {
		c := collection.Of(d)
		version := c.Version()
		switch {
		case c.Schema().Kind() != jsontree.String, version == wanted:
			return finding, false
		case version == "":
			return report(c.Schema(), "the schema URL is not one of Postman's",
				"a v"+wanted+" collection says https://schema.getpostman.com/json/collection/v"+wanted+"/collection.json", diagnostic.NoOffer)
		}
		help, offer := otherVersion(version, wanted)
		return report(c.Schema(), fmt.Sprintf("this is a v%s collection, not v%s", version, wanted), help, offer)
	}
	if other := Foreign(d); other.What != "" {
		return report(root, "this is "+other.What+", not a v"+wanted+" collection", other.Help, other.Offer)
	}
	return finding, false
}

// otherVersion describes how to convert a collection from one format version to another.
func otherVersion(from, to string) (string, diagnostic.Offer) {
	if from == "2.0.0" && to == "2.1.0" {
		return "upgrade it, which loses nothing", diagnostic.Upgrade
	}
	return exportHelp, diagnostic.NoOffer
}

func isOpenAPI(root jsontree.Node) bool {
	return root.Get("openapi").Exists() || root.Get("swagger").Exists()
}

// IsEnvironment reports whether a document looks like a Postman environment or globals,
// valid or not.
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

// Other is a kind of document that is not a collection, such as "an OpenAPI document",
// and what to do with it.
type Other struct {
	What, Help string
	Offer      diagnostic.Offer
}

// Foreign returns the kind of a document; What is "" if it may be a collection.
func Foreign(d *jsontree.Document) Other {
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
		return Other{What: "a list", Help: "a collection is an object with \"info\" and \"item\"; export one collection a file"}
	case root.Kind() != jsontree.Object:
		return Other{What: a(root.Kind().String()), Help: "a collection is an object with \"info\" and \"item\""}
	case has("openapi"):
		return Other{"an OpenAPI document", "generate a collection from it", diagnostic.GenerateFrom}
	case has("swagger"):
		return Other{"a Swagger document", "generate a collection from it", diagnostic.GenerateFrom}
	case has("item"):
		return Other{}
	case root.Get("collection").Kind() == jsontree.Object && root.Get("run").Get("executions").Exists():
		return Other{What: "a report of Newman on a run", Help: "name the collection that it ran instead"}
	case root.Get("collection").Kind() == jsontree.Object && root.Get("collection").Get("info").Exists():
		return Other{What: "a response of Postman's API with a collection inside", Help: `extract the value of "collection"`}
	case has("environment") && root.Get("environment").Get("values").Exists():
		return Other{What: "a response of Postman's API with an environment inside", Help: `extract the value of "environment"`}
	case has("requests", "order"):
		return Other{What: "a v1 collection", Help: exportHelp}
	case IsEnvironment(d) && root.Get("_postman_variable_scope").Is("globals"):
		return Other{"a Postman globals file", "name the collection that goes with it", diagnostic.UseAsEnvironment}
	case IsEnvironment(d):
		return Other{"a Postman environment", "name the collection that goes with it", diagnostic.UseAsEnvironment}
	case has("collections", "environments"):
		return Other{What: "a Postman data dump", Help: "it holds many collections: export them one by one"}
	case root.Get("log").Get("entries").Exists():
		return Other{What: "an HTTP archive (HAR)", Help: "import it into Postman, and export the collection"}
	case has("resources") && strings.HasPrefix(root.Get("_type").Text(), "export"):
		return Other{What: "an Insomnia export", Help: "import it into Postman, and export the collection"}
	case root.Get("version").Is("1") && has("items") && has("name"):
		return Other{What: "a Bruno collection", Help: "import it into Postman, and export the collection"}
	case has("info"):
		return Other{}
	case has("$schema") && (has("properties") || has("definitions") || has("$defs")):
		return Other{"a JSON Schema", "check files against it", diagnostic.UseAsSchema}
	case has("name", "version") && (has("dependencies") || has("scripts") || has("devDependencies") || has("main") || has("private")):
		return Other{What: "an npm package.json", Help: "name the collection instead"}
	case has("lockfileVersion"):
		return Other{What: "an npm package-lock.json", Help: "name the collection instead"}
	}
	return Other{}
}
