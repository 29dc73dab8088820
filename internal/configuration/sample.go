package configuration

import _ "embed"

// Sample is a configuration with every setting, explained and commented out.
//
//go:embed sample.yaml
var Sample string
