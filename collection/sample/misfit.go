package sample

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/api"
)

// Misfit says where a value is not what a schema allows, by the innermost place: "" where
// it fits. It names members, and shows no value.
func Misfit(v *api.Value, s *api.Schema) string {
	m := maker{left: maxChecks}
	if m.allows(v, s) {
		return ""
	}
	return m.misfit("", v, s)
}

func (m *maker) misfit(at string, v *api.Value, s *api.Schema) string {
	flat := Flat(s)
	subject := "it"
	if at != "" {
		subject = fmt.Sprintf("%q", at)
	}
	if len(flat.Types) > 0 && !slices.ContainsFunc(flat.Types, func(t string) bool { return isOf(v, t) }) {
		return fmt.Sprintf("%s is not of the type %s", subject, strings.Join(flat.Types, " or "))
	}
	if len(flat.Enum) > 0 && !m.isAmong(v, flat.Enum) {
		return subject + " is none of the values that are listed"
	}
	for i, item := range v.Items {
		of := flat.Items
		if i < len(flat.Prefix) {
			of = flat.Prefix[i]
		}
		if !m.allows(item, of) {
			return m.misfit(fmt.Sprintf("%s[%d]", at, i), item, of)
		}
	}
	members := map[string]bool{}
	for _, member := range v.Members {
		members[member.Name] = true
		name := strings.TrimPrefix(at+"."+member.Name, ".")
		of, known := flat.Member(member.Name)
		if !known && flat.Closed {
			return fmt.Sprintf("there is no %q", name)
		}
		if !m.allows(member.Value, of) {
			return m.misfit(name, member.Value, of)
		}
	}
	if v.Kind == api.Object {
		for _, name := range flat.Required {
			if of, _ := flat.Member(name); !members[name] && m.has(of) {
				return fmt.Sprintf("%q is missing", strings.TrimPrefix(at+"."+name, "."))
			}
		}
	}
	return subject + " does not fit"
}
