package template

import (
	yaml "go.yaml.in/yaml/v4"
)

// Write returns a template as the text of its file, for people to edit. apiDocument is
// the path of its OpenAPI document, relative to that file. The template's own items are
// not written: requests come from the document.
func Write(t *Template, apiDocument string) (string, error) {
	type entry struct {
		Name        string `yaml:"name,omitempty"`
		Key         string `yaml:"key,omitempty"`
		Value       string `yaml:"value,omitempty"`
		Secret      bool   `yaml:"secret,omitempty"`
		Description string `yaml:"description,omitempty"`
	}
	type auth struct {
		Type       string     `yaml:"type"`
		Attributes *yaml.Node `yaml:"attributes,omitempty"`
		Guide      string     `yaml:"guide,omitempty"`
	}
	type environment struct {
		Name   string  `yaml:"name"`
		Values []entry `yaml:"values"`
	}
	file := struct {
		Name        string            `yaml:"name"`
		Title       string            `yaml:"title"`
		Description string            `yaml:"description,omitempty"`
		Variables   []entry           `yaml:"variables,omitempty"`
		Auth        *auth             `yaml:"auth,omitempty"`
		Scopes      []entry           `yaml:"scopes,omitempty"`
		Server      string            `yaml:"server,omitempty"`
		API         map[string]string `yaml:"api"`
		Environment *environment      `yaml:"environment,omitempty"`
	}{
		Name: t.Name, Title: t.Title, Description: t.Description, Server: t.Server,
		API: map[string]string{"document": apiDocument},
	}
	for _, v := range t.Variables {
		file.Variables = append(file.Variables, entry{Key: v.Key, Value: v.Value, Description: v.Description})
	}
	if t.Auth != nil {
		attributes, err := attributesNode(t.Auth.Attributes)
		if err != nil {
			return "", err
		}
		file.Auth = &auth{Type: t.Auth.Type, Attributes: attributes, Guide: t.Auth.Guide}
	}
	for _, s := range t.Scopes {
		file.Scopes = append(file.Scopes, entry{Name: s.Name, Description: s.Description})
	}
	if t.Environment != nil {
		file.Environment = &environment{Name: t.Environment.Name}
		for _, v := range t.Environment.Values {
			file.Environment.Values = append(file.Environment.Values, entry{Key: v.Key, Value: v.Value, Secret: v.Secret})
		}
	}
	text, err := yaml.Marshal(file)
	if err != nil {
		return "", err
	}
	return "# yaml-language-server: $schema=https://raw.githubusercontent.com/postwright/postwright/main/schemas/template.json\n" + string(text), nil
}

// attributesNode returns attributes as a mapping, in their order.
func attributesNode(attributes []Attribute) (*yaml.Node, error) {
	n := &yaml.Node{Kind: yaml.MappingNode}
	for _, a := range attributes {
		var key, value yaml.Node
		if err := key.Encode(a.Key); err != nil {
			return nil, err
		}
		if err := value.Encode(a.Value); err != nil {
			return nil, err
		}
		n.Content = append(n.Content, &key, &value)
	}
	return n, nil
}
