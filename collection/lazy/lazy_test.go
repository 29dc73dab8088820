package lazy_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/postwright/postwright/collection/lazy"
)

var errFailed = errors.New("failed")

// TestOnce: what is costly happens at the first use, once, also with many at a time.
func TestOnce(t *testing.T) {
	calls := 0
	value := lazy.Value[[]int]{New: func() []int { calls++; return []int{calls} }}
	failing := lazy.Result[string]{New: func() (string, error) { calls++; return "partly", errFailed }}
	if calls != 0 {
		t.Fatalf("%d calls before the first use", calls)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if got := value.Get(); len(got) != 1 || got[0] != 1 {
				t.Errorf("got %v, want [1]", got)
			}
		})
	}
	group.Wait()
	for range 2 {
		if text, err := failing.Get(); text != "partly" || !errors.Is(err, errFailed) {
			t.Errorf("got %q, %v", text, err)
		}
	}
	if calls != 2 {
		t.Errorf("%d calls, want 2", calls)
	}
}

func TestRegexp(t *testing.T) {
	digits := lazy.Regexp{Expr: `\d+`}
	first := digits.Get()
	if got := first.FindString("a 12 b"); got != "12" {
		t.Errorf("found %q", got)
	}
	if digits.Get() != first {
		t.Error("it was compiled twice")
	}
	invalid := lazy.Regexp{Expr: `(`}
	defer func() {
		if recover() == nil {
			t.Error("no panic for an invalid expression")
		}
	}()
	invalid.Get()
}

func ExampleWords() {
	vowels := lazy.Words{Text: `
		a e i
		o u`}
	fmt.Println(vowels.Has("e"), vowels.Has("x"), vowels.Has(""), len(vowels.Get()))
	// Output: true false false 5
}
