// What clients make of a collection file, as JSON on standard output.
//
//   node clients.mjs sdk FILE        Postman's SDK: new Collection(JSON)
//   node clients.mjs bruno FILE      Bruno: postmanToBruno(JSON)
//   node clients.mjs insomnia FILE   Insomnia: convert(text)
//   node clients.mjs texts FILE      Postman's SDK: what it reads from texts, see
//                                    texts_test.go
//
// And of each file of a folder, by name:
//
//   node clients.mjs v2.0.0 FOLDER   Postman's transformer: {v1, v2}, the file
//                                    in v1, and from there in v2.1.0
//   node clients.mjs v2.1.0 FOLDER   the same, of v2.1.0 files
//   node clients.mjs whole FOLDER    Postman's SDK: all that it understood
//
// It reads those files and contacts nothing.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
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

  texts(text) {
    const { Event, Header, Url, VariableScope } = require("postman-collection");
    const { headers, queries, events, texts, values } = JSON.parse(text);
    const scope = new VariableScope({ values: Object.entries(values).map(([key, value]) => ({ key, value })) });
    return {
      headers: headers.map((block) => Header.parse(block).map(({ key, value }) => [key, value])),
      queries: queries.map((query) => new Url({ host: ["h"], path: ["p"], query }).toString()),
      events: events.map((event) => new Event(event).script?.toSource() ?? ""),
      texts: texts.map((t) => scope.replaceIn(t)),
    };
  },
};

// transform takes a collection by way of v1, the only way from v2.0.0 to v2.1.0
// that the transformer has. Its options say to keep ids, and to believe what
// stands in the v2 fields of v1. The ids that it makes up are the same for each
// file; it takes hold of Math.random when it is loaded.
let seed;
function transform(collection, inputVersion) {
  Math.random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const { convert } = require("postman-collection-transformer");
  seed = 1;
  const step = (value, options) => {
    let made;
    convert(value, { retainIds: true, ...options }, (error, result) => {
      if (error) throw error;
      made = result;
    });
    return made;
  };
  const v1 = step(collection, { inputVersion, outputVersion: "1.0.0" });
  return { v1, v2: step(v1, { inputVersion: "1.0.0", outputVersion: "2.1.0", prioritizeV2: true }) };
}

// Clients that are asked about many files at once: to start node for each would
// take minutes.
const ofFolders = {
  "v2.0.0": (collection) => transform(collection, "2.0.0"),
  "v2.1.0": (collection) => transform(collection, "2.1.0"),

  whole(collection) {
    const { Collection } = require("postman-collection");
    return new Collection(collection).toJSON();
  },
};

function ofFolder(convert, folder) {
  const made = {};
  for (const file of readdirSync(folder)) {
    made[file] = convert(JSON.parse(readFileSync(join(folder, file), "utf8").replace(/^\uFEFF/, "")));
  }
  return made;
}

const [name, path] = process.argv.slice(2);
if (!(Object.hasOwn(clients, name ?? "") || Object.hasOwn(ofFolders, name ?? "")) || !path) {
  process.stderr.write("usage: node clients.mjs sdk|bruno|insomnia|texts FILE, or v2.0.0|v2.1.0|whole FOLDER\n");
  process.exit(2);
}

// A client that logs must not spoil the JSON.
console.log = console.info = console.warn = console.error;

const made = Object.hasOwn(clients, name) ? await clients[name](readFileSync(path, "utf8")) : ofFolder(ofFolders[name], path);
process.stdout.write(JSON.stringify(made, null, 2) + "\n");
