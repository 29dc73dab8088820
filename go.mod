module github.com/postwright/postwright

go 1.25.0

require (
	github.com/hbollon/go-edlib v1.7.0
	github.com/tailscale/hujson v0.0.0-20250605163823-992244df8c5a
	github.com/xeipuuv/gojsonreference v0.0.0-20180127040603-bd5ef7bd5415
	github.com/xeipuuv/gojsonschema v1.2.0
	go.yaml.in/yaml/v4 v4.0.0
)

require github.com/xeipuuv/gojsonpointer v0.0.0-20180127040702-4e3ac2762d5f // indirect
