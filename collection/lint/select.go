package lint

import (
	"fmt"
	"slices"

	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/internal/suggest"
)

// Profile is a named set of rules.
type Profile string

const (
	// Recommended is every rule but those on documentation and those that are off.
	Recommended Profile = "recommended"
	// Strict is Recommended, with warnings as errors and infos as warnings.
	Strict Profile = "strict"
	// Docs is Recommended and the rules on documentation.
	Docs Profile = "docs"
)

// Profiles lists the profiles, the default first.
func Profiles() []Profile { return []Profile{Recommended, Strict, Docs} }

// Select picks rules from all: those of a profile, and those that are named in
// enable, without those that are named in disable. A name that no rule has is
// an error that suggests the nearest.
func Select(all []*rule.Rule, profile Profile, enable, disable []string) ([]*rule.Rule, error) {
	for _, name := range slices.Concat(enable, disable) {
		if _, err := Named(all, name); err != nil {
			return nil, err
		}
	}
	var picked []*rule.Rule
	for _, r := range all {
		on := r.Category != rule.Documentation && !r.Off || r.Category == rule.Documentation && profile == Docs || slices.Contains(enable, r.Name)
		if on && !slices.Contains(disable, r.Name) {
			picked = append(picked, r)
		}
	}
	return picked, nil
}

// Named returns the rule of a name.
func Named(all []*rule.Rule, name string) (*rule.Rule, error) {
	var names []string
	for _, r := range all {
		if r.Name == name {
			return r, nil
		}
		names = append(names, r.Name)
	}
	return nil, fmt.Errorf("there is no rule %q%s (postwright explain lists the rules)", name, suggest.Hint(name, names))
}
