package lsp

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/postwright/postwright/internal/testkit"
)

// BenchmarkTyping measures the time from a keystroke to its findings: p50-ms
// and p95-ms, and the heap at the end. `-benchtime 10000x` types for a long
// time.
func BenchmarkTyping(b *testing.B) {
	b.Run("collection", func(b *testing.B) {
		folder := b.TempDir()
		const name = "large.postman_collection.json"
		text := testkit.Read(b, "corpus/adobe/adobe-experience-platform.postman_collection.json")
		testkit.WriteBelow(b, folder, name, text)
		typing(b, folder, name, `"name": "`)
	})
	b.Run("v3", func(b *testing.B) {
		folder := b.TempDir()
		testkit.WriteBelow(b, folder, "C/.resources/definition.yaml", "$kind: collection\nvariables:\n  base_url: https://api.example.com\n")
		for i := range 2000 {
			testkit.WriteBelow(b, folder, fmt.Sprintf("C/Folder %d/R%d.request.yaml", i/50, i), fmt.Sprintf(v3Request, i))
		}
		typing(b, folder, "C/Folder 0/R1.request.yaml", "name: ")
	})
}

const v3Request = `$kind: http-request
name: Request %d
description: Reads one record.
method: GET
url: "{{base_url}}/records/:id/parts?limit=10"
queryParams:
  - key: limit
    value: "10"
pathVariables:
  - key: id
    value: "1"
headers:
  - key: Accept
    value: application/json
scripts:
  - type: afterResponse
    code: |-
      pm.test("is there", function () {
        pm.response.to.have.status(200);
      });
`

// typing types letters after a text, one by one, and waits for the findings
// after each.
func typing(b *testing.B, folder, name, behind string) {
	s := connect(b, folder)
	s.begin(object{})
	s.open(name)
	s.awaited(name, nil)
	at := strings.Index(s.texts[name].Content, behind) + len(behind)
	var took []time.Duration
	for b.Loop() {
		start := time.Now()
		if len(took)%2 == 0 {
			s.change(name, at, at, "x")
		} else {
			s.change(name, at, at+1, "")
		}
		s.awaited(name, nil)
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "heap-MB")
	b.ReportMetric(float64(m.Sys)/(1<<20), "sys-MB")
	s.finish()
}
