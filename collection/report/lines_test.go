package report

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	udiff "github.com/aymanbagabas/go-udiff"
)

// TestLineEdits makes lists of lines of each other.
func TestLineEdits(t *testing.T) {
	draw := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		var before []string
		for range draw.IntN(60) {
			before = append(before, fmt.Sprintf("%d\n", draw.IntN(12)))
		}
		after := slices.Clone(before)
		for range draw.IntN(8) {
			at := draw.IntN(len(after) + 1)
			upto := min(at+draw.IntN(3), len(after))
			after = slices.Replace(after, at, upto, slices.Repeat([]string{"new\n"}, draw.IntN(3))...)
		}
		edits, ok := lineEdits(before, after)
		if !ok {
			t.Fatalf("%q and %q are not compared", before, after)
		}
		got, err := udiff.Apply(strings.Join(before, ""), edits)
		if err != nil || got != strings.Join(after, "") {
			t.Fatalf("of %q comes %q, not %q (%v)", before, got, after, err)
		}
	}
}

// TestManyPlaces: of many small changes in a large text, nothing is shown as
// changed that is not.
func TestManyPlaces(t *testing.T) {
	var before, after strings.Builder
	changes := 0
	for i := range 20_000 {
		line := fmt.Sprintf("line %d\n", i%7)
		before.WriteString(line)
		switch i % 50 {
		case 10:
			changes += 2
			fmt.Fprintf(&after, "new %d\n", i)
		case 30:
			changes++
		default:
			after.WriteString(line)
		}
	}
	shown := 0
	for _, line := range lines(unified(before.String(), after.String(), "a", "b").String()) {
		if (line[0] == '-' || line[0] == '+') && !strings.HasPrefix(line, "---") && !strings.HasPrefix(line, "+++") {
			shown++
		}
	}
	if shown != changes {
		t.Errorf("%d lines are shown as changed, want %d", shown, changes)
	}
}

func TestShorten(t *testing.T) {
	long := strings.Repeat("é", 1000)
	diff := []string{" " + long + "\n", "-" + long + "old" + long + "\n", "+" + long + "new" + long + "\n", "+" + long, " short\n"}
	shorten(diff)
	half := strings.Repeat("é", longest/2)
	for i, want := range []string{
		" " + half + half + "…\n",
		"-…" + half + "old" + half[:len(half)-6] + "…\n",
		"+…" + half + "new" + half[:len(half)-6] + "…\n",
		"+" + half + half + "…",
		" short\n",
	} {
		if diff[i] != want {
			t.Errorf("line %d is %s, want %s", i, diff[i], want)
		}
	}
}
