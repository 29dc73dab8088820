#!/bin/sh
# Runs every fuzz target of the repository in turn, each for the time given.
set -eu
time=${1:-20s}
go list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.Dir}}{{end}}' ./... | while read -r folder; do
	grep -hoE '^func Fuzz[A-Za-z0-9_]+' "$folder"/*_test.go 2>/dev/null | sed 's/^func //' | while read -r target; do
		echo "$target in $folder"
		(cd "$folder" && go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 10x . | tail -n 2)
	done
done
