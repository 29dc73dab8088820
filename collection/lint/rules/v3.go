package rules

import (
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/v3"
)

// formatV3 has the rules about the files of a collection in format v3. Package v3
// reports their findings when it reads the files.
var formatV3 = []*rule.Rule{
	{
		Name:     v3.RuleSyntax,
		Category: rule.V3,
		Severity: diagnostic.Error,
		Finds:    "a file that Postman cannot read as YAML, that is empty, or that has a duplicate key. The usual cause is a value that starts with `{{` and is not quoted.",
		Why:      "`postman collection run` skips such a request, and still exits with 0. It ignores such a definition: the folder runs without its authorization and scripts. Postman's lint calls it FMT018.",
		Fix:      "Quotes a value that starts with `{{`.",
		Bad: rule.Files(`# Get patients.request.yaml
$kind: http-request
url: {{base_url}}/patients
`),
		Good: rule.Files(`# Get patients.request.yaml
$kind: http-request
url: "{{base_url}}/patients"
`),
	},
	{
		Name:     v3.RuleSchema,
		Category: rule.V3,
		Severity: diagnostic.Error,
		Finds:    "a file that does not match the [schema of its kind](../schemas/collection-v3.json): an unknown `$kind`, a value of the wrong type, an `order` that is not a number, a body without a type.",
		Why:      "`postman collection run` skips the request, and still exits with 0. Postman's lint calls it FMT010 and FMT014 to FMT017, without the line.",
		Fix:      "Quotes a number, boolean or date where text is required, removes the quotes of an `order`, corrects a misspelled kind, and adds the `$kind` of a definition, if that makes the file valid.",
		Bad: rule.Files(`# Get patients.request.yaml
$kind: http-request
url: https://api.example.com/patients
headers:
  X-Page: 1
`),
		Good: rule.Files(`# Get patients.request.yaml
$kind: http-request
url: https://api.example.com/patients
headers:
  X-Page: "1"
`),
	},
	{
		Name:     v3.RuleUnloadable,
		Category: rule.V3,
		Severity: diagnostic.Error,
		Finds:    "what Postman's lint accepts but its runner does not load. It rejects the whole collection for a script type with a protocol in a request or without one in a definition, for any other word as a script type, for `inherit` in a definition, for a list of authorizations in a request, and for a query parameter without `key` or `value`; a whole definition for a variable of the collection whose value is not a string, or with other fields, and that of a folder for an `order` that is not a number or without `$kind`; and a file for an unquoted date. A second script of the same type does not run either, and is a warning.",
		Why:      "`postman collection run` stops with \"Invalid input for model\" and does not say where; or it skips the request, or the definition with its scripts and authorization, and still exits with 0. A script type in a request is `beforeRequest` or `afterResponse`; in a definition it is `http:beforeRequest` or `http:afterResponse`. Postman's FMT004 to FMT006 are about scripts in separate files, which no version reads.",
		Fix:      "Corrects the script type, quotes a value, removes an authorization that is `inherit`, takes the only authorization of a request out of its list, and adds the `$kind` of a definition, if that makes the file load.",
		Bad: rule.Files(`# Get patients.request.yaml
$kind: http-request
url: https://api.example.com/patients
scripts:
  - type: test
    code: pm.response.to.have.status(200)
`),
		Good: rule.Files(`# Get patients.request.yaml
$kind: http-request
url: https://api.example.com/patients
scripts:
  - type: afterResponse
    code: pm.response.to.have.status(200)
`),
	},
	{
		Name:     v3.RuleUnknownField,
		Category: rule.V3,
		Severity: diagnostic.Warning,
		Finds:    "a field that the format does not have, with the name that was probably meant. Often it is the field's name in v2.1: `header`, `event`, `urlParameters`.",
		Why:      "Postman silently ignores it: the headers are not sent, the script does not run. Newer versions of Postman's lint call it FMT206 and FMT208.",
		Fix:      "Corrects the name, if the value is valid for that field.",
		Bad: rule.Files(`# Get patients.request.yaml
$kind: http-request
url: https://api.example.com/patients
header:
  Accept: application/json
`),
		Good: rule.Files(`# Get patients.request.yaml
$kind: http-request
url: https://api.example.com/patients
headers:
  Accept: application/json
`),
	},
	{
		Name:     v3.RuleFileName,
		Category: rule.V3,
		Severity: diagnostic.Warning,
		Finds:    "file and folder names that some systems do not allow: with characters such as `:` or `?`, reserved by Windows, with a trailing dot or space, or different only in case or in how an accented letter is written; paths of more than 260 characters from the root of the repository; and a request that exists as `.yaml` and as `.yml`.",
		Why:      "A clone on Windows fails or keeps only one of two files. The rule covers FMT002, FMT003, FMT009 and FMT019 of Postman's lint.",
		Bad: rule.Files(`# con.request.yaml
$kind: http-request
url: https://api.example.com/patients
`),
		Good: rule.Files(`# con-.request.yaml
$kind: http-request
name: con
url: https://api.example.com/patients
`),
	},
	{
		Name:     v3.RuleUnusedFile,
		Category: rule.V3,
		Severity: diagnostic.Warning,
		Finds:    "files that Postman does not read: requests inside `.resources`, definitions and examples outside it, examples of a request that does not exist or does not name them, an `examples` path that leads nowhere, the root file of an older layout, and paths in `.postman/resources.yaml` and `.postman/workflows.yaml` that lead nowhere or out of the repository, or contain backslashes.",
		Why:      "The file looks as if Postman used it. The rule covers FMT007, FMT008, FMT012, FMT013 and FMT202 of Postman's lint.",
		Bad: rule.Files(`# Get patients.request.yaml
$kind: http-request
url: https://api.example.com/patients
examples: ./.resources/Patients.resources/examples
`),
		Good: rule.Files(`# Get patients.request.yaml
$kind: http-request
url: https://api.example.com/patients
`),
	},
	{
		Name:     v3.RuleNewerField,
		Category: rule.V3,
		Severity: diagnostic.Info,
		Finds:    "fields and kinds of requests that newer apps write and Postman CLI 1.34 does not know: `$type` in headers and parameters, `type` and `secret` in variables of a definition.",
		Why:      "That version of the CLI skips such a request, and still exits with 0.",
		Bad: rule.Files(`# Get patients.request.yaml
$kind: http-request
url: https://api.example.com/patients
headers:
  - key: X-Page
    value: "1"
    $type: integer
`),
		Good: rule.Files(`# Get patients.request.yaml
$kind: http-request
url: https://api.example.com/patients
headers:
  - key: X-Page
    value: "1"
`),
	},
	{
		Name:     v3.RuleLineEnds,
		Category: rule.V3,
		Severity: diagnostic.Info,
		Finds:    "scripts with Windows line endings, written as `\\r\\n` in double quotes.",
		Why:      "The app writes such a script as one long escaped string, in which neither the code nor a change is readable. It comes from scripts that were pasted on Windows.",
		Fix:      "Writes the script with line feeds.",
		Bad: rule.Files("# Get patients.request.yaml\n$kind: http-request\nurl: https://api.example.com/patients\nscripts:\n  - type: afterResponse\n" +
			"    code: \"pm.response.to.be.ok;\\r\\npm.response.to.be.json;\"\n"),
		Good: rule.Files(`# Get patients.request.yaml
$kind: http-request
url: https://api.example.com/patients
scripts:
  - type: afterResponse
    code: |-
      pm.response.to.be.ok;
      pm.response.to.be.json;
`),
	},
}
