package clients

// v3Kinds has a request of each kind that does not come from v2.1, with nearly every field.
var v3Kinds = map[string]string{
	"graphql": `$kind: graphql-request
url: https://api.example.com
query: "{a}"
variables: "{}"
headers: [{key: a, value: b, description: c, disabled: true}]
schema: {source: file, location: api.graphql}
scripts:
  - type: beforeQuery
    code: a()
    language: text/javascript
    packages: {p: {id: x}}
    requests: {r: {workspace: w, collection: c, location: [f, r]}}
settings: {disabledSystemHeaders: [accept]}
examples: ./.resources/graphql.resources/examples
`,
	"of an API":        "$kind: graphql-request\nschema: {source: api, apiId: a, versionId: b, releaseId: c}\n",
	"specified":        "$kind: grpc-request\nschema: {source: specification, specificationId: a}\n",
	"of a server":      "$kind: grpc-request\nschema: {source: auto}\n",
	"without a schema": "$kind: graphql-request\nschema: {source: none}\n",
	"grpc": `$kind: grpc-request
url: grpc.example.com
methodPath: a.b/c
methodDescriptor: eA==
message: {content: "{}"}
metadata: [{key: a, value: b, description: c, disabled: true}]
auth: {type: bearer, credentials: {token: "{{token}}"}}
schema: {source: file, location: api.proto}
scripts: [{type: beforeInvoke, code: a()}]
settings: {secureConnection: true, strictSSL: true, serverNameOverride: a, maxResponseMessageSize: 4, includeDefaultFields: true, connectionTimeout: 5}
`,
	"websocket": `$kind: websocket-request
url: wss://example.com
headers: {a: b}
queryParams: [{key: a, value: b, description: c, disabled: true}]
messages: ./.resources/websocket.resources/messages
settings: {handshakeTimeout: 1, retryCount: 1, retryDelay: 1, maxPayload: 1, strictSSL: true}
`,
	"socket.io": `$kind: socket.io-request
url: wss://example.com
events: [{name: a, description: b, subscribeOnConnect: true}]
settings: {version: "4", path: /a, handshakeTimeout: 1, retryCount: 1, retryDelay: 1, strictSSL: true}
`,
	"mqtt": `$kind: mqtt-request
url: mqtt://example.com
clientId: a
version: 5
topics:
  - {name: a, qos: 1, subscribe: true, description: b, settings: {noLocal: true, retainAsPublished: true, retainHandling: 1, subscriptionIdentifier: 1}}
lastWill:
  topic: a
  payload: b
  qos: 1
  retain: true
  type: json
  properties: {messageExpiryInterval: 1, willDelayInterval: 1, contentType: a, responseTopic: b, correlationData: c, payloadFormatIndicator: true, userProperties: {a: b}}
properties: {sessionExpiryInterval: 1, receiveMaximum: 1, maximumPacketSize: 1, requestResponseInformation: true, userProperties: [{key: a, value: b}]}
settings: {cleanSession: true, keepAlive: 1, autoReconnect: true, connectionTimeout: 1, strictSSL: true}
`,
	"mcp": `$kind: mcp-request
transport: stdio
command: a
env: [{key: a, value: b, description: c, disabled: true}]
message: "{}"
settings: {requestTimeout: 1}
`,
	"mcp over HTTP": "$kind: mcp-request\ntransport: sse\nurl: https://example.com\nheaders: {a: b}\n",
	"llm": `$kind: llm-request
url: https://example.com
config: {model: a, provider: b}
userPrompts: [{id: a, value: b, timestamp: 1, active: true, contentType: text}]
systemPrompts: [{value: a}]
mcpConfig: "{}"
enabledTools: [a]
settings: {temperature: 1, maxToken: 1, topP: 1, seed: 1, streamResponse: true, responseFormatJSON: true}
`,
}
