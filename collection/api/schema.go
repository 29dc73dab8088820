package api

// Schema describes a value with the keywords of JSON Schema that matter for making one.
// Schemas refer to each other by pointers and may be circular. The nil Schema allows
// everything.
type Schema struct {
	Name        string // the schema's name in the document, if it has one
	Types       []string
	Format      string
	Description string

	Enum    []*Value
	Const   *Value
	Default *Value
	Example *Value

	Properties []Property
	Required   []string
	Additional *Schema // of properties that are not named; nil if not specified
	Closed     bool    // no properties but the named ones
	Items      *Schema
	Prefix     []*Schema // of the first items of a list

	AllOf, OneOf, AnyOf []*Schema
	Discriminator       Discriminator

	Minimum, Maximum                   *float64
	ExclusiveMinimum, ExclusiveMaximum bool
	// Exact has the text of bounds that a float64 cannot hold, such as 64-bit numbers.
	Exact                map[*float64]string
	MultipleOf           float64
	MinLength, MaxLength *int
	Pattern              string
	MinItems, MaxItems   *int
	UniqueItems          bool
	MinProperties        int
	MaxProperties        *int

	ReadOnly, WriteOnly, Nullable, Deprecated bool
	XML                                       *XML // how XML writes it; nil if not specified
	// Never reports that no value fits: the schema false.
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

// Discriminator is the property that distinguishes the alternatives of a schema, and its
// value for each alternative that the document names.
type Discriminator struct {
	Property string
	Values   map[*Schema]string
}

// Is reports whether the schema allows a type explicitly.
func (s *Schema) Is(kind string) bool {
	for _, t := range s.Types {
		if t == kind {
			return true
		}
	}
	return false
}

// Needs returns the set of required properties.
func (s *Schema) Needs() map[string]bool {
	set := make(map[string]bool, len(s.Required))
	for _, name := range s.Required {
		set[name] = true
	}
	return set
}

// Property returns the property with a name; nil if there is none, or if the schema is
// nil.
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

// Member returns the schema of an object's member and whether the object names the
// member. The schema is nil if nothing is known about it.
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

// Value is a JSON value that preserves the order of members and the spelling of numbers.
type Value struct {
	Kind    Kind
	Text    string // the content of a string; the JSON of a number or boolean
	Items   []*Value
	Members []Member
}

// Member is a named value of an object.
type Member struct {
	Name  string
	Value *Value
}

// Member returns the value with a name; nil if the object has none.
func (v *Value) Member(name string) *Value {
	for _, m := range v.Members {
		if m.Name == name {
			return m.Value
		}
	}
	return nil
}
