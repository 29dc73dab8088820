#!/bin/sh
# Runs the fuzz targets of some packages, or of all, in turn, each for the time given,
# and stops at the first that fails: fuzz.sh TIME [PACKAGE...]
set -eu
time=$1
shift
[ $# -gt 0 ] || set -- ./...
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# inputs FOLDER TARGET: the inputs that are kept for a target, of which a failing one becomes another.
inputs() { ls "$1/testdata/fuzz/$2" 2>/dev/null || true; }

# outOfTime: what is in the log is that the time was over, and nothing else. On a busy
# machine Go reports that as a failure, before version 1.27 (https://go.dev/issue/75804).
outOfTime() {
	[ "$(sed '/^fuzz: /d; /^--- FAIL: Fuzz/d; /^FAIL/d; /^exit status 1$/d' "$log" | tr -d ' \t')" = contextdeadlineexceeded ]
}

go list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.Dir}}{{end}}' "$@" | while read -r folder; do
	grep -hoE '^func Fuzz[A-Za-z0-9_]+' "$folder"/*_test.go 2>/dev/null | sed 's/^func //' | while read -r target; do
		echo "$target in $folder"
		before=$(inputs "$folder" "$target")
		if ! (cd "$folder" && go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 10x .) >"$log" 2>&1; then
			# A failure found as the time ends is written, but not named in the log.
			if ! outOfTime || [ "$(inputs "$folder" "$target")" != "$before" ]; then
				cat "$log"
				exit 1
			fi
		fi
		grep '^fuzz: elapsed' "$log" | tail -n 1
	done
done
