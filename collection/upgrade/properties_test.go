package upgrade_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/format"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/upgrade"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/internal/testkit"
	"github.com/postwright/postwright/schemas"
)

// authPlace is where an authorization stands, as a pointer: in the collection
// or a folder; in a request; in the request of a saved response.
var authPlace = regexp.MustCompile(`^((/item/\d+)*|(/item/\d+)+/request|(/item/\d+)+/response/\d+/originalRequest)/auth$`)

var folderAuth = regexp.MustCompile(`^(/item/\d+)+/auth$`)

// auths returns the authorizations of a document, those under duplicate keys too.
func auths(d *jsontree.Document) []jsontree.Node {
	var found []jsontree.Node
	for n := range d.Root().Descendants() {
		if !n.IsKey() || !n.Is("auth") {
			continue
		}
		pointer := n.Pointer()
		if authPlace.MatchString(pointer) && (!folderAuth.MatchString(pointer) || n.Parent().Get("item").Exists()) {
			found = append(found, valueOf(n))
		}
	}
	return found
}

func valueOf(key jsontree.Node) jsontree.Node {
	for k, v := range key.Parent().Members() {
		if k == key {
			return v
		}
	}
	panic("a key has a value")
}

// around returns the text without authorizations and without what says the version.
func around(d *jsontree.Document) string {
	out := auths(d)
	for key, info := range d.Root().Members() {
		for name, schema := range info.Members() {
			if key.Is("info") && name.Is("schema") && schema.Kind() == jsontree.String {
				out = append(out, schema)
			}
		}
	}
	var edits []jsontree.Edit
	for _, n := range out {
		edits = append(edits, n.Replace("•"))
	}
	text, err := d.Apply(edits...)
	if err != nil {
		panic(err)
	}
	return text
}

// check upgrades a text that is a v2.0.0 collection and wants that it is lossless:
// all but authorizations and version is the same bytes, and of each object of
// attributes every key and value is there, as spelled and in order.
func check(t testing.TB, text string) {
	t.Helper()
	before := testkit.Parse(t, text)
	r, err := upgrade.Collection(before)
	if err != nil {
		t.Fatalf("%.2000s: %v", text, err)
	}
	after := r.Document
	if collection.Of(after).Version() != "2.1.0" {
		t.Errorf("the result has version %q", collection.Of(after).Version())
	}
	if a, b := around(before), around(after); a != b {
		t.Errorf("more than authorizations changed:\n%.2000s\n%.2000s", a, b)
	}
	old, made := auths(before), auths(after)
	if len(old) != len(made) {
		t.Fatalf("%d authorizations became %d", len(old), len(made))
	}
	blocks := 0
	for i := range old {
		blocks += checkAuth(t, old[i], made[i])
	}
	if blocks != r.Blocks {
		t.Errorf("%d objects became lists, but %d are counted", blocks, r.Blocks)
	}
	again, err := upgrade.Collection(after)
	if err != nil || !again.Already || again.Document.Text() != after.Text() {
		t.Errorf("upgrading again: %+v, %v", again, err)
	}
}

// checkAuth compares an authorization with what became of it, and counts the
// objects that became lists.
func checkAuth(t testing.TB, old, made jsontree.Node) int {
	t.Helper()
	blocks := 0
	var blocksMade []jsontree.Node
	for _, block := range made.Members() {
		blocksMade = append(blocksMade, block)
	}
	at := 0
	for _, block := range old.Members() {
		now := blocksMade[at]
		at++
		if block.Kind() != jsontree.Object || now.Kind() != jsontree.Array {
			if block.Raw() != now.Raw() {
				t.Errorf("%s became %s", block.Raw(), now.Raw())
			}
			continue
		}
		blocks++
		attributes := slices.Collect(now.Elements())
		if len(attributes) != block.Len() {
			t.Errorf("%s became %s", block.Raw(), now.Raw())
			continue
		}
		i := 0
		for key, value := range block.Members() {
			a := attributes[i]
			i++
			kind := map[jsontree.Kind]string{jsontree.String: "string", jsontree.Bool: "boolean", jsontree.Number: "number"}[value.Kind()]
			if kind == "" {
				kind = "any"
			}
			if a.Len() != 3 || a.Get("key").Raw() != key.Raw() || !a.Get("type").Is(kind) ||
				compact(t, a.Get("value").Raw()) != compact(t, value.Raw()) {
				t.Errorf("%s: %s became %s", key.Raw(), value.Raw(), a.Raw())
			}
		}
	}
	if old.Kind() != jsontree.Object && old.Raw() != made.Raw() || at != len(blocksMade) {
		t.Errorf("%s became %s", old.Raw(), made.Raw())
	}
	return blocks
}

func compact(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	if err := json.Compact(&b, []byte(strings.TrimPrefix(text, "\uFEFF"))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestUpgrade upgrades the v2.0.0 collections there are, as they are and in other
// spacings, and as many with authorizations made up. The official schemas must
// agree: what is valid stays valid.
func TestUpgrade(t *testing.T) {
	official200, err := validate.ProfileV200(schemas.Official)
	if err != nil {
		t.Fatal(err)
	}
	official210, err := validate.Profile(schemas.Official)
	if err != nil {
		t.Fatal(err)
	}
	valid := func(t *testing.T, d *jsontree.Document, s *validate.Schema) bool {
		t.Helper()
		found, err := validate.Document(d, s, validate.Native)
		if err != nil {
			t.Fatal(err)
		}
		return len(found) == 0
	}
	for i, f := range testkit.V200(t) {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			texts := []string{f.Text}
			if len(f.Text) < 100_000 {
				rng := rand.New(rand.NewPCG(2, uint64(i)))
				made := withAuths(t, f.Text, rng)
				texts = append(texts, compact(t, f.Text), made,
					compact(t, made), strings.ReplaceAll(made, "\n", "\r\n"), format.Canonical(testkit.Parse(t, made)))
			}
			for _, text := range texts {
				check(t, text)
				d := testkit.Parse(t, text)
				if !valid(t, d, official200) {
					t.Fatal("it is no valid v2.0.0 collection")
				}
				if !valid(t, upgraded(t, text).Document, official210) {
					t.Error("the result is no valid v2.1.0 collection")
				}
			}
		})
	}
}

// withAuths returns a collection with random authorizations put in at every place
// where one may stand.
func withAuths(t testing.TB, text string, rng *rand.Rand) string {
	t.Helper()
	d := testkit.Parse(t, text)
	var edits []jsontree.Edit
	put := func(holder jsontree.Node) {
		if holder.Kind() == jsontree.Object && !holder.Get("auth").Exists() {
			edits = append(edits, holder.Append(jsontree.Member{Key: "auth", JSON: randomAuth(rng)}))
		}
	}
	c := collection.Of(d)
	put(c.Node)
	for item := range c.Items() {
		if item.IsFolder() {
			put(item.Node)
		}
		put(item.Request().Node)
		for r := range item.Responses() {
			put(r.OriginalRequest().Node)
		}
	}
	text, err := d.Apply(edits...)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

var authTypes = []string{
	"apikey", "awsv4", "basic", "bearer", "digest", "edgegrid", "hawk", "noauth", "oauth1", "oauth2", "ntlm",
}

// randomAuth returns an authorization that the official v2.0.0 schema accepts.
func randomAuth(rng *rand.Rand) string {
	pick := func(of ...string) string { return of[rng.IntN(len(of))] }
	if rng.IntN(8) == 0 {
		return "null"
	}
	space := pick("", " ", "\n", "\n    ", "\n\t\t", "\r\n  ")
	var b strings.Builder
	b.WriteString("{" + space + `"type":` + pick("", " ") + jsontree.Quote(pick(authTypes...)))
	for range rng.IntN(3) {
		b.WriteString("," + space + jsontree.Quote(pick(authTypes...)) + ":" + pick("", " ") + "{")
		inner := space + pick("", "  ", "\t")
		for i := range rng.IntN(4) {
			if i > 0 {
				b.WriteString("," + pick("", " "))
			}
			b.WriteString(inner + pick(`"username"`, `"key"`, `"\u0061"`, `""`, `"é\n"`) + pick(":", ": ", " : ") +
				pick(`"s"`, `""`, `"\ud800"`, "1", "-1.50e3", "true", "null", "[]", "{}", "[1, 2]", "{\n\"a\": [\r\n1]\n}", `{"key": "k", "value": {}}`))
		}
		b.WriteString(pick("", inner, space) + "}")
	}
	b.WriteString(space + "}")
	return b.String()
}

// FuzzUpgrade: any text that is taken for a v2.0.0 collection is upgraded without
// loss, or refused.
func FuzzUpgrade(f *testing.F) {
	f.Add(`{"info":{"schema":` + v200 + `},"auth":{"type":"basic","basic":{"u":"p","n":1}},"item":[]}`)
	f.Add("{\"info\":{\"schema\":" + v200 + "},\"item\":[{\"item\":[{\"request\":{\"auth\":{\n\"bearer\":{\n\t\"token\" : [\n1]\n}}}}]}]}")
	f.Add(`{"info":{"schema":` + v210 + `}}`)
	for _, file := range testkit.CollectionsIfPresent() {
		if len(file.Text) < 4_000 && strings.Contains(file.Text, "/v2.0.0/") {
			f.Add(file.Text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := jsontree.Parse(text)
		if err != nil {
			return
		}
		if r, err := upgrade.Collection(d); err != nil || r.Already {
			return
		}
		check(t, text)
	})
}
