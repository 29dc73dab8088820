package merge

import "slices"

// sequence merges the order of a list. base, ours and theirs are its members on the
// three sides, each in order; members that only base has are dropped. The order is
// ours, or theirs if only they changed it. If both sides changed it differently,
// preferTheirs decides. A member that only the other side has follows the member
// that it follows there.
func sequence[T comparable](base, ours, theirs []T, preferTheirs func() bool) []T {
	inOurs, inTheirs := set(ours), set(theirs)
	both := func(list []T) []T {
		return slices.DeleteFunc(slices.Clone(list), func(x T) bool { return !inOurs[x] || !inTheirs[x] })
	}
	o, t := both(ours), both(theirs)
	if slices.Equal(o, t) {
		return weave(ours, theirs, inTheirs)
	}
	// Which side changed the order of the members that all three have?
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

// weave adds the members that only other has to list, each after the member that it
// follows in other. Members that only list has stay in between.
func weave[T comparable](list, other []T, inOther map[T]bool) []T {
	inList := set(list)
	behind := map[T][]T{}
	var first []T // members before all that both have
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
