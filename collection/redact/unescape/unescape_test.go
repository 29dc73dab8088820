package unescape

import "testing"

func TestText(t *testing.T) {
	for text, want := range map[string]string{
		"a%40b.c":                     "a@b.c",
		"%28415%29+867":               "(415) 867",
		"/x+y?q=a+b&c+d=e+f x+y":      "/x+y?q=a b&c+d=e f x+y",
		`{"a": "x\u0040y"}`:           `{"a": "x@y"}`,
		`{"a": "\u0022\u000a\u00e9"}`: "{\"a\": \"\\u0022\\u000aé\"}",
		"%7B%22a%22%3A1":              `{"a":1`,
		"m%C3%BCller":                 "müller",
	} {
		got, ok := Text(text)
		if !ok || got.Text != want {
			t.Errorf("%q became %q, %v; want %q", text, got.Text, ok, want)
		}
		if len(got.At) != len(got.Text)+1 || got.At[len(got.Text)] != len(text) {
			t.Errorf("%q: %d offsets for %d bytes", text, len(got.At), len(got.Text))
		}
	}
	for _, text := range []string{"", "a b", "100% of it", `%5C%0A%zz%4`, `\u12 \ud83d\ude00 \u00`, "1 + 2", "/a+b"} {
		if got, ok := Text(text); ok {
			t.Errorf("%q became %q", text, got.Text)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, seed := range []string{"a%40b=+c", `\u0040%C3%`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, _ := Text(text)
		for i, before := 0, 0; i < len(got.At); i++ {
			if got.At[i] < before || got.At[i] > len(text) {
				t.Fatalf("%q: byte %d was at %d, after %d", text, i, got.At[i], before)
			}
			before = got.At[i]
		}
	})
}
