package main

import (
	"encoding/json"
	"runtime"
	"strings"
	"testing"

	"github.com/tailscale/hujson"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/internal/testkit"
)

// largeText returns about 104 MB: the items of one real collection, 58 times.
func largeText(b *testing.B) string {
	b.Helper()
	d := testkit.Parse(b, testkit.Read(b, "corpus/adobe/adobe-experience-platform.postman_collection.json"))
	items := d.Root().Get("item")
	inner := d.Text()[items.Start()+1 : items.End()-1]
	repeated := strings.TrimSuffix(strings.Repeat(inner+",", 58), ",")
	return d.Text()[:items.Start()+1] + repeated + d.Text()[items.End()-1:]
}

func BenchmarkParse(b *testing.B) {
	text := largeText(b)
	b.Run("Document", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			if _, err := jsontree.Parse(text); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding-json", func(b *testing.B) {
		input := []byte(text)
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			var v any
			if err := json.Unmarshal(input, &v); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("hujson", func(b *testing.B) {
		input := []byte(text)
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			if _, err := hujson.Parse(input); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkDocumentMemory reports the memory of a parsed document, including
// its text, as a multiple of the file's size.
func BenchmarkDocumentMemory(b *testing.B) {
	text := largeText(b)
	var d *jsontree.Document
	var before, after runtime.MemStats
	for b.Loop() {
		d = nil
		runtime.GC()
		runtime.ReadMemStats(&before)
		parsed, err := jsontree.Parse(text)
		if err != nil {
			b.Fatal(err)
		}
		d = parsed
		runtime.GC()
		runtime.ReadMemStats(&after)
	}
	kept := float64(len(text)) + float64(after.HeapAlloc) - float64(before.HeapAlloc)
	b.ReportMetric(kept/float64(len(text)), "×file")
	b.ReportMetric(float64(d.NodeCount()), "nodes")
}
