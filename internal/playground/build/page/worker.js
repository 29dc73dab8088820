"use strict";
// The engine in a worker. It is started from a blob, so that the page's policy, which
// forbids all connections, also holds here. wasm_exec.js of Go comes before this text.
let run;

async function start(packed) {
  // Seven bits in each character: see the program that makes engine.js.
  const bytes = new Uint8Array((packed.length * 7) >> 3);
  let held = 0, bits = 0, at = 0;
  for (let i = 0; i < packed.length; i++) {
    held = (held << 7) | packed.charCodeAt(i);
    bits += 7;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = held >> bits;
      held &= (1 << bits) - 1;
    }
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const go = new Go();
  const ready = new Promise((resolve) => { self.ready = resolve; });
  const module = await WebAssembly.compile(await new Response(stream).arrayBuffer());
  go.run(await WebAssembly.instantiate(module, go.importObject));
  await ready;
  run = self.postwright;
}

onmessage = async ({ data: { id, command, argument, files } }) => {
  try {
    if (command === "start") {
      await start(argument);
      postMessage({ id, answer: {} });
      return;
    }
    const { answer, bytes } = run(command, JSON.stringify(argument), files || []);
    postMessage({ id, answer: JSON.parse(answer), bytes }, [bytes.buffer]);
  } catch (error) {
    // A program that has stopped does not answer any more.
    postMessage({ id, answer: { error: "The engine failed: " + error } });
  }
};
