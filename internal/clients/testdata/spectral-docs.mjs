// A Spectral ruleset: what Postwright's docs-* rules find, said in JSONPath and
// JSON Schema. It restates, by their effect, the rules that Postman published
// for Spectral (postmanlabs/postman-collection-spectral-linter), with these
// differences, which are Postwright's too:
//
// - Folders count at every depth; the published rule sees those at the top.
// - A collection file is the collection itself; the published rules read the
//   answer of Postman's API, which wraps it.
// - A list of responses that is left out is an empty one; the published
//   functions fail on it.
// - A request written as a string is a GET of that URL without a description; a
//   path may be a string or hold objects; a method's case does not matter.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { pattern, schema, truthy } = require("@stoplight/spectral-functions");

const described = { type: "object", required: ["description"], properties: { description: { not: { enum: ["", null] } } } };

const successful = { type: "integer", minimum: 200, maximum: 399 };

// hasExample wants a list of responses in which one has such a code.
const hasExample = (code) => ({
  required: ["response"],
  properties: { response: { type: "array", contains: { type: "object", required: ["code"], properties: { code } } } },
});

// A piece of a path that a caller fills in: ":id" or "{{id}}".
const variable = { type: "string", pattern: ":|\\{\\{" };
const variableInPath = {
  anyOf: [
    variable,
    { type: "array", contains: { anyOf: [variable, { type: "object", required: ["value"], properties: { value: variable } }] } },
  ],
};

// The same in a URL that is one string: behind the host, before query and hash.
const variableInString = { type: "string", pattern: "^\\s*([^/?#{}:]*://|(?![^/?#{}:]*://))[^/?#]*/[^?#]*(:|\\{\\{)" };

const authorized = {
  required: ["request"],
  properties: {
    request: {
      type: "object",
      required: ["auth"],
      properties: { auth: { type: "object", not: { required: ["type"], properties: { type: { const: "noauth" } } } } },
    },
  },
};

const withPathVariable = {
  required: ["request"],
  properties: {
    request: {
      anyOf: [
        variableInString,
        {
          type: "object",
          required: ["url"],
          properties: {
            url: {
              anyOf: [
                variableInString,
                { type: "object", required: ["path"], properties: { path: variableInPath } },
                { type: "object", required: ["raw"], properties: { raw: variableInString }, not: { anyOf: [{ required: ["path"] }, { required: ["host"] }] } },
              ],
            },
          },
        },
      ],
    },
  },
};

const isRequest = { required: ["request"] };
const isFolder = { required: ["item"] };
const isDelete = {
  required: ["originalRequest"],
  properties: { originalRequest: { type: "object", required: ["method"], properties: { method: { type: "string", pattern: "^[Dd][Ee][Ll][Ee][Tt][Ee]$" } } } },
};
const isPatch = { type: "object", required: ["method"], properties: { method: { type: "string", pattern: "^[Pp][Aa][Tt][Cc][Hh]$" } } };

// where makes a rule: what a path leads to satisfies then, where it satisfies cond.
const where = (given, cond, then) => ({
  given,
  severity: "warn",
  resolved: false,
  then: { function: schema, functionOptions: { schema: { if: cond, then } } },
});

// every makes a rule: a function holds of a field of all that a path leads to.
const every = (given, field, then, functionOptions) => ({
  given,
  severity: "warn",
  resolved: false,
  then: { ...(field && { field }), function: then, ...(functionOptions && { functionOptions }) },
});

export default {
  rules: {
    "docs-collection-description": every("$.info", "description", truthy),
    "docs-folder-description": where("$..item[*]", isFolder, described),
    "docs-request-description": where("$..item[*]", isRequest, { properties: { request: described } }),
    "docs-query-description": every("$..request.url.query[*]", "description", truthy),
    "docs-path-variable-description": every("$..request.url.variable[*]", "description", truthy),
    "docs-example-success": where("$..item[*]", isRequest, hasExample(successful)),
    "docs-example-unauthorized": where("$..item[*]", authorized, hasExample({ const: 401 })),
    "docs-example-not-found": where("$..item[*]", withPathVariable, hasExample({ const: 404 })),
    "docs-example-status-missing": every("$..response[*]", "code", truthy),
    "docs-example-delete-status": where("$..response[*]", isDelete, { required: ["code"], properties: { code: { enum: [200, 204] } } }),
    "docs-example-json": every("$..response[*]._postman_previewlanguage", null, pattern, { match: "/^json/i" }),
    "docs-patch-body": where("$..request", isPatch, { required: ["body"], properties: { body: { not: { type: "null" } } } }),
  },
};
