package validate

import (
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
)

// TestIsInteger: a number is whole if big.Rat, as gojsonschema uses it, says so.
func TestIsInteger(t *testing.T) {
	numbers := []string{
		"0", "-0", "0.0", "1e0", "1E+0", "10e-1", "1e-1", "1.50e1", "1.50e2", "120e-2", "120e-1", "0e999999999999999999999", "0.0e-9999999",
		"1e999999999999999999999", "1e-999999999999999999999", "100.0e-3", "100.0e-2", "-1.0", "12.34e2", "12.34e1",
	}
	r := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"1", "0", "00", "25", ".", "e", "E-", "e+", "3", "10"}
	for range 20_000 {
		text := ""
		for range 1 + r.IntN(6) {
			text += pieces[r.IntN(len(pieces))]
		}
		if jsontree.Valid(text) {
			numbers = append(numbers, text)
		}
	}
	for _, number := range numbers {
		value, ok := new(big.Rat).SetString(number)
		if want := !strings.ContainsAny(number, ".eE") || ok && value.IsInt(); isInteger(number) != want {
			t.Errorf("%s is whole: %t", number, !want)
		}
	}
	for number, want := range map[string]bool{"1e999999": true, "1e1000001": false, "1.0e1000001": true, "1e-1000001": false} {
		for range 1000 { // as in a file of many
			if isInteger(number) != want {
				t.Fatalf("%s is whole: %t", number, !want)
			}
		}
	}
}

// TestIsAtLeast compares also numbers that no float64 holds, and at once.
func TestIsAtLeast(t *testing.T) {
	minimum := big.NewRat(1, 2)
	for number, want := range map[string]bool{
		"0.5": true, "0.49999999999999999999999999": false, "1": true, "-1": false, "1e999999": true, "-1e999999": false, "1e-999999": false, "5e-1": true,
	} {
		for range 1000 {
			if isAtLeast(number, minimum) != want {
				t.Fatalf("%s is at least 0.5: %t", number, !want)
			}
		}
	}
}
