package merge

import "testing"

func TestMergeLines(t *testing.T) {
	const base = "1\n2\n3\n4\n5\n6"
	for _, c := range []struct {
		ours, theirs, want string
		ok                 bool
	}{
		{base, base, base, true},
		{"1\na\n3\n4\n5\n6", base, "1\na\n3\n4\n5\n6", true},
		{"1\na\n3\n4\n5\n6", "1\n2\n3\n4\nb\n6", "1\na\n3\n4\nb\n6", true},
		{"1\na\n3\n4\n5\n6", "1\na\n3\n4\nb\n6", "1\na\n3\n4\nb\n6", true},
		{"0\n1\n2\n3\n4\n5\n6", "1\n2\n3\n4\n5\n6\n7", "0\n1\n2\n3\n4\n5\n6\n7", true},
		{"2\n3\n4\n5\n6", "1\n2\n3\n4\n5", "2\n3\n4\n5", true},
		{"1\n2\n3\n4\n5\n6\n", "1\n2\na\n4\n5\n6", "1\n2\na\n4\n5\n6\n", true},
		{"1\na\n3\n4\n5\n6", "1\nb\n3\n4\n5\n6", "", false},
		{"1\na\n3\n4\n5\n6", "1\n2\nb\n4\n5\n6", "", false},
		{"1\n2\na\n3\n4\n5\n6", "1\n2\nb\n3\n4\n5\n6", "", false},
		{"1\n2\n6", "1\n2\n3\nb\n5\n6", "", false},
		{"", "1\n2\n3\n4\n5\n7", "", false},
	} {
		got, ok := mergeLines(base, c.ours, c.theirs)
		if ok != c.ok || got != c.want {
			t.Errorf("%q, %q: %q, %v", c.ours, c.theirs, got, ok)
		}
		if got, ok := mergeLines(base, c.theirs, c.ours); ok != c.ok || got != c.want {
			t.Errorf("%q, %q: %q, %v", c.theirs, c.ours, got, ok)
		}
	}
}

func TestLines(t *testing.T) {
	const base = "1\n2\n3\n4\n"
	for _, c := range []struct{ ours, theirs, want string }{
		{base, "1\n2\nb\n3\n4\n", "1\n2\nb\n3\n4\n"},
		{"1\n2\na\n3\n4\n", "1\n2\nb\n3\n4\n", "1\n2\na\nb\n3\n4\n"},
		{"1\na\n3\n4\n", "1\nb\n3\n4\n5\n", "1\na\n3\n4\n5\n"},
		{"1\n2\na\n4\n", "1\nb\nc\n4\n", "1\nb\na\n4\n"},
		{"1\na\n3\n4\n", "1\n2\nb\n4\n", "1\na\nb\n4\n"},
		{"", "1\n2\n3\nb\n", ""},
	} {
		if got := Lines(base, c.ours, c.theirs); got != c.want {
			t.Errorf("%q, %q: %q, not %q", c.ours, c.theirs, got, c.want)
		}
	}
}
