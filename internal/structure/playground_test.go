package structure

import (
	"slices"
	"testing"
)

// TestPlayground: the engine for browsers contains no HTTP client. It could
// send a collection somewhere, and would make the engine a third larger.
func TestPlayground(t *testing.T) {
	packages := depsInBrowser(t, "./internal/playground/wasm")
	if !slices.Contains(packages, module+"/collection/lint/rules") || !slices.Contains(packages, "syscall/js") {
		t.Fatalf("%d packages, without what the engine is made of", len(packages))
	}
	for _, name := range []string{"net/http", "crypto/tls", "net/smtp", "net/rpc", "os/exec"} {
		if slices.Contains(packages, name) {
			t.Errorf("the engine has %s in it", name)
		}
	}
}
