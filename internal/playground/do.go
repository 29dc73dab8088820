package playground

import (
	"encoding/json"
	"fmt"
)

// request holds the arguments of the page's commands. Each command uses some
// of them.
type request struct {
	ID     int    `json:"id"`
	Other  int    `json:"other"`
	File   string `json:"file"`
	Rule   string `json:"rule"`
	Index  int    `json:"index"`
	Choice Choice `json:"choice"`
}

// Do carries out a command of the page. Its answer is a JSON object, with
// "error" if the command failed; text is the requested file, if any.
func (s *Session) Do(command, argument string, files []File) (answer []byte, text string) {
	var r request
	r.Choice.Environment = NoEntry
	defer func() {
		// The page must survive a panic in one command.
		if failed := recover(); failed != nil {
			answer, text = failure(fmt.Errorf("this is a fault of Postwright, please report it: %v", failed)), ""
		}
	}()
	err := json.Unmarshal([]byte(argument), &r)
	var result any
	if err == nil {
		result, text, err = s.do(command, r, files)
	}
	if err == nil {
		answer, err = json.Marshal(result)
	}
	if err != nil {
		return failure(err), ""
	}
	return answer, text
}

func failure(err error) []byte {
	answer, _ := json.Marshal(map[string]string{"error": err.Error()}) // a string always marshals
	return answer
}

func (s *Session) do(command string, r request, files []File) (result any, text string, err error) {
	done := struct {
		Count int `json:"count"`
	}{1}
	switch command {
	case "open":
		result, err = s.Open(files)
		return result, "", err
	case "warm":
		// This does the slow part of the first report in advance: it prepares
		// the rules, and the browser compiles what they run.
		var aside Session
		if result, err = aside.Open(files); err == nil {
			result, err = aside.Report(0, r.Choice)
		}
		return result, "", err
	case "text":
		text, err = s.Text(r.ID, r.File)
		return done, text, err
	case "set":
		if len(files) != 1 {
			return nil, "", fmt.Errorf("%d texts for one file", len(files))
		}
		return done, "", s.SetText(r.ID, r.File, files[0].Text)
	case "report":
		result, err = s.Report(r.ID, r.Choice)
		return result, "", err
	case "fix":
		return done, "", s.Fix(r.ID, r.Index)
	case "fix all":
		done.Count, err = s.FixAll(r.ID, r.Choice, r.Rule)
		return done, "", err
	case "format":
		return done, "", s.Format(r.ID)
	case "undo":
		return done, "", s.Undo(r.ID)
	case "convert":
		result, err = s.Convert(r.ID)
		return result, "", err
	case "diff":
		result, err = s.Diff(r.Other, r.ID)
		return result, "", err
	case "docs":
		page, err := s.Docs(r.ID, r.Choice.Environment)
		if err != nil {
			return nil, "", err
		}
		return map[string]int{"hidden": page.Hidden}, page.HTML, nil
	case "download":
		file, err := s.Download(r.ID)
		return map[string]string{"name": file.Path}, file.Text, err
	}
	return nil, "", fmt.Errorf("there is no command %q", command)
}
