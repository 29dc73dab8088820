package jsontree

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestParseRegions: whatever is said of regions, right or wrong, a text is read as it is
// without.
func TestParseRegions(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 8))
	texts := []string{
		`{"item":[` + strings.Repeat(`{"a":[1,{"b":"\u00e9"}],"c":{}},`, 300) + `{"d":null}]}`,
		`[{"a":1},{"k\u0065y":{"b":[]}},"{",{}]`, ` {"a" : {"b" : [ {} , [] ]} , "é" : "}" } `, `{"a":{"b":1}`, `{"a":{"b":"\x"}}`, "{\"a\":{\"b\":\"\xff\"}}", `[]`, `1`,
		strings.Repeat(`{"a":`, 60) + "1" + strings.Repeat("}", 60), strings.Repeat(`{"a":`, MaxDepth) + `{}` + strings.Repeat("}", MaxDepth),
	}
	left := 0
	for _, text := range texts {
		want, fault := Parse(text)
		for round := range 60 {
			var regions []Region
			if fault == nil {
				behind := 0
				for i, n := range want.nodes {
					if text[n.start] == '{' && int(n.start) >= behind && i > 0 && random.IntN(3) == 0 {
						regions = append(regions, Region{int(n.start), int(n.end), int(n.next) - i})
						behind = int(n.end)
					}
				}
			} else {
				regions = []Region{{5, len(text) - 1, 3}}
			}
			if len(regions) > 0 && round%2 == 1 { // something wrong
				r := &regions[random.IntN(len(regions))]
				*r = Region{r.Start + random.IntN(5) - 2, r.End + random.IntN(5) - 2, r.Nodes + random.IntN(5) - 2}
			}
			left += len(regions)
			got, err := ParseRegions(text, random.IntN(5000), regions)
			switch {
			case (err == nil) != (fault == nil) || err != nil && err.Error() != fault.Error():
				t.Fatalf("%.60s: %v, want %v", text, err, fault)
			case err == nil && (got.plainKeys != want.plainKeys || !slices.Equal(got.nodes, want.nodes)):
				t.Fatalf("%.60s with %v is read as other nodes", text, regions)
			}
		}
	}
	if left == 0 {
		t.Fatal("no text has regions")
	}
}
