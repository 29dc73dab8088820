package inputs

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// endless is a reader that has always more.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// TestMost: no more is read than is wanted, whatever the size is said to be.
func TestMost(t *testing.T) {
	const most = 3 << 20
	if text, err := readAll(endless{}, 0, most, "f"); text != "" || err == nil || err.Error() != "cannot read f: it has more than 3 MB" {
		t.Errorf("%d bytes, %v", len(text), err)
	}
	for _, size := range []int{most, most - 1} {
		if text, err := readAll(strings.NewReader(strings.Repeat("x", size)), 1, most, "f"); len(text) != size || err != nil {
			t.Errorf("%d bytes, %v", len(text), err)
		}
	}
	path := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, Most+1); err != nil {
		t.Skip("no large files here:", err)
	}
	if _, err := Read(path, nil); err == nil || err.Error() != "cannot read "+path+": it has more than 4095 MB" {
		t.Error(err)
	}
}
