package generate

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/requests"
	"github.com/postwright/postwright/collection/template"
)

// ServerEnvironment is the environment for one of an API's servers.
type ServerEnvironment struct {
	Name string // part of file names: lower-case letters, digits, hyphens
	Text string
}

// ServerEnvironments returns an environment for each server of an API that its document
// names, with what else the requests need; nil if there are not several, where no
// request goes to them, or where a template says where the API is.
func (s *Set) ServerEnvironments() ([]ServerEnvironment, error) {
	t := s.template
	if !t.FromDocument || len(t.API.Servers) < 2 {
		return nil, nil
	}
	full, err := s.whole()
	if err != nil || !slices.ContainsFunc(full.Variables, func(v template.Variable) bool { return v.Key == requests.BaseURL }) {
		return nil, err
	}
	var shared []template.EnvironmentValue
	if full.Environment != nil {
		shared = full.Environment.Values
	}
	var all []ServerEnvironment
	taken := map[string]int{}
	for _, server := range t.API.Servers {
		name := serverName(server)
		values := []template.EnvironmentValue{{Key: requests.BaseURL, Value: server.Address}}
		for _, v := range server.Variables {
			values = append(values, template.EnvironmentValue{Key: v.Key, Value: v.Value})
		}
		of := *full
		of.Environment = &template.Environment{Name: t.Title + " (" + name + ")", Values: slices.Concat(values, shared)}
		text, err := environmentText(&of)
		if err != nil {
			return nil, err
		}
		slug := requests.Slug(name)
		if taken[slug]++; taken[slug] > 1 {
			slug = fmt.Sprint(slug, "-", taken[slug])
		}
		all = append(all, ServerEnvironment{slug, text})
	}
	return all, nil
}

// maxServerName is the maximum length in bytes of a server's description that serves as
// its name.
const maxServerName = 30

// serverName returns the name of a server: its description if that is short, otherwise
// its host.
func serverName(s api.Server) string {
	if name := strings.TrimSuffix(strings.Join(strings.Fields(s.Name), " "), "."); name != "" && len(name) <= maxServerName {
		return name
	}
	if u, err := url.Parse(strings.NewReplacer("{{", "", "}}", "").Replace(s.Address)); err == nil && u.Host != "" {
		return u.Host
	}
	return s.Address
}
