// Package lazy has values that are computed on first use. A package-level variable of
// these types is data: unlike sync.OnceValue, it runs no code when a program starts,
// which every command would pay for. Get may be called by several goroutines.
package lazy

import (
	"regexp"
	"strings"
	"sync"
)

// Value is a value that New returns. New is called once, by the first Get.
type Value[T any] struct {
	New   func() T
	once  sync.Once
	value T
}

// Get returns the value. If New panics, so does the first Get, and later ones return
// T's zero value.
func (v *Value[T]) Get() T {
	v.once.Do(v.fill)
	return v.value
}

func (v *Value[T]) fill() { v.value = v.New() }

// Result is like [Value] for a function that may fail.
type Result[T any] struct {
	New   func() (T, error)
	once  sync.Once
	value T
	err   error
}

// Get returns the value or the error.
func (r *Result[T]) Get() (T, error) {
	r.once.Do(r.fill)
	return r.value, r.err
}

func (r *Result[T]) fill() { r.value, r.err = r.New() }

// Regexp is a regular expression, compiled by the first Get. Get panics if the
// expression is invalid.
type Regexp struct {
	Expr     string
	once     sync.Once
	compiled *regexp.Regexp
}

// Get returns the compiled expression.
func (r *Regexp) Get() *regexp.Regexp {
	r.once.Do(r.compile)
	return r.compiled
}

func (r *Regexp) compile() { r.compiled = regexp.MustCompile(r.Expr) }

// Words is a set of words.
type Words struct {
	Text string // the words, separated by white space
	once sync.Once
	set  map[string]bool
}

// Has reports whether a word is in the set.
func (w *Words) Has(word string) bool { return w.Get()[word] }

// Get returns the set, which must not be changed.
func (w *Words) Get() map[string]bool {
	w.once.Do(w.fill)
	return w.set
}

func (w *Words) fill() {
	w.set = map[string]bool{}
	for _, word := range strings.Fields(w.Text) {
		w.set[word] = true
	}
}
