package structure

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestPlayground: the engine that runs in a browser has no HTTP client in it, which
// could send a collection somewhere, and would make it a third larger.
func TestPlayground(t *testing.T) {
	list := exec.CommandContext(t.Context(), "go", "list", "-deps", "./internal/playground/wasm")
	list.Dir = filepath.Join("..", "..")
	list.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	listed, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := strings.Fields(string(listed))
	if !slices.Contains(packages, module+"/collection/lint/rules") || !slices.Contains(packages, "syscall/js") {
		t.Fatalf("%d packages, without what the engine is made of", len(packages))
	}
	for _, name := range []string{"net/http", "crypto/tls", "net/smtp", "net/rpc", "os/exec"} {
		if slices.Contains(packages, name) {
			t.Errorf("the engine has %s in it", name)
		}
	}
}
