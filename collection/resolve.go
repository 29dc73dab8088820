package collection

import "strings"

// longestGrowth is how many bytes the values of variables may add to a text:
// variables may name each other in circles.
const longestGrowth = 1 << 16

// Resolve returns a text with the values of variables in the place of references,
// and of those in the values, as Postman does. Value returns a variable's value, and
// whether there is one; references to others stay. So do those that are left after
// [DeepestReference] rounds, or that would make the text too long.
func Resolve(text string, value func(name string) (string, bool)) string {
	longest := len(text) + longestGrowth
	for range DeepestReference {
		if !strings.Contains(text, "{{") {
			break
		}
		var b strings.Builder
		done := 0
		for r := range References(text) {
			v, ok := value(r.Name)
			if !ok {
				continue
			}
			if b.Len()+r.Start-done+len(v)+len(text)-r.End > longest {
				return text
			}
			b.WriteString(text[done:r.Start] + v)
			done = r.End
		}
		if done == 0 {
			break
		}
		text = b.String() + text[done:]
	}
	return text
}
