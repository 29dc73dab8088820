package lsp

import (
	"runtime"
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/testkit"
)

// TestLongSession types 10,000 letters into a large collection and sends
// requests about it now and then. Memory and goroutines must not grow.
func TestLongSession(t *testing.T) {
	if testing.Short() {
		t.Skip("not with -short")
	}
	folder := t.TempDir()
	const name = "large.postman_collection.json"
	testkit.WriteBelow(t, folder, name, testkit.Read(t, "corpus/adobe/adobe-experience-platform.postman_collection.json"))
	s := connect(t, folder)
	s.begin(object{})
	s.open(name)
	s.awaited(name, nil)
	at := strings.Index(s.texts[name].Content, `"name": "`) + len(`"name": "`)
	place := object{"textDocument": object{"uri": s.uri(name)}, "position": s.texts[name].Position(at)}
	used := func() (megabytes float64, goroutines int) {
		s.diagnostics(name)
		s.call("textDocument/hover", place)
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc) / (1 << 20), runtime.NumGoroutine()
	}
	before, running := used()
	for i := range 10_000 {
		if i%2 == 0 {
			s.change(name, at, at, "x")
		} else {
			s.change(name, at, at+1, "")
		}
		if i%500 == 0 {
			s.call("textDocument/hover", place)
			s.call("textDocument/documentSymbol", place)
		}
	}
	after, runningAfter := used()
	t.Logf("%.1f MB before, %.1f MB after; %d goroutines, then %d", before, after, running, runningAfter)
	if after > before+20 || runningAfter > running+5 {
		t.Errorf("%.1f MB became %.1f MB, %d goroutines %d", before, after, running, runningAfter)
	}
	s.notify("textDocument/didClose", object{"textDocument": object{"uri": s.uri(name)}})
	s.finish()
}
