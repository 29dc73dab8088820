package requests

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/resources"
	"github.com/postwright/postwright/collection/synthetic"
	"github.com/postwright/postwright/collection/template"
)

// ownServer is a server that only some operations have.
type ownServer struct {
	of        *api.Operation // the first of these operations
	name      string         // the name of its variable
	address   string
	variables []api.Variable
}

// nameServers gives each server that only some operations have a variable. A variable in
// its address with another value elsewhere gets another name.
func (z *authorizer) nameServers(taken map[string]int) {
	values := map[string]string{}
	for _, v := range z.api.Variables {
		values[v.Key] = v.Value
	}
	for _, o := range z.api.Operations {
		hasHost := strings.Contains(o.Server, "://") || strings.HasPrefix(o.Server, "{{")
		if !hasHost || z.servers[serverKey(o)] != "" {
			continue
		}
		n := len(z.servers) + 2
		for taken[fmt.Sprint(BaseURL, "_", n)] > 0 {
			n++
		}
		own := ownServer{of: o, name: fmt.Sprint(BaseURL, "_", n), address: o.Server}
		taken[own.name] = 1
		for _, v := range o.ServerVariables {
			key := v.Key
			if known, ok := values[key]; ok && known != v.Value || !ok && taken[key] > 0 {
				v.Key = own.name + "_" + key
				own.address = strings.ReplaceAll(own.address, "{{"+key+"}}", "{{"+v.Key+"}}")
			}
			values[v.Key], taken[v.Key] = v.Value, 1
			own.variables = append(own.variables, v)
		}
		z.servers[serverKey(o)] = own.name
		z.own = append(z.own, own)
	}
}

// serverKey returns a key for an operation's servers, made of their addresses and the
// values of their variables.
func serverKey(o *api.Operation) string {
	key := o.Server
	for _, v := range o.ServerVariables {
		key += "\x00" + v.Key + "=" + v.Value
	}
	return key
}

// serverVariables returns the variables of servers, and those in their addresses.
func (z *authorizer) serverVariables() []template.Variable {
	var all []template.Variable
	for _, own := range z.own {
		all = append(all, template.Variable{Key: own.name, Value: own.address, Description: "Where " + own.of.String() + " is, and what else is there."})
		for _, v := range own.variables {
			all = append(all, template.Variable{Key: v.Key, Value: v.Value, Description: v.Description})
		}
	}
	return all
}

// partKey identifies a parameter that is only part of a path's segment, which Postman's
// path variables do not support: the segment before it, and its name.
type partKey struct{ before, name string }

// part is such a parameter, with the first operation that has it.
type part struct {
	partKey
	*api.Parameter
}

// partsOf returns the parameters of an API that are only part of a segment, each once.
func partsOf(a *api.API) []part {
	var all []part
	seen := map[partKey]bool{}
	for _, o := range a.Operations {
		for key := range partKeys(o.Path) {
			i := slices.IndexFunc(o.Parameters, func(p *api.Parameter) bool { return p.In == api.InPath && p.Name == key.name })
			if i >= 0 && !seen[key] {
				seen[key] = true
				all = append(all, part{key, o.Parameters[i]})
			}
		}
	}
	return all
}

// partKeys yields the keys of the parameters in a path that are only part of a segment.
func partKeys(path string) func(yield func(partKey) bool) {
	return func(yield func(partKey) bool) {
		before := ""
		for _, segment := range api.Segments(path) {
			if _, whole := wholeParameter(segment); !whole {
				for _, name := range api.ParameterNames(segment) {
					if !yield(partKey{before, name}) {
						return
					}
				}
			}
			if !api.IsParameter(segment) {
				before = segment
			}
		}
	}
}

// nameParts gives each such parameter a variable. It has the parameter's own name if
// that is free, or else includes the word before the parameter.
func (z *authorizer) nameParts(taken map[string]int) {
	same := map[string]int{}
	all := partsOf(z.api)
	for _, p := range all {
		same[p.Name]++
	}
	for _, p := range all {
		name := p.Name
		if same[name] > 1 || taken[name] > 0 {
			words := strings.Fields(resources.Humanize(p.before))
			if len(words) > 0 {
				words[len(words)-1] = resources.Singular(strings.ToLower(words[len(words)-1]))
			}
			name = cmp.Or(variableName(strings.Join(append(words, p.Name), " ")), name)
		}
		base := name
		for n := 2; taken[name] > 0; n++ {
			name = fmt.Sprint(base, "_", n)
		}
		z.parts[p.partKey], taken[name] = name, 1
	}
}

// partVariables returns the variables of parameters that are only part of a segment.
func (z *authorizer) partVariables() []template.Variable {
	var all []template.Variable
	for _, p := range partsOf(z.api) {
		all = append(all, template.Variable{
			Key: z.parts[p.partKey], Value: percent(written(synthetic.Given(p.Parameter)), "+/?#&"),
			Description: sentences(p.Description, limits(p.Schema)),
		})
	}
	return all
}
