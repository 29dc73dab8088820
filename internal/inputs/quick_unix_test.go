//go:build unix

package inputs

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestQuickReader: files are read in any order, and no link is followed.
func TestQuickReader(t *testing.T) {
	folder := t.TempDir()
	var names []string
	for _, name := range []string{"a", "x/a", "x/b", "x/y/a", "x/y/z/a", "x/yy/a", "xx/a", "xx/y/z/a"} {
		names = append(names, name)
		whole := filepath.Join(folder, "root", name)
		if err := os.MkdirAll(filepath.Dir(whole), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(whole, []byte("text of "+name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{"root/empty": "", "root/large": strings.Repeat("x", 40<<10), "outside": "outside"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, to := range map[string]string{"root/link": "../outside", "root/up": "..", "root/x/near": "y"} {
		if err := os.Symlink(to, filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	deep := strings.Repeat("d/", 40) + "a" // as many folders may be too many open files
	if err := os.MkdirAll(filepath.Join(folder, "root", deep), 0o755); err != nil {
		t.Fatal(err)
	}
	root, err := os.Open(filepath.Join(folder, "root"))
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	q := quickReader{root: root}
	defer q.close()
	if err := os.WriteFile(filepath.Join(folder, "root", deep, "b"), []byte("deep"), 0o644); err != nil {
		t.Fatal(err)
	}
	left := []string{"empty", "large", "link", "up/outside", "x/near/a", "x", "none", "x/none/a", "x/y/none", deep + "/b"}
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		name := names[random.IntN(len(names))]
		if text, ok := q.read(name); !ok || text != "text of "+name {
			t.Fatalf("%s is read as %q, %v", name, text, ok)
		}
		if name := left[random.IntN(len(left))]; random.IntN(2) == 0 {
			if text, ok := q.read(name); ok {
				t.Fatalf("%s is read as %.20q", name, text)
			}
		}
	}
}
