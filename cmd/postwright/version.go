package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/lazy"
)

// version is set by release builds.
var version = ""

func versionCommand(s streams) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Long: `Prints the version, the commit that the binary was built from (if known), the
operating system and architecture, and the Go version.`,
		Example: `  postwright version
  postwright version --format json`,
		Args: takes(0, 0, "it takes no arguments"),
		RunE: func(*cobra.Command, []string) error {
			if format == formatJSON {
				info := buildInfo.Get()
				revision, modified := revisionOf(info)
				return s.printJSON(versionFacts{nameOf(info), revision, modified, runtime.GOOS, runtime.GOARCH, runtime.Version()})
			}
			return s.print(versionLine() + "\n")
		},
	}
	addFormat(cmd, &format)
	return cmd
}

// versionFacts is the version as JSON.
type versionFacts struct {
	Version  string `json:"version"`
	Commit   string `json:"commit,omitempty"`
	Modified bool   `json:"modified,omitempty"` // the build had uncommitted changes
	OS       string `json:"os"`
	Arch     string `json:"arch"`
	Go       string `json:"go"`
}

// buildInfo returns the build information in the program; nil if there is
// none.
var buildInfo = lazy.Value[*debug.BuildInfo]{New: func() *debug.BuildInfo {
	info, _ := debug.ReadBuildInfo()
	return info
}}

func versionLine() string {
	info := buildInfo.Get()
	return fmt.Sprintf("postwright %s%s %s/%s %s", nameOf(info), commitOf(info), runtime.GOOS, runtime.GOARCH, runtime.Version())
}

func versionName() string {
	return nameOf(buildInfo.Get())
}

// nameOf returns the version that was set or, in a build by "go install",
// that of the module. Info may be nil.
func nameOf(info *debug.BuildInfo) string {
	switch {
	case version != "":
		return version
	case info != nil && info.Main.Version != "":
		return info.Main.Version
	}
	return "(unknown)"
}

// commitOf returns " (commit 0123456789ab)", with a remark if the build had
// uncommitted changes; "" if the build does not know.
func commitOf(info *debug.BuildInfo) string {
	revision, modified := revisionOf(info)
	switch {
	case revision == "":
		return ""
	case modified:
		return fmt.Sprintf(" (commit %s, modified)", revision[:min(12, len(revision))])
	}
	return fmt.Sprintf(" (commit %s)", revision[:min(12, len(revision))])
}

// revisionOf returns the commit that the program was built from, and whether there were
// uncommitted changes; "" if the build does not know.
func revisionOf(info *debug.BuildInfo) (revision string, modified bool) {
	if info == nil {
		return "", false
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			revision = s.Value
		case "vcs.modified":
			modified = s.Value == "true"
		}
	}
	return revision, modified
}
