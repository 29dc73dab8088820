package letters

import "testing"

func TestDifferent(t *testing.T) {
	for text, want := range map[string]int{"": 0, "aaa": 1, "abcabc": 3, "0101": 2, "é": 2} {
		if got := Different(text); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
}

func TestOrDigit(t *testing.T) {
	const all = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	got := ""
	for c := range 256 {
		if OrDigit(byte(c)) {
			got += string([]byte{byte(c)})
		}
	}
	if got != all {
		t.Errorf("got %q, want %q", got, all)
	}
}
