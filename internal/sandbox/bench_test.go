package sandbox_test

import (
	"context"
	"io"
	"log"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/postwright/postwright/internal/sandbox"
)

// connections is the number of concurrent clients.
const connections = 100

// BenchmarkCurrentUser requests the current user over 100 connections, and
// reports requests per second and the memory that stays in use. Client and
// server share the cores.
func BenchmarkCurrentUser(b *testing.B) {
	s := clinic(b)
	token := s.signIn().Access
	l, err := sandbox.Listen(b.Context(), "127.0.0.1:0", false)
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l, log.New(io.Discard, "", 0)) }()
	defer func() {
		stop()
		if err := <-ended; err != nil {
			b.Error(err)
		}
	}()
	transport := &http.Transport{MaxIdleConnsPerHost: connections, MaxConnsPerHost: connections}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	address := sandbox.URL(l) + "/v2/me"

	var left, failed atomic.Int64
	left.Store(int64(b.N))
	b.ResetTimer()
	var wg sync.WaitGroup
	for range connections {
		wg.Go(func() {
			for left.Add(-1) >= 0 {
				r, _ := http.NewRequestWithContext(ctx, "GET", address, nil)
				r.Header.Set("Authorization", "Bearer "+token)
				got, err := client.Do(r)
				if err != nil || got.StatusCode != 200 {
					failed.Add(1)
					continue
				}
				_, _ = io.Copy(io.Discard, got.Body)
				_ = got.Body.Close()
			}
		})
	}
	wg.Wait()
	b.StopTimer()
	if failed.Load() > 0 {
		b.Errorf("%d requests failed", failed.Load())
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "requests/s")
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "MB-in-use")
}
