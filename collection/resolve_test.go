package collection_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection"
)

func TestResolve(t *testing.T) {
	values := map[string]string{
		"host": "{{sub}}.example", "sub": "api", "n": "1", "clinic_1": "north", "with blank": "x",
		"circle": "{{circle}}", "grows": "{{grows}}{{grows}}", "long": strings.Repeat("y", 60_000),
	}
	for i := range 30 {
		values[fmt.Sprint("deep", i)] = fmt.Sprintf("{{deep%d}}", i+1)
	}
	value := func(name string) (string, bool) {
		v, ok := values[name]
		return v, ok
	}
	for text, want := range map[string]string{
		"":                          "",
		"https://{{host}}/{{n}}":    "https://api.example/1",
		"{{clinic_{{n}}}}":          "north",
		"{{with blank}}{{unknown}}": "x{{unknown}}",
		"{{clinic_{{m}}}}":          "{{clinic_{{m}}}}",
		"{{circle}}":                "{{circle}}",
		"{{deep11}}":                "{{deep30}}", // postman-collection 5.3.1 replaces 19 times
		"{{deep5}}":                 "{{deep24}}",
	} {
		if got := collection.Resolve(text, value); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	for _, text := range []string{"{{grows}}", "{{long}}{{long}}", strings.Repeat("z", 100_000) + "{{n}}{{grows}}"} {
		if got := collection.Resolve(text, value); len(got) > len(text)+1<<16 {
			t.Errorf("%.20q becomes %d bytes long", text, len(got))
		}
	}
	if got := collection.Resolve(strings.Repeat("z", 100_000)+"{{n}}", value); !strings.HasSuffix(got, "z1") {
		t.Error("a long text is not resolved")
	}
}
