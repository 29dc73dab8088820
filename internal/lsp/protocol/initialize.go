package protocol

// InitializeParams describe the client.
type InitializeParams struct {
	RootURI          string             `json:"rootUri"`
	RootPath         string             `json:"rootPath"`
	WorkspaceFolders []WorkspaceFolder  `json:"workspaceFolders"`
	Capabilities     ClientCapabilities `json:"capabilities"`
}

// ClientCapabilities are the client's capabilities that the server uses.
type ClientCapabilities struct {
	General struct {
		PositionEncodings []Encoding `json:"positionEncodings"`
	} `json:"general"`
	Workspace struct {
		WorkspaceEdit struct {
			DocumentChanges    bool     `json:"documentChanges"`
			ResourceOperations []string `json:"resourceOperations"`
		} `json:"workspaceEdit"`
		DidChangeWatchedFiles struct {
			DynamicRegistration bool `json:"dynamicRegistration"`
		} `json:"didChangeWatchedFiles"`
		Diagnostics struct {
			RefreshSupport bool `json:"refreshSupport"`
		} `json:"diagnostics"`
	} `json:"workspace"`
	TextDocument struct {
		Diagnostic *struct{} `json:"diagnostic"`
		CodeAction struct {
			CodeActionLiteralSupport *struct{} `json:"codeActionLiteralSupport"`
			DataSupport              bool      `json:"dataSupport"`
			ResolveSupport           struct {
				Properties []string `json:"properties"`
			} `json:"resolveSupport"`
		} `json:"codeAction"`
		DocumentSymbol struct {
			HierarchicalDocumentSymbolSupport bool `json:"hierarchicalDocumentSymbolSupport"`
		} `json:"documentSymbol"`
	} `json:"textDocument"`
}

// InitializeResult describes the server.
type InitializeResult struct {
	Capabilities ServerCapabilities `json:"capabilities"`
	ServerInfo   ServerInfo         `json:"serverInfo"`
}

// ServerInfo is the server's name and version.
type ServerInfo struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
}

// ServerCapabilities are the server's capabilities.
type ServerCapabilities struct {
	PositionEncoding           Encoding            `json:"positionEncoding"`
	TextDocumentSync           SyncOptions         `json:"textDocumentSync"`
	DiagnosticProvider         *DiagnosticOptions  `json:"diagnosticProvider,omitempty"`
	CodeActionProvider         *CodeActionOptions  `json:"codeActionProvider,omitempty"`
	DocumentFormattingProvider bool                `json:"documentFormattingProvider,omitempty"`
	HoverProvider              bool                `json:"hoverProvider,omitempty"`
	CompletionProvider         *CompletionOptions  `json:"completionProvider,omitempty"`
	DefinitionProvider         bool                `json:"definitionProvider,omitempty"`
	ReferencesProvider         bool                `json:"referencesProvider,omitempty"`
	RenameProvider             *RenameOptions      `json:"renameProvider,omitempty"`
	DocumentSymbolProvider     bool                `json:"documentSymbolProvider,omitempty"`
	WorkspaceSymbolProvider    bool                `json:"workspaceSymbolProvider,omitempty"`
	FoldingRangeProvider       bool                `json:"foldingRangeProvider,omitempty"`
	DocumentLinkProvider       *struct{}           `json:"documentLinkProvider,omitempty"`
	Workspace                  WorkspaceCapability `json:"workspace"`
}

// SyncOptions say how the client sends texts.
type SyncOptions struct {
	OpenClose bool `json:"openClose"`
	Change    int  `json:"change"` // 2: incremental
	Save      bool `json:"save"`
}

// DiagnosticOptions say how the client requests findings.
type DiagnosticOptions struct {
	Identifier            string `json:"identifier"`
	InterFileDependencies bool   `json:"interFileDependencies"`
	WorkspaceDiagnostics  bool   `json:"workspaceDiagnostics"`
}

// CodeActionOptions say which kinds of code actions there are.
type CodeActionOptions struct {
	CodeActionKinds []string `json:"codeActionKinds"`
	ResolveProvider bool     `json:"resolveProvider"`
}

// CompletionOptions list the characters that start a completion.
type CompletionOptions struct {
	TriggerCharacters []string `json:"triggerCharacters"`
}

// RenameOptions say that the server checks a place before a rename.
type RenameOptions struct {
	PrepareProvider bool `json:"prepareProvider"`
}

// WorkspaceCapability says that the server supports several folders.
type WorkspaceCapability struct {
	WorkspaceFolders struct {
		Supported           bool `json:"supported"`
		ChangeNotifications bool `json:"changeNotifications"`
	} `json:"workspaceFolders"`
}
