package english

import "testing"

func TestCount(t *testing.T) {
	for want, got := range map[string]string{
		"0 files": Count(0, "file"), "1 file": Count(1, "file"), "2 files": Count(2, "file"),
		"1 entry is": CountOf(1, "entry is", "entries are"), "3 entries are": CountOf(3, "entry is", "entries are"),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestTitle(t *testing.T) {
	for text, want := range map[string]string{"": "", "a scope": "A scope", "élan": "Élan", "ID": "ID", "\xff": "\xff"} {
		if got := Title(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestFirstSentence(t *testing.T) {
	for text, want := range map[string]string{"": "", "One.": "One.", "One. Two.": "One.", "v2.1 is old. Two. Three.": "v2.1 is old."} {
		if got := FirstSentence(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
