package protocol

import "encoding/json"

// Position is a place in a text: a line and a character in it, both counted
// from 0.
type Position struct {
	Line      uint32 `json:"line"`
	Character uint32 `json:"character"`
}

// Range is a part of a text; End is exclusive.
type Range struct {
	Start Position `json:"start"`
	End   Position `json:"end"`
}

// Location is a part of a file.
type Location struct {
	URI   string `json:"uri"`
	Range Range  `json:"range"`
}

// TextDocument names a file.
type TextDocument struct {
	URI string `json:"uri"`
}

// VersionedTextDocument names a state of a file; a nil version is the state
// on disk.
type VersionedTextDocument struct {
	URI     string `json:"uri"`
	Version *int32 `json:"version"`
}

// PositionParams are the parameters of requests about a place.
type PositionParams struct {
	TextDocument TextDocument `json:"textDocument"`
	Position     Position     `json:"position"`
}

// DocumentParams are the parameters of requests about a file.
type DocumentParams struct {
	TextDocument TextDocument `json:"textDocument"`
}

// ContentChange is a change of an open file; without a range it is the whole text.
type ContentChange struct {
	Range *Range `json:"range,omitempty"`
	Text  string `json:"text"`
}

// DidOpenParams say that a file was opened.
type DidOpenParams struct {
	TextDocument struct {
		URI        string `json:"uri"`
		LanguageID string `json:"languageId"`
		Version    int32  `json:"version"`
		Text       string `json:"text"`
	} `json:"textDocument"`
}

// DidChangeParams describe a change of an open file.
type DidChangeParams struct {
	TextDocument struct {
		URI     string `json:"uri"`
		Version int32  `json:"version"`
	} `json:"textDocument"`
	ContentChanges []ContentChange `json:"contentChanges"`
}

// FileEvent says that a file changed on disk.
type FileEvent struct {
	URI  string `json:"uri"`
	Type int    `json:"type"`
}

// DidChangeWatchedFilesParams name the files that changed on disk.
type DidChangeWatchedFilesParams struct {
	Changes []FileEvent `json:"changes"`
}

// WorkspaceFolder is an open folder.
type WorkspaceFolder struct {
	URI  string `json:"uri"`
	Name string `json:"name"`
}

// DidChangeWorkspaceFoldersParams name the folders that were opened and
// closed.
type DidChangeWorkspaceFoldersParams struct {
	Event struct {
		Added   []WorkspaceFolder `json:"added"`
		Removed []WorkspaceFolder `json:"removed"`
	} `json:"event"`
}

// CancelParams name a canceled request.
type CancelParams struct {
	ID json.RawMessage `json:"id"`
}

// The severities of diagnostics.
const (
	SeverityError       = 1
	SeverityWarning     = 2
	SeverityInformation = 3
)

// TagUnnecessary marks unused code.
const TagUnnecessary = 1

// Diagnostic is a finding.
type Diagnostic struct {
	Range           Range            `json:"range"`
	Severity        int              `json:"severity"`
	Code            string           `json:"code,omitempty"`
	CodeDescription *CodeDescription `json:"codeDescription,omitempty"`
	Source          string           `json:"source"`
	Message         string           `json:"message"`
	Tags            []int            `json:"tags,omitempty"`
}

// CodeDescription links to a page about a diagnostic's code.
type CodeDescription struct {
	Href string `json:"href"`
}

// PublishDiagnosticsParams are the findings in a file.
type PublishDiagnosticsParams struct {
	URI         string       `json:"uri"`
	Version     *int32       `json:"version,omitempty"`
	Diagnostics []Diagnostic `json:"diagnostics"`
}

// DocumentDiagnosticParams ask for the findings in a file.
type DocumentDiagnosticParams struct {
	TextDocument     TextDocument `json:"textDocument"`
	PreviousResultID string       `json:"previousResultId"`
}

// DiagnosticReport is the answer: the findings, or that they did not change.
type DiagnosticReport struct {
	Kind     string        `json:"kind"` // full or unchanged
	ResultID string        `json:"resultId"`
	Items    *[]Diagnostic `json:"items,omitempty"`
}

// TextEdit replaces a part of a file.
type TextEdit struct {
	Range   Range  `json:"range"`
	NewText string `json:"newText"`
}

// WorkspaceEdit changes files. Changes is for clients that do not support
// DocumentChanges.
type WorkspaceEdit struct {
	Changes         map[string][]TextEdit `json:"changes,omitempty"`
	DocumentChanges []any                 `json:"documentChanges,omitempty"`
}

// TextDocumentEdit changes a file in a known state.
type TextDocumentEdit struct {
	TextDocument VersionedTextDocument `json:"textDocument"`
	Edits        []TextEdit            `json:"edits"`
}

// CreateFile creates an empty file.
type CreateFile struct {
	Kind    string `json:"kind"` // create
	URI     string `json:"uri"`
	Options struct {
		IgnoreIfExists bool `json:"ignoreIfExists"`
	} `json:"options"`
}

// CodeActionParams ask for the actions on a part of a file.
type CodeActionParams struct {
	TextDocument TextDocument `json:"textDocument"`
	Range        Range        `json:"range"`
	Context      struct {
		Diagnostics []Diagnostic `json:"diagnostics"`
		Only        []string     `json:"only"`
		TriggerKind int          `json:"triggerKind"`
	} `json:"context"`
}

// The kinds of code actions.
const (
	QuickFix     = "quickfix"
	SourceFixAll = "source.fixAll"
)

// CodeAction is an action that a user can choose.
type CodeAction struct {
	Title       string          `json:"title"`
	Kind        string          `json:"kind"`
	Diagnostics []Diagnostic    `json:"diagnostics,omitempty"`
	IsPreferred bool            `json:"isPreferred,omitempty"`
	Edit        *WorkspaceEdit  `json:"edit,omitempty"`
	Data        json.RawMessage `json:"data,omitempty"`
}

// MarkupContent is a text in Markdown or plain text.
type MarkupContent struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

// Hover is the text shown for a place.
type Hover struct {
	Contents MarkupContent `json:"contents"`
	Range    *Range        `json:"range,omitempty"`
}

// The kinds of completion items.
const (
	CompletionField    = 5
	CompletionVariable = 6
	CompletionProperty = 10
	CompletionValue    = 12
	CompletionEnum     = 13
	CompletionConstant = 21
)

// CompletionItem is a text that may be inserted.
type CompletionItem struct {
	Label         string         `json:"label"`
	Kind          int            `json:"kind"`
	Detail        string         `json:"detail,omitempty"`
	Documentation *MarkupContent `json:"documentation,omitempty"`
	SortText      string         `json:"sortText,omitempty"`
	FilterText    string         `json:"filterText,omitempty"`
	TextEdit      *TextEdit      `json:"textEdit,omitempty"`
}

// CompletionList is the answer to a completion request.
type CompletionList struct {
	IsIncomplete bool             `json:"isIncomplete"`
	Items        []CompletionItem `json:"items"`
}

// RenameParams ask to rename something.
type RenameParams struct {
	PositionParams
	NewName string `json:"newName"`
}

// PrepareRename describes what would be renamed.
type PrepareRename struct {
	Range       Range  `json:"range"`
	Placeholder string `json:"placeholder"`
}

// ReferenceParams ask where something is used.
type ReferenceParams struct {
	PositionParams
	Context struct {
		IncludeDeclaration bool `json:"includeDeclaration"`
	} `json:"context"`
}

// The kinds of symbols.
const (
	SymbolFile      = 1
	SymbolModule    = 2
	SymbolNamespace = 3
	SymbolMethod    = 6
	SymbolProperty  = 7
	SymbolFunction  = 12
	SymbolVariable  = 13
	SymbolObject    = 19
	SymbolEvent     = 24
)

// DocumentSymbol is an element of a file, with its children.
type DocumentSymbol struct {
	Name           string           `json:"name"`
	Detail         string           `json:"detail,omitempty"`
	Kind           int              `json:"kind"`
	Range          Range            `json:"range"`
	SelectionRange Range            `json:"selectionRange"`
	Children       []DocumentSymbol `json:"children,omitempty"`
}

// WorkspaceSymbolParams ask for elements by a part of their name.
type WorkspaceSymbolParams struct {
	Query string `json:"query"`
}

// SymbolInformation is an element of some file.
type SymbolInformation struct {
	Name          string   `json:"name"`
	Kind          int      `json:"kind"`
	Location      Location `json:"location"`
	ContainerName string   `json:"containerName,omitempty"`
}

// FoldingRange is a part of a file that can be folded, by its lines.
type FoldingRange struct {
	StartLine uint32 `json:"startLine"`
	EndLine   uint32 `json:"endLine"`
	Kind      string `json:"kind,omitempty"`
}

// DocumentLink is a part of a file that links to another file.
type DocumentLink struct {
	Range   Range  `json:"range"`
	Target  string `json:"target"`
	Tooltip string `json:"tooltip,omitempty"`
}

// The types of messages for the user.
const (
	MessageError   = 1
	MessageWarning = 2
	MessageInfo    = 3
)

// MessageParams are a message for the user.
type MessageParams struct {
	Type    int    `json:"type"`
	Message string `json:"message"`
}
