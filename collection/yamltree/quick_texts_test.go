package yamltree

// quickTexts are texts that quick must read itself.
var quickTexts = []string{
	"a: 1\n",
	"---\na: 1\n",
	"# first\n\n--- # second\na: 1 # third\n# last",
	"a:\nb: \nc: # nothing\nd:",
	"paths:\n  /v1/{id}/x: {}\n  'it''s': []\n  \"q\\\"\\u00e9\": 1\n  key with words : x\n",
	"a:\n- 1\n-\n- - x\n  - y: 1\n    z: 2\n-   b: 1\n    c:\n    - 2\n-\n  d: 1\ne: 5\n",
	"a: one\n  two # not more\nb: one\n\n\n   two\n  - three\nc:\n  far\n  away\n",
	"a: http://x.y/z:8080 it's a \"text\"#1, {b}\nb: -1\nc: ?x\nd: :y\n",
	"a: 'it''s one\n  and\n\n  two'\nb: \"one\\\n   \\ two  \n\n   three\\n\\x41\\U0001F600\" # c\nc: \"tab\there\"\n",
	"a: |\n  one\n    two\n\n  three\n\nb: >-\n  one\n  two\n\n  three\n    four\n  five\n\n\nc: |+\n  x\n\nd: >+2\n    x\n   y\n\ne: |-\n\n\n  x\n",
	"a: |\nb: >-\nc: |+\n\n\nd: |2 # c\n    x\n  y\n",
	"a: [1, x y, 'z', \"q\"]\nb: {a: 1, \"b\":[ ], c: {d: x-y}}\nc: [\n  1,\n  {a: b},\n]\nd: {}\n",
	"ключ: значение # да\nemoji😀: {é: [ü, 'ö']}\nfull: ！？\n",
	"a: null\nb: ~\nc: true\nd: 0x1F\ne: 1.5e3\nf: 2020-01-01\ng: <<\n",
	"a: 'x'\nb: \"\"\nc: ''\nd: '\\'\ne: \"\\\\\"\n",
	"a: |\n  x", "a: >+\n  x\n\n  y  ", "a: 1\r\nb: |\r\n  x\r\n\r\n  y\r\nc: \"d\r\n  e\\\r\n f\"\r\n",
}

// leftTexts are texts that only the library reads, or that nobody does.
var leftTexts = []string{
	"", "# nothing\n", "a", "- a\n", "[a]\n", "a: &x 1\nb: *x\n", "a: !!str 1\n", "a:\n  <<: {b: 1}\n", "a: 1\na: 2\n", "a: {b: 1, b: 2}\n",
	"a: b: c\n", "a: 1\n b: 2\n", "a:\n\tb: 1\n", "a: 'x\n", "a: [1\n", "a: \"\\q\"\n", "a: 1\n---\nb: 2\n", "a: 1\r\nb: 2\n", "? a\n: b\n", "a: @x\n",
	"a: |+\n  c\n\n ", "a: |\n  x\n    ", "a: \"\\ud83d\\ude00\"\n", "\uFEFFa: 1\n", "a: \x85\n", "a: \u2028\n", "a: [b: 1]\n", "a: {b}\n", "a: 'x' y\n", "a: 'x'#\n", "a: \"x\ny\"\n", "a: 1\n\"b\\\n c\": 2\n", "a: [\n  [1\n],\n 2]\n", "...\na: 1\n", "%YAML 1.2\n---\na: 1\n",
}

// pieces are parts of texts that mean something.
var pieces = []string{
	"a:", "b: ", "c", ": ", "- ", "-", "\n", "\n", "\n  ", "\n  ", "\n    ", "\n\n", "|", "|-\n    ", ">\n    ", ">-", "+", "'", "''", "\"", "#", " # x", " ", "  ",
	"d: 'e'", "f: \"g\"", "5", "2020-01-01", "{}", "[]", "[", "]", "{", "}", ",", "null", "\t", "---", "---\n", "...\n", "%", "é", "x: y", "k: |\n    l\n     m\n", "$kind: z\n",
	"-5", "? ", "&a", "*a", "&a ", "!!str ", "!x ", "<<: ", "\r\n", "\\n",
	"\"e\\t\\u00e9\\x41 f\n      g\"", "'h''i\n\n    j'", "k l\n    m", "\\", "\\/", "\\u", "\"n  \n  \\ o\"\n", "p\n\n   q\n", "q: [r, {s: 't'}]\n", "u:\n- v\n-\n",
}
