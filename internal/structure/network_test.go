package structure

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// networked are the packages in the command that may use the network, and
// why.
var networked = map[string]string{
	module + "/internal/sandbox":            "the server of the sandbox command",
	module + "/internal/sandbox/mock":       "what that server answers",
	module + "/internal/authorize":          "the token command: it talks to the servers that a file or template of the user names",
	"golang.org/x/oauth2":                   "part of that",
	"golang.org/x/oauth2/internal":          "the same",
	"golang.org/x/oauth2/clientcredentials": "the same",
	module + "/collection/address":          "addresses' syntax",
	"github.com/google/uuid":                "the machine's address, which no id of ours uses",
	"github.com/spf13/pflag":                "flags that are addresses",
	"github.com/xeipuuv/gojsonschema":       "package validate keeps it from following references",
	"github.com/go-oauth2/oauth2/v4":        "part of the sandbox",
	"github.com/go-oauth2/oauth2/v4/errors": "part of the sandbox",
	"github.com/go-oauth2/oauth2/v4/server": "part of the sandbox",
}

// starting are the packages that may start other programs, and why.
var starting = map[string]string{
	"github.com/cli/browser":     "opens the browser for the token command",
	module + "/internal/gittree": "runs git, which reads the repository and fetches nothing, for the commands diff and merge",
}

// commandOf are the packages that only one command uses, with its files.
var commandOf = map[string][]string{
	module + "/internal/sandbox":   {"sandbox.go"},
	module + "/internal/authorize": {"token.go", "token_issuer.go", "token_result.go"},
	module + "/internal/issuer":    {"token.go", "token_issuer.go"},
}

// usersOf are the only packages that use those that reach outside.
var usersOf = map[string][]string{
	module + "/internal/sandbox":   {module + "/cmd/postwright"},
	module + "/internal/authorize": {module + "/cmd/postwright", module + "/internal/issuer"},
	module + "/internal/issuer":    {module + "/cmd/postwright"},
	module + "/internal/gittree":   {module + "/internal/versions"},
}

// TestNetwork: only the listed packages in the command use the network, and
// only the files of the listed commands use those of ours.
func TestNetwork(t *testing.T) {
	const format = `{{if not .Standard}}{{.ImportPath}} {{join .Imports " "}}{{end}}`
	listed, err := goCommand(t, "list", "-deps", "-f", format, "./cmd/postwright").Output()
	if err != nil {
		t.Fatal(err)
	}
	var knows []string
	for line := range strings.Lines(string(listed)) {
		name, imported, _ := strings.Cut(strings.TrimSpace(line), " ")
		for _, i := range strings.Fields(imported) {
			switch i {
			case "net", "net/http", "net/rpc", "net/smtp", "crypto/tls", "golang.org/x/net/http2":
				knows = append(knows, name)
			case "os/exec", "plugin":
				if starting[name] == "" {
					t.Errorf("%s imports %s, which could reach the network", name, i)
				}
			case "github.com/cli/browser":
				if name != module+"/internal/authorize" {
					t.Errorf("%s opens browsers", name)
				}
			default:
				if users := usersOf[i]; users != nil && !slices.Contains(users, name) {
					t.Errorf("%s uses %s", name, i)
				}
			}
		}
	}
	slices.Sort(knows)
	knows = slices.Compact(knows)
	for _, name := range knows {
		if networked[name] == "" {
			t.Errorf("%s knows the network: say here why it may", name)
		}
	}
	for name := range networked {
		if !slices.Contains(knows, name) {
			t.Errorf("%s does not know the network: take it out of the list", name)
		}
	}
	files, err := filepath.Glob(filepath.Join("..", "..", "cmd", "postwright", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for of, its := range commandOf {
			if uses := strings.Contains(string(text), `"`+of+`"`); uses != slices.Contains(its, filepath.Base(file)) {
				t.Errorf("%s uses %s: %v", file, of, uses)
			}
		}
	}
}
