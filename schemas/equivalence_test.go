package schemas

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestOfficialEquivalence compares the structure of the official profile with
// Postman's schema: from the root on, both must require the same of each
// value. This covers every JSON input; TestOfficialVerdicts covers the
// engine's behaviour.
func TestOfficialEquivalence(t *testing.T) {
	for _, f := range formats {
		t.Run(f.version, func(t *testing.T) {
			ours := decoded(t, string(f.in(t, Official))).(map[string]any)
			theirs := decoded(t, string(f.official(t))).(map[string]any)
			c := comparison{ours: ours, theirs: theirs, seen: map[[2]uintptr][2]any{}}
			if err := c.compare("#", ours, theirs); err != nil {
				t.Fatal(err)
			}
			t.Logf("%d pairs of subschemas are equal", len(c.seen))
		})
	}
}

type comparison struct {
	ours, theirs map[string]any
	// seen is keyed by the addresses of two subschemas and keeps both alive, so
	// that no address is used twice.
	seen map[[2]uintptr][2]any
}

// compare returns how a (in ours) and b (in theirs) differ. A pair already
// met counts as equal, which ends recursion: a difference would show
// elsewhere.
func (c comparison) compare(place string, a, b map[string]any) error {
	a, b = resolve(c.ours, a), resolve(c.theirs, b)
	pair := [2]uintptr{reflect.ValueOf(a).Pointer(), reflect.ValueOf(b).Pointer()}
	if _, ok := c.seen[pair]; ok {
		return nil
	}
	c.seen[pair] = [2]any{a, b}
	a, b = simplified(c.ours, a), simplified(c.theirs, b)
	if x, y := slices.Sorted(maps.Keys(a)), slices.Sorted(maps.Keys(b)); !slices.Equal(x, y) {
		return fmt.Errorf("%s: keywords %q here, %q there", place, x, y)
	}
	for keyword := range a {
		var err error
		switch keyword {
		case "properties":
			err = c.properties(place, object(a[keyword]), object(b[keyword]))
		case "items":
			err = c.compare(place+"/*", object(a[keyword]), object(b[keyword]))
		case "oneOf", "anyOf":
			err = c.branches(place+" "+keyword, a[keyword].([]any), b[keyword].([]any))
		default:
			if !reflect.DeepEqual(a[keyword], b[keyword]) {
				err = fmt.Errorf("%s: %s is %v here, %v there", place, keyword, a[keyword], b[keyword])
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c comparison) properties(place string, a, b map[string]any) error {
	if x, y := slices.Sorted(maps.Keys(a)), slices.Sorted(maps.Keys(b)); !slices.Equal(x, y) {
		return fmt.Errorf("%s: properties %q here, %q there", place, x, y)
	}
	for name := range a {
		if err := c.compare(place+"/"+name, object(a[name]), object(b[name])); err != nil {
			return err
		}
	}
	return nil
}

func (c comparison) branches(place string, a, b []any) error {
	if len(a) != len(b) {
		return fmt.Errorf("%s: %d branches here, %d there", place, len(a), len(b))
	}
	for i := range a {
		if err := c.compare(fmt.Sprintf("%s %d", place, i), object(a[i]), object(b[i])); err != nil {
			return err
		}
	}
	return nil
}

// resolve follows $ref, whose siblings draft-07 ignores.
func resolve(root, s map[string]any) map[string]any {
	for {
		ref, ok := s["$ref"].(string)
		if !ok {
			return s
		}
		s = object(object(root["definitions"])[strings.TrimPrefix(ref, "#/definitions/")])
	}
}

// simplified returns s without annotations and with each keyword in one form,
// so that equal requirements look equal.
func simplified(root, s map[string]any) map[string]any {
	s = maps.Clone(resolve(root, s))
	for _, keyword := range []string{"$schema", "$id", "title", "description", "default", "definitions"} {
		delete(s, keyword)
	}
	switch t := s["type"].(type) {
	case string:
		s["type"] = []string{t}
	case []any:
		s["type"] = sortedStrings(t)
	case []string:
		s["type"] = slices.Sorted(slices.Values(t))
	}
	for _, keyword := range []string{"required", "enum"} {
		if list, ok := s[keyword].([]any); ok {
			s[keyword] = sortedStrings(list)
		}
	}
	// Where only certain strings pass, "type": "string" adds nothing.
	if _, ok := s["const"].(string); ok || s["enum"] != nil {
		delete(s, "type")
	}
	simplifyBranches(root, s)
	return s
}

// simplifyBranches rewrites the oneOf and anyOf of s that have a shorter
// form.
func simplifyBranches(root, s map[string]any) {
	var kept []any
	var types, loose []string
	onlyTypes, onlyStrings, anyString := true, true, false
	list, keyword := s["oneOf"], "oneOf"
	if list == nil {
		list, keyword = s["anyOf"], "anyOf"
	}
	branches, _ := list.([]any)
	if branches == nil {
		return
	}
	for _, b := range branches {
		branch := simplified(root, object(b))
		t, typed := branch["type"].([]string)
		justType := typed && len(branch) == 1
		types = append(types, t...)
		onlyTypes = onlyTypes && justType
		anyString = anyString || justType && slices.Equal(t, []string{"string"})
		onlyStrings = onlyStrings && len(branch) == 1 && (justType || branch["enum"] != nil)
		// requiring id and key together is implied by requiring either.
		if required, _ := branch["required"].([]string); keyword == "anyOf" && len(branch) == 1 && len(required) > 1 {
			continue
		}
		// Several branches that only name a type equal one that names them
		// all.
		if keyword == "oneOf" && justType {
			loose = append(loose, t...)
			continue
		}
		// A branch may repeat or omit the type beside its anyOf.
		if own, ok := s["type"].([]string); ok && len(branch) > 1 {
			b = maps.Clone(resolve(root, object(b)))
			object(b)["type"] = own[0]
		}
		kept = append(kept, b)
	}
	switch {
	case keyword == "oneOf" && onlyTypes:
		delete(s, keyword)
		slices.Sort(types)
		s["type"] = types
	case keyword == "anyOf" && onlyStrings && anyString:
		delete(s, keyword)
		s["type"] = []string{"string"}
	default:
		if len(loose) > 0 {
			slices.Sort(loose)
			kept = append(kept, map[string]any{"type": loose})
		}
		s[keyword] = kept
	}
}

// object returns v as an object; empty if it is not one.
func object(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

// sortedStrings returns the list sorted; values other than strings become
// JSON.
func sortedStrings(list []any) []string {
	var out []string
	for _, v := range list {
		s, ok := v.(string)
		if !ok {
			text, _ := json.Marshal(v)
			s = string(text)
		}
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}
