// Package clients holds no code, only tests: they put the generated collection
// into the programs that people use it with, and see that it works there.
//
//   - Postman CLI, the vendor's own: imports the file into Postman's v3 format,
//     lints that, and sends the requests, from either format
//   - the Postman CLI's linter and runner judge files in format v3, beside validate
//   - Newman sends the requests
//   - Postman's SDK, Bruno's and Insomnia's importers read it
//   - what the SDK and the CLI write of real collections pairs with what they read,
//     for diff and merge
//   - Postman's transformer turns v2.0.0 collections into v2.1.0, beside upgrade
//   - Chromium shows the page about it, axe-core looks at that, and a shell and
//     Python run its code
//
// One more judges not the collection but the linter: Spectral, with a ruleset
// that says what the docs-* rules find, finds the same in real collections.
//
// The full collection, and those made of Stripe's and Google Maps' documents, go
// through the same clients. What Newman sends of them is compared with what the
// documents say, which the tests read by themselves. The OpenAPI documents that
// ReadMe publishes to try tools with all become collections.
//
// The requests go to a server on the loopback interface that plays DrChrono: one
// of the tests' own, whose tokens are known beforehand, or postwright sandbox,
// whose authorization page a browser (Chromium) goes through. Nothing else is
// contacted. What is tried is dist/ as it is checked in, and
// the variant with the authorization on the request, as the command makes it.
//
// The language server is used through the library of VS Code's client, and by Neovim.
//
// The clients are npm packages, pinned in testdata/; Chromium and Neovim are the
// system's (apt-get install chromium neovim). To install the packages and run:
//
//	make clients
//
// The lock file has no hash for the Postman CLI's programs for systems other than
// Linux on x64: they could not be fetched where it was written. There npm can
// only go by the registry's own.
//
// Where the clients are not installed the tests skip; with CI set they fail.
// With -short they always skip.
package clients
