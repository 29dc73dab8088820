package main

import (
	"runtime/debug"
	"testing"
)

// TestBuildInfo: the version and the commit come from the build.
func TestBuildInfo(t *testing.T) {
	built := func(version string, settings ...debug.BuildSetting) *debug.BuildInfo {
		return &debug.BuildInfo{Main: debug.Module{Version: version}, Settings: settings}
	}
	revision := debug.BuildSetting{Key: "vcs.revision", Value: "0123456789abcdef0123456789abcdef01234567"}
	for _, c := range []struct {
		what    string
		stamped string
		info    *debug.BuildInfo
		want    string
	}{
		{"a build without modules", "", nil, "(unknown)"},
		{"go install of a release", "", built("v0.1.0"), "v0.1.0"},
		{"go build in a clone", "", built("(devel)", revision), "(devel) (commit 0123456789ab)"},
		{"with edits", "", built("(devel)", revision, debug.BuildSetting{Key: "vcs.modified", Value: "true"}), "(devel) (commit 0123456789ab, modified)"},
		{"a release", "v0.1.0", built("(devel)", revision, debug.BuildSetting{Key: "vcs.modified", Value: "false"}), "v0.1.0 (commit 0123456789ab)"},
	} {
		version = c.stamped
		if got := nameOf(c.info) + commitOf(c.info); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
	version = ""
}
