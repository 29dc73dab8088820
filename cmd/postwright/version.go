package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"

	"github.com/spf13/cobra"
)

// version is set by release builds.
var version = ""

func versionCommand(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Long: `Prints the version, the commit that the binary was built from (if known), the
operating system and architecture, and the Go version.`,
		Example: "  postwright version",
		Args:    takes(0, 0, "it takes no arguments"),
		RunE: func(*cobra.Command, []string) error {
			return s.print(versionLine() + "\n")
		},
	}
}

// buildInfo returns the build information in the program; nil if there is
// none.
var buildInfo = sync.OnceValue(func() *debug.BuildInfo {
	info, _ := debug.ReadBuildInfo()
	return info
})

func versionLine() string {
	info := buildInfo()
	return fmt.Sprintf("postwright %s%s %s/%s %s", nameOf(info), commitOf(info), runtime.GOOS, runtime.GOARCH, runtime.Version())
}

func versionName() string {
	return nameOf(buildInfo())
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
	if info == nil {
		return ""
	}
	commit, more := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			commit = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			more = ", modified"
		}
	}
	if commit == "" {
		return ""
	}
	return fmt.Sprintf(" (commit %s%s)", commit, more)
}
