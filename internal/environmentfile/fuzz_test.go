package environmentfile

import (
	"strings"
	"testing"
)

// FuzzSet: what is set in any environment that can be read has its value then, or is
// refused.
func FuzzSet(f *testing.F) {
	for _, seed := range []string{
		`{"name": "E", "values": [{"key": "a", "value": "1", "enabled": true}, {"key": "a", "enabled": false}, null, 1, {"value": {}}]}`,
		`{"values": [], "values": [{"key": "b", "value": 1, "type": "secret"}]}`,
		"name: E\nvalues:\n  - key: a\n    value: 'b'\n  - a\n  - key: c\n    enabled: false # d\n", "values: []\n", "values: &a\n- {key: b, value: *c}\n", "values:\n- key: a\r\n  value: |\r\n    b\r\n",
	} {
		f.Add(seed, "x: \"y\"\n")
	}
	f.Fuzz(func(t *testing.T, text, value string) {
		if len(text) > 2000 || len(value) > 100 {
			return
		}
		value = strings.ToValidUTF8(value, "?")
		for _, path := range []string{"e.json", "e.yaml"} {
			e, err := parse(path, text)
			if err != nil {
				continue
			}
			changed, err := e.set([]Value{{Key: "a", Value: value}, {Key: "b", Value: value, Secret: true}})
			if err != nil {
				continue
			}
			again, err := parse(path, changed)
			if err != nil {
				t.Fatalf("%s: %q becomes %q: %v", path, text, changed, err)
			}
			for _, key := range []string{"a", "b"} {
				if got, ok := again.value(key); !ok || got != value {
					t.Fatalf("%s: %q becomes %q, in which %s is %q, %t", path, text, changed, key, got, ok)
				}
			}
		}
	})
}
