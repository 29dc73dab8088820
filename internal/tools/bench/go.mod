// A module of its own, so that what only measurements need is not among the
// dependencies of the program.
module github.com/postwright/postwright/internal/tools/bench

go 1.25.0

replace github.com/postwright/postwright => ../../..

require (
	github.com/go-json-experiment/json v0.0.0-20250725192818-e39067aee2d2
	github.com/postwright/postwright v0.0.0
	github.com/tailscale/hujson v0.0.0-20250605163823-992244df8c5a
	github.com/xeipuuv/gojsonschema v1.2.0
)

require (
	github.com/aymanbagabas/go-udiff v0.4.2 // indirect
	github.com/hbollon/go-edlib v1.7.0 // indirect
	github.com/xeipuuv/gojsonpointer v0.0.0-20180127040702-4e3ac2762d5f // indirect
	github.com/xeipuuv/gojsonreference v0.0.0-20180127040603-bd5ef7bd5415 // indirect
	go.yaml.in/yaml/v4 v4.0.0 // indirect
	golang.org/x/text v0.38.0 // indirect
)
