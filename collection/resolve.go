package collection

import "strings"

// longestGrowth is the number of bytes by which the values of variables may lengthen a
// text: variables may refer to each other in circles.
const longestGrowth = 1 << 16

// Resolve returns a text with its references replaced by the values of their variables,
// and the references in those values too, as Postman does. value returns a variable's
// value and whether it has one; references to other variables stay. References also stay
// after [DeepestReference] rounds, where the text would become too long, and where a value
// has a reference to itself.
func Resolve(text string, value func(name string) (string, bool)) string {
	longest := len(text) + longestGrowth
	for range DeepestReference {
		if !strings.Contains(text, "{{") {
			break
		}
		if v, ok := resolveWhole(text, value); ok && len(v) <= longest {
			text = v
			continue
		}
		var b strings.Builder
		done := 0
		stays := map[string]bool{}
		for r := range References(text) {
			if stays[r.Name] {
				continue
			}
			v, ok := value(r.Name)
			if !ok || strings.Contains(v, text[r.Start:r.End]) {
				stays[r.Name] = true
				continue
			}
			if b.Len()+r.Start-done+len(v)+len(text)-r.End > longest {
				return text
			}
			b.WriteString(text[done:r.Start])
			b.WriteString(v)
			done = r.End
		}
		if done == 0 {
			break
		}
		text = b.String() + text[done:]
	}
	return text
}

// resolveWhole returns the value of the reference that a text is, and reports whether it is
// one that can be replaced.
func resolveWhole(text string, value func(name string) (string, bool)) (string, bool) {
	for r := range References(text) {
		if r.Start > 0 || r.End < len(text) {
			break
		}
		v, ok := value(r.Name)
		return v, ok && !strings.Contains(v, text)
	}
	return "", false
}
