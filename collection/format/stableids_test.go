package format_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/format"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/internal/testkit"
)

func stable(t *testing.T, text string) string {
	t.Helper()
	d, err := jsontree.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	text, err = d.Apply(format.StableIDs(d)...)
	if err != nil {
		t.Fatal(err)
	}
	return canonical(t, text)
}

// export returns a collection as Postman would export it another time: other ids,
// another order of keys, other whitespace, each by a random source.
func export(t *testing.T, text string, random *rand.Rand) string {
	t.Helper()
	d, err := jsontree.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var write func(n jsontree.Node)
	write = func(n jsontree.Node) {
		switch n.Kind() {
		case jsontree.Object:
			var members []string
			for key, value := range n.Members() {
				inner := b
				b = strings.Builder{}
				write(value)
				member := key.Raw() + ": " + b.String()
				b = inner
				if isID(key, value) {
					member = fmt.Sprintf("%s: \"%08x-0000-4000-8000-%012x\"", key.Raw(), random.Uint32(), random.Uint64()>>16)
				}
				members = append(members, member)
			}
			random.Shuffle(len(members), func(i, j int) { members[i], members[j] = members[j], members[i] })
			b.WriteString("{" + strings.Join(members, ", ") + "}")
		case jsontree.Array:
			var elements []string
			for e := range n.Elements() {
				inner := b
				b = strings.Builder{}
				write(e)
				elements = append(elements, b.String())
				b = inner
			}
			b.WriteString("[" + strings.Join(elements, ", ") + "]")
		default:
			b.WriteString(n.Raw())
		}
	}
	write(d.Root())
	return b.String()
}

// isID reports whether a value is an ID that Postman generates, and not just something
// of that name.
func isID(key, value jsontree.Node) bool {
	return (key.Is("id") || key.Is("_postman_id")) && value.Kind() == jsontree.String && len(value.Text()) == 36
}

// TestTwoExports: two exports of one collection become the same bytes.
func TestTwoExports(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	changed := 0
	for _, f := range testkit.Collections(t) {
		if len(f.Text) > 400_000 {
			continue
		}
		text := strings.TrimPrefix(f.Text, "\uFEFF")
		first, second := export(t, text, random), export(t, text, random)
		if first != second {
			changed++
		}
		if a, b := stable(t, first), stable(t, second); a != b {
			t.Errorf("%s: two exports differ", f.Name)
		}
		once := stable(t, text)
		if stable(t, once) != once {
			t.Errorf("%s: not stable", f.Name)
		}
	}
	if changed < 20 {
		t.Errorf("only %d exports differed before", changed)
	}
}

func TestStableIDsKeep(t *testing.T) {
	const text = `{"info": {"_postman_id": "id-of-C", "name": "C"},
		"variable": [{"id": "old-name", "value": "1"}, {"id": "id-of-k", "key": "k"}],
		"item": [{"name": "R", "id": "used-by-script", "request": {"url": {"raw": "u", "variable": [{"id": "path"}]}}, "event": [{"listen": "test", "script": {"exec": ["pm.execution.setNextRequest('used-by-script')"]}}]},
			{"name": "S", "id": "id-of-S1", "request": "u"}, {"name": "S", "id": "id-of-S2", "request": "u"}, {"name": "T", "request": "u"}]}`
	var file struct {
		Info     map[string]any
		Variable []map[string]any
		Item     []map[string]any
	}
	if err := json.NewDecoder(bytes.NewReader([]byte(stable(t, text)))).Decode(&file); err != nil {
		t.Fatal(err)
	}
	if file.Variable[0]["id"] != "old-name" || file.Item[0]["id"] != "used-by-script" || file.Item[3]["id"] != nil {
		t.Errorf("an id that means something changed: %v, %v", file.Variable, file.Item)
	}
	ids := []any{file.Info["_postman_id"], file.Variable[1]["id"], file.Item[1]["id"], file.Item[2]["id"]}
	for i, id := range ids {
		if text, _ := id.(string); len(text) != 36 || slices.Contains(ids[:i], id) {
			t.Errorf("id %v", id)
		}
	}
}
