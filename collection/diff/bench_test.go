package diff_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/internal/testkit"
)

// large returns a collection of requests of about 3 KB each, half of it scripts.
func large(requests int, script string) string {
	var b strings.Builder
	b.WriteString(`{"info": {"name": "Large"}, "item": [`)
	for i := range requests {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"name": "Request %d", "id": "id-%d", "event": [{"listen": "test", "script": {"exec": [%s]}}],
			"request": {"method": "POST", "description": %q, "header": [{"key": "Accept", "value": "*/*"}],
			"url": {"raw": "{{base_url}}/things/%d?page=1", "host": ["{{base_url}}"], "path": ["things", "%d"], "query": [{"key": "page", "value": "1"}]},
			"body": {"mode": "raw", "raw": %q}}, "response": []}`,
			i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("%q,", script), 30), ","), strings.Repeat("All about it. ", 40), i, i, strings.Repeat(`{"a": "value"},`+"\n", 30))
	}
	b.WriteString("]}")
	return b.String()
}

// BenchmarkDocuments compares two collections in which every tenth request has
// another script.
func BenchmarkDocuments(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprintf("%d requests", n), func(b *testing.B) {
			before := large(n, "pm.test('it is fine', () => {});")
			pieces := strings.Split(before, `"Request `)
			for i := 10; i < len(pieces); i += 10 {
				pieces[i] = strings.Replace(pieces[i], "it is fine", "it is well", 1)
			}
			old, current := testkit.Parse(b, before), testkit.Parse(b, strings.Join(pieces, `"Request `))
			b.SetBytes(int64(2 * len(before)))
			for b.Loop() {
				if _, err := diff.Documents(old, current, diff.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
