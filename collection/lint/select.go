package lint

import (
	"errors"
	"fmt"
	"slices"

	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/internal/suggest"
)

// Profile is a named selection of rules.
type Profile string

const (
	// Recommended has all rules except those on documentation and those that are off by
	// default.
	Recommended Profile = "recommended"
	// Strict is Recommended, with warnings as errors and infos as warnings.
	Strict Profile = "strict"
	// Docs has the rules of Recommended and those on documentation.
	Docs Profile = "docs"
)

// Profiles lists the profiles, the default first.
func Profiles() []Profile { return []Profile{Recommended, Strict, Docs} }

// Select returns the rules of a profile and those in enable, without those in disable.
// It returns an error that suggests the nearest name for an unknown one.
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

// ErrNoRule is returned by [Named] and [Select] for an unknown name.
var ErrNoRule = errors.New("there is no rule")

// Named returns the rule with a name.
func Named(all []*rule.Rule, name string) (*rule.Rule, error) {
	var names []string
	for _, r := range all {
		if r.Name == name {
			return r, nil
		}
		names = append(names, r.Name)
	}
	return nil, fmt.Errorf("%w %q%s", ErrNoRule, name, suggest.Hint(name, names))
}
