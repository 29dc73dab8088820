package inputs_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/inputs"
)

func TestExpand(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"b.json", "a.json", "x/c.postman_collection.json", "x/y/d.postman_collection.json", "x/.git/e.postman_collection.json", "x/node_modules/f.postman_collection.json", "x/other.json", "odd[1].json"} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ arguments, want string }{
		{"b.json a.json b.json", "b.json a.json"},
		{"x", "x/c.postman_collection.json x/y/d.postman_collection.json"},
		{"*.json", "a.json b.json odd[1].json"},
		{"x/**/d.*", "x/y/d.postman_collection.json"},
		{"{b,a}.json -", "a.json b.json -"},
		{"odd[1].json", "odd[1].json"}, // a file of that name goes before a pattern
		{"x/.git", "x/.git/e.postman_collection.json"},
	} {
		files, err := inputs.Expand(strings.Fields(c.arguments))
		for i := range files {
			files[i] = filepath.ToSlash(files[i])
		}
		if err != nil || !slices.Equal(files, strings.Fields(c.want)) {
			t.Errorf("%s gives %q, %v; want %s", c.arguments, files, err, c.want)
		}
	}
	for argument, want := range map[string]string{
		"absent.json": "there is no such file",
		"*.yaml":      "no file matches",
		"[":           "the pattern [ is not right",
	} {
		if _, err := inputs.Expand([]string{argument}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", argument, err, want)
		}
	}
}

// TestExpandNames: a file of several names comes once, by the first of them.
func TestExpandNames(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	for _, name := range []string{"-", "a.json", "x/b.postman_collection.json", "x/y/c.postman_collection.json"} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	check := func(arguments, want string) {
		t.Helper()
		files, err := inputs.Expand(strings.Fields(arguments))
		for i := range files {
			files[i] = filepath.ToSlash(files[i])
		}
		if err != nil || !slices.Equal(files, strings.Fields(want)) {
			t.Errorf("%s gives %q, %v; want %s", arguments, files, err, want)
		}
	}
	check("a.json ./a.json x/../a.json "+filepath.Join(folder, "a.json"), "a.json")
	check("./a.json a.json", "./a.json")
	check("x/y x", "x/y/c.postman_collection.json x/b.postman_collection.json")
	check("- ./- - a.json", "- ./- a.json")
	if err := os.Link("a.json", "hard.json"); err == nil {
		check("a.json hard.json", "a.json hard.json")
	}
	for link, target := range map[string]string{
		"link.json": "a.json", "linked": "x", filepath.Join("x", "y", "again.postman_collection.json"): filepath.Join("..", "b.postman_collection.json"),
		"gone.postman_collection.json": "absent",
	} {
		if err := os.Symlink(target, link); err != nil {
			t.Skip("no links here:", err)
		}
	}
	check("link.json a.json", "link.json")
	check("linked/b.postman_collection.json x", "linked/b.postman_collection.json x/y/c.postman_collection.json")
	check("x", "x/b.postman_collection.json x/y/c.postman_collection.json")
	check(".", "gone.postman_collection.json x/b.postman_collection.json x/y/c.postman_collection.json")
}

// TestShard makes files of sizes by chance: the parts are all files, each in one
// of them, and weigh about the same; in another order they are the same.
func TestShard(t *testing.T) {
	t.Chdir(t.TempDir())
	random := rand.New(rand.NewPCG(3, 1))
	for round := range 20 {
		var files []string
		total, largest := 0, 0
		for i := range 1 + random.IntN(40) {
			name, size := fmt.Sprintf("%d-%d", round, i), random.IntN(5)*random.IntN(4000)
			if err := os.WriteFile(name, make([]byte, size), 0o644); err != nil {
				t.Fatal(err)
			}
			files = append(files, name)
			total, largest = total+size, max(largest, size)
		}
		shuffled := slices.Clone(files)
		random.Shuffle(len(files), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		n := 1 + random.IntN(6)
		var all []string
		for i := 1; i <= n; i++ {
			shard := fmt.Sprintf("%d/%d", i, n)
			part, err := inputs.Shard(files, shard)
			if err != nil {
				t.Fatal(err)
			}
			again, err := inputs.Shard(shuffled, shard)
			if err != nil {
				t.Fatal(err)
			}
			order := func(a, b string) int { return slices.Index(files, a) - slices.Index(files, b) }
			if !slices.IsSortedFunc(part, order) {
				t.Errorf("%s of %q is in another order: %q", shard, files, part)
			}
			if slices.SortFunc(again, order); !slices.Equal(part, again) {
				t.Errorf("%s of %q is %q, then %q", shard, files, part, again)
			}
			weight := 0
			for _, file := range part {
				info, err := os.Stat(file)
				if err != nil {
					t.Fatal(err)
				}
				weight += int(info.Size())
			}
			if weight > total/n+largest {
				t.Errorf("%s weighs %d of %d", shard, weight, total)
			}
			all = append(all, part...)
		}
		slices.Sort(all)
		if slices.Sort(shuffled); !slices.Equal(all, shuffled) {
			t.Errorf("%d parts of %q are %q", n, shuffled, all)
		}
	}
}

// TestShardMany: of more parts than there are files, each file is one, whatever
// their number.
func TestShardMany(t *testing.T) {
	t.Chdir(t.TempDir())
	files := []string{"a", "b", "c"}
	for i, size := range []int{1, 3, 2} {
		if err := os.WriteFile(files[i], make([]byte, size), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for part, want := range map[string]string{"1/%d": "b", "2/%d": "c", "3/%d": "a", "4/%d": "", "5/%d": "", "%[1]d/%[1]d": ""} {
		for _, n := range []int{5, 2_000_000_000, math.MaxInt} {
			shard := fmt.Sprintf(part, n)
			if got, err := inputs.Shard(files, shard); err != nil || strings.Join(got, " ") != want {
				t.Errorf("%s is %q, %v; want %q", shard, got, err, want)
			}
		}
	}
}

func TestRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(path, []byte("text"), 0o644); err != nil {
		t.Fatal(err)
	}
	if text, err := inputs.Read(path, nil); err != nil || text != "text" {
		t.Errorf("%q, %v", text, err)
	}
	if text, err := inputs.Read("-", strings.NewReader("in")); err != nil || text != "in" {
		t.Errorf("%q, %v", text, err)
	}
	if _, err := inputs.Read(filepath.Dir(path), nil); err == nil || !strings.Contains(err.Error(), "it is a folder") {
		t.Error(err)
	}
}

// TestReadLarge: a file for which memory is prepared is read like any other.
func TestReadLarge(t *testing.T) {
	path := filepath.Join(t.TempDir(), "large")
	want := strings.Repeat("0123456789abcde\n", 9<<16)
	if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if text, err := inputs.Read(path, nil); err != nil || text != want {
			t.Errorf("%d bytes of %d, %v", len(text), len(want), err)
		}
	}
}
