//go:build js && wasm

// Command wasm is the engine of the playground for browsers. It exports one
// function, postwright(name, argument, files), which answers with JSON and,
// if a file was requested, with the file's bytes.
package main

import (
	"runtime/debug"
	"syscall/js"

	"github.com/postwright/postwright/internal/playground"
)

func main() {
	debug.SetGCPercent(400) // there is only one core, and plenty of memory
	var session playground.Session
	js.Global().Set("postwright", js.FuncOf(func(_ js.Value, args []js.Value) any {
		files := make([]playground.File, args[2].Length())
		for i := range files {
			one := args[2].Index(i)
			text := make([]byte, one.Get("bytes").Length())
			js.CopyBytesToGo(text, one.Get("bytes"))
			files[i] = playground.File{Path: one.Get("path").String(), Text: string(text)}
		}
		answer, text := session.Do(args[0].String(), args[1].String(), files)
		bytes := js.Global().Get("Uint8Array").New(len(text))
		js.CopyBytesToJS(bytes, []byte(text))
		return js.ValueOf(map[string]any{"answer": string(answer), "bytes": bytes})
	}))
	js.Global().Call("ready")
	select {}
}
