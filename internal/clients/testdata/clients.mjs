// What three clients make of a collection file, as JSON on standard output.
//
//   node clients.mjs sdk FILE        Postman's SDK: new Collection(JSON)
//   node clients.mjs bruno FILE      Bruno: postmanToBruno(JSON)
//   node clients.mjs insomnia FILE   Insomnia: convert(text)
//
// It reads the one file and contacts nothing.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

// parameters turns a RequestAuth into {type, params}.
function parameters(auth) {
  return auth ? { type: auth.type, params: Object.fromEntries(auth.parameters().all().map((p) => [p.key, p.value])) } : null;
}

const clients = {
  sdk(text) {
    const { Collection } = require("postman-collection");
    const collection = new Collection(JSON.parse(text));
    const items = [];
    collection.forEachItem((item) => {
      items.push({
        id: item.id,
        name: item.name,
        method: item.request.method,
        url: item.request.url.toString(),
        own: parameters(item.request.auth),
        auth: parameters(item.getAuth()),
      });
    });
    return {
      ids: [collection.id, ...items.map((item) => item.id)],
      items,
      auth: parameters(collection.auth),
    };
  },

  bruno(text) {
    const { postmanToBruno } = require("@usebruno/converters");
    return postmanToBruno(JSON.parse(text));
  },

  insomnia(text) {
    return require("insomnia-importers").convert(text);
  },
};

const [name, file] = process.argv.slice(2);
if (!Object.hasOwn(clients, name ?? "") || !file) {
  process.stderr.write("usage: node clients.mjs sdk|bruno|insomnia FILE\n");
  process.exit(2);
}

// A client that logs must not spoil the JSON.
console.log = console.info = console.warn = console.error;

const made = await clients[name](readFileSync(file, "utf8"));
process.stdout.write(JSON.stringify(made, null, 2) + "\n");
