// ask(command, argument, files) has the engine do something. Requests are done one
// after the other.
const engine = (() => {
  let worker, next = 0, ready;
  const waiting = new Map();
  const failAll = (why) => {
    for (const { reject } of waiting.values()) reject(new Error(why));
    waiting.clear();
  };
  function send(command, argument, files) {
    return new Promise((resolve, reject) => {
      const id = next++;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, command, argument, files }, (files || []).map((file) => file.bytes.buffer));
    });
  }
  // start is called by engine.js, which brings the worker's program and the engine.
  function start(program, packed) {
    const address = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
    worker = new Worker(address);
    worker.onerror = (event) => failAll("The engine failed: " + event.message);
    worker.onmessage = ({ data: { id, answer, bytes } }) => {
      const { resolve, reject } = waiting.get(id);
      waiting.delete(id);
      if (answer.error) reject(new Error(answer.error));
      else resolve(bytes ? { ...answer, bytes } : answer);
    };
    begin(send("start", packed).finally(() => URL.revokeObjectURL(address)));
  }
  let begin;
  ready = new Promise((resolve) => { begin = resolve; });
  return {
    start,
    ready,
    async ask(command, argument = {}, files) {
      await ready;
      return send(command, argument, files);
    },
  };
})();
// A byte order mark is a part of the text: columns count it.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const at = (id) => document.getElementById(id);

// element makes an element with text in it. Nothing here makes HTML of a text.
function element(tag, attributes = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...inside);
  return made;
}

// visible shows the characters that could pass for others or turn a line around.
const visible = (text) => text.replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/gu,
  (sign) => "\u27E8" + "U+" + sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") + "\u27E9");
const count = (n, noun) => n + " " + noun + (n === 1 ? "" : "s");
