package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
)

// guard is a ratio of processor times that must not become much worse. Unlike
// times, ratios within one table hardly depend on the machine or its load.
type guard struct {
	Table string `json:"table"` // the start of the table's title
	Row   string `json:"row"`   // a row's name, or its start
	Over  string `json:"over"`  // the row of the divisor

	Ratio float64 `json:"ratio"` // as last measured
	Least bool    `json:"least"` // it must not become smaller; otherwise not larger
}

// guards is the content of a file of ratios.
type guards struct {
	Tolerance float64 `json:"tolerance"` // by which factor a ratio may be worse
	Ratios    []guard `json:"ratios"`
}

func readGuards(path string) (guards, error) {
	var g guards
	text, err := os.ReadFile(path)
	if err != nil {
		return g, err
	}
	if err := json.Unmarshal(text, &g); err != nil {
		return g, fmt.Errorf("%s: %w", path, err)
	}
	if g.Tolerance < 1 {
		return g, fmt.Errorf("%s: the tolerance is a factor of at least 1", path)
	}
	return g, nil
}

// tables matches the titles of the tables that the guards need.
func (g guards) tables() *regexp.Regexp {
	var titles []string
	for _, one := range g.Ratios {
		titles = append(titles, regexp.QuoteMeta(one.Table))
	}
	return regexp.MustCompile("^(" + strings.Join(titles, "|") + ")")
}

// check compares the measured ratios and prints each. It returns an error if
// one has become worse or is missing. Rows of peers that are not installed
// are skipped.
func (g guards) check(p *page, peersMissing bool) error {
	var worse []string
	for _, one := range g.Ratios {
		ratio, found := one.measured(p)
		if !found && peersMissing {
			fmt.Printf("not measured  %s\n", one)
			continue
		}
		if !found {
			worse = append(worse, fmt.Sprintf("%s is not among the tables", one))
			continue
		}
		limit, word, bad := one.Ratio*g.Tolerance, "at most", false
		if bad = ratio > limit; one.Least {
			limit, word = one.Ratio/g.Tolerance, "at least"
			bad = ratio < limit
		}
		fmt.Printf("%8.2f  (was %.2f)  %s\n", ratio, one.Ratio, one)
		if bad {
			worse = append(worse, fmt.Sprintf("%s is %.2f, and should be %s %.2f", one, ratio, word, limit))
		}
	}
	if len(worse) > 0 {
		return errors.New("slower than it was:\n  " + strings.Join(worse, "\n  ") +
			"\nIf that is intended, measure on an idle machine and rewrite the ratios with -update")
	}
	return nil
}

func (g guard) String() string { return fmt.Sprintf("%s: %s / %s", g.Table, g.Row, g.Over) }

func (g guard) measured(p *page) (ratio float64, found bool) {
	for title, rows := range p.results {
		if !strings.HasPrefix(title, g.Table) {
			continue
		}
		row, over := find(rows, g.Row), find(rows, g.Over)
		if row.processor > 0 && over.processor > 0 {
			return float64(row.processor) / float64(over.processor), true
		}
	}
	return 0, false
}

// find returns the row with a name, or else the one whose name starts with
// it.
func find(rows map[string]figures, name string) figures {
	found := rows[name]
	for full, f := range rows {
		if found.processor == 0 && strings.HasPrefix(full, name) {
			found = f
		}
	}
	return found
}

// update writes the measured ratios into the file.
func (g guards) update(p *page, path string) error {
	for i, one := range g.Ratios {
		ratio, found := one.measured(p)
		if !found {
			return fmt.Errorf("%s was not measured; %s stays as it was", one, path)
		}
		g.Ratios[i].Ratio = float64(int(ratio*100+0.5)) / 100
	}
	text, err := json.MarshalIndent(g, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(text, '\n'), 0o644)
}
