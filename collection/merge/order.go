package merge

import "slices"

// sequence puts the members of a list into order. ours and theirs are the
// members that stand in the list on each side, base those that stood there, each
// in their order; of what is in base only, nothing is taken. It keeps our order,
// or takes theirs where only they changed it. What only the other side has goes
// behind what it stands behind there. It also tells whether both sides changed
// the order differently; then preferTheirs decides.
func sequence[T comparable](base, ours, theirs []T, preferTheirs func() bool) []T {
	inOurs, inTheirs := set(ours), set(theirs)
	both := func(list []T) []T {
		return slices.DeleteFunc(slices.Clone(list), func(x T) bool { return !inOurs[x] || !inTheirs[x] })
	}
	o, t := both(ours), both(theirs)
	if slices.Equal(o, t) {
		return weave(ours, theirs, inTheirs)
	}
	// Of those that are in all three, who changed the order?
	inBase := set(base)
	all := func(list []T) []T {
		return slices.DeleteFunc(slices.Clone(list), func(x T) bool { return !inBase[x] })
	}
	b, o, t := both(base), all(o), all(t)
	switch {
	case slices.Equal(t, b), slices.Equal(o, t):
		return weave(ours, theirs, inTheirs)
	case slices.Equal(o, b), preferTheirs():
		return weave(theirs, ours, inOurs)
	}
	return weave(ours, theirs, inTheirs)
}

// weave adds to a list what only another list has, behind what it stands behind
// there. Between the two, what only the first list has stays where it is.
func weave[T comparable](list, other []T, inOther map[T]bool) []T {
	inList := set(list)
	behind := map[T][]T{}
	var first []T // what stands before all that both have
	var anchor *T
	for i, x := range other {
		switch {
		case inList[x]:
			anchor = &other[i]
		case anchor == nil:
			first = append(first, x)
		default:
			behind[*anchor] = append(behind[*anchor], x)
		}
	}
	var woven []T
	pending := first
	for _, x := range list {
		if inOther[x] {
			woven = append(woven, pending...)
			pending = behind[x]
		}
		woven = append(woven, x)
	}
	return append(woven, pending...)
}

func set[T comparable](list []T) map[T]bool {
	members := make(map[T]bool, len(list))
	for _, x := range list {
		members[x] = true
	}
	return members
}

func sorted(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}
