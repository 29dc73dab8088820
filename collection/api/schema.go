package api

// Schema is what a value must be like, in the terms of JSON Schema that matter
// for making one. Schemas refer to each other by pointers and may be circular.
// The nil Schema allows everything.
type Schema struct {
	Name        string // of a schema that has one in the document
	Types       []string
	Format      string
	Description string

	Enum    []*Value
	Const   *Value
	Default *Value
	Example *Value

	Properties []Property
	Required   []string
	Additional *Schema // of properties that are not named; nil where nothing is said
	Closed     bool    // no properties but the named ones
	Items      *Schema
	Prefix     []*Schema // of a list's first items

	AllOf, OneOf, AnyOf []*Schema
	Discriminator       Discriminator

	Minimum, Maximum                   *float64
	ExclusiveMinimum, ExclusiveMaximum bool
	// Exact spells those of the bounds that a float64 cannot hold, such as 64-bit numbers.
	Exact                map[*float64]string
	MultipleOf           float64
	MinLength, MaxLength *int
	Pattern              string
	MinItems, MaxItems   *int
	UniqueItems          bool
	MinProperties        int

	ReadOnly, WriteOnly, Nullable, Deprecated bool
	XML                                       *XML // how XML writes it; nil where nothing is said
	// Never says that no value fits: the schema false.
	Never bool
}

// XML is how a value is written in XML (OpenAPI 3.1.1, "XML Object").
type XML struct {
	Name, Namespace, Prefix string
	Attribute, Wrapped      bool
}

// Property is a named property of an object.
type Property struct {
	Name   string
	Schema *Schema
}

// Discriminator names the property that tells the alternatives of a schema
// apart, and its value for each alternative that the document names.
type Discriminator struct {
	Property string
	Values   map[*Schema]string
}

// Is reports whether the schema says it is of a type.
func (s *Schema) Is(kind string) bool {
	for _, t := range s.Types {
		if t == kind {
			return true
		}
	}
	return false
}

// Needs returns the set of the properties that an object must have.
func (s *Schema) Needs() map[string]bool {
	set := make(map[string]bool, len(s.Required))
	for _, name := range s.Required {
		set[name] = true
	}
	return set
}

// Property returns the property of a name; nil where there is none, and of no schema.
func (s *Schema) Property(name string) *Property {
	if s == nil {
		return nil
	}
	for i := range s.Properties {
		if s.Properties[i].Name == name {
			return &s.Properties[i]
		}
	}
	return nil
}

// Member returns the schema of an object's member, nil where nothing is known of it, and
// whether the object names it.
func (s *Schema) Member(name string) (of *Schema, named bool) {
	if p := s.Property(name); p != nil {
		return p.Schema, true
	}
	return s.Additional, false
}

// Kind is a value's JSON type.
type Kind uint8

// The kinds of values.
const (
	Null Kind = iota
	Bool
	Number
	String
	List
	Object
)

// Value is a JSON value that keeps the order of its members and the spelling of
// its numbers.
type Value struct {
	Kind    Kind
	Text    string // of a string; of a number or boolean its JSON
	Items   []*Value
	Members []Member
}

// Member is a named value of an object.
type Member struct {
	Name  string
	Value *Value
}

// Member returns the value of a name; nil where the object has none.
func (v *Value) Member(name string) *Value {
	for _, m := range v.Members {
		if m.Name == name {
			return m.Value
		}
	}
	return nil
}
