package fields

import "testing"

// FuzzOutline: the parts of any text are in it, and there is a place for each offset.
func FuzzOutline(f *testing.F) {
	for _, seed := range []string{
		"$kind: http-request\nname: \"a\"\nheaders:\n  - key: A\n    value: 'b'\n  -\n", "a: |-\n  b\n\n  c\nd:\n- - e: {f: g}\n", "auth:\n\ttype: x\r\n  credentials:\n    - key: 'to", ":\n- :\n? a\n\"b\": \"",
	} {
		f.Add(seed, 7)
	}
	f.Fuzz(func(t *testing.T, text string, offset int) {
		if len(text) > 2000 {
			return
		}
		check := func(start, end int) {
			if start < 0 || end < start || end > len(text) {
				t.Fatalf("%q: a part from %d to %d", text, start, end)
			}
		}
		for _, k := range Keys(text) {
			check(k.Start, k.End)
		}
		for _, v := range Values(text) {
			check(v.Start, v.End)
		}
		for _, b := range Blocks(text) {
			if b[1] < b[0] {
				t.Fatalf("%q: a block %v", text, b)
			}
		}
		Top(text)
		if offset >= 0 && offset <= len(text) {
			PlaceOf(text, offset)
		}
	})
}
