package main

import (
	"fmt"
	"os"
	"os/exec"
	"testing"
)

// needJQ skips a test that runs jq if jq is missing, except in CI.
func needJQ(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("jq"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("there is no jq")
		}
		t.Skip("there is no jq")
	}
}

// manyFiles creates collections of different sizes, each with findings, in
// folders and with names that sort in unusual ways.
const manyFiles = `
for name in b a.b a/z a/B "a b/c" "a b/d e" a-b/c z/y/x z/w; do
	file="collections/$name.postman_collection.json"
	mkdir -p "$(dirname "$file")"
	items=
	for i in $(seq "$(printf %s "$name" | wc -c)"); do
		items="$items{\"name\": \"$name $i é\", \"request\": {\"url\": \"http://{{nowhere}}/<&>\"}},"
	done
	printf '{"info": {"name": "%s", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [%s{"request": 7}]}' "$name" "$items" > "$file"
done
`

// lintParts lints in four parts.
func lintParts(format string) string {
	return fmt.Sprintf(`
mkdir -p parts
for part in 1 2 3 4; do
	postwright lint --shard $part/4 --format %[1]s -o parts/$part.%[1]s collections/ || test $? = 1
done
`, format)
}

// joinedEqualsWhole checks that the joined report equals the report of one
// machine, in the same order.
func joinedEqualsWhole(formats ...string) func(*testing.T, *workplace) {
	return func(t *testing.T, w *workplace) {
		t.Helper()
		for _, format := range formats {
			w.must(fmt.Sprintf(`
postwright lint --format %[1]s -o whole.%[1]s collections/ || test $? = 1
jq -S . whole.%[1]s > ../whole
jq -S . lint.%[1]s > ../joined
diff ../whole ../joined`, format))
		}
	}
}

// isPart checks that a job has made one of the four parts.
func isPart(part, format string) func(*testing.T, *workplace) {
	return func(t *testing.T, w *workplace) {
		t.Helper()
		w.must(fmt.Sprintf("cp parts/%[1]s.%[2]s ../made\nrm -r parts\n", part, format) + lintParts(format) +
			fmt.Sprintf("cmp ../made parts/%s.%s", part, format))
	}
}
