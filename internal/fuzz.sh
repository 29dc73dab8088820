#!/bin/sh
# Runs the fuzz targets of some packages, or of all, in turn, each for the time given,
# and stops at the first that fails: fuzz.sh TIME [PACKAGE...]
set -eu
time=$1
shift
[ $# -gt 0 ] || set -- ./...
log=$(mktemp)
trap 'rm -f "$log"' EXIT
go list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.Dir}}{{end}}' "$@" | while read -r folder; do
	grep -hoE '^func Fuzz[A-Za-z0-9_]+' "$folder"/*_test.go 2>/dev/null | sed 's/^func //' | while read -r target; do
		echo "$target in $folder"
		if ! (cd "$folder" && go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 10x .) >"$log" 2>&1; then
			cat "$log"
			exit 1
		fi
		grep execs "$log" | tail -n 1
	done
done
