package extract

import "strings"

// onlyRead tells that code does nothing to the element with this id but look at
// what stands in it and show or hide it, as scripts do that page through rows
// which are there already. Any other use, also one that is not understood, may
// fill it.
func onlyRead(code, id string) bool {
	for at := 0; ; {
		i := strings.Index(code[at:], id)
		if i < 0 {
			return true
		}
		i += at
		at = i + len(id)
		if i > 0 && wordByte(code[i-1]) || at < len(code) && (wordByte(code[at]) || code[at] == '-') {
			continue // part of another word
		}
		if i < 2 || code[i-1] != '#' || code[i-2] != '"' && code[i-2] != '\'' || at >= len(code) || code[at] != code[i-2] {
			return false
		}
		before := strings.TrimRight(code[:i-2], " ")
		switch {
		case strings.HasSuffix(before, "$("), strings.HasSuffix(before, "jQuery("):
			if !readingChain(code[at+1:]) {
				return false
			}
		default:
			name := assignedTo(before)
			if name == "" || !variableRead(code, name) {
				return false
			}
		}
	}
}

// assignedTo is the variable to which what stands behind before is assigned.
func assignedTo(before string) string {
	before, ok := strings.CutSuffix(before, "=")
	if !ok {
		return ""
	}
	before = strings.TrimRight(before, " ")
	i := len(before)
	for i > 0 && (wordByte(before[i-1]) || before[i-1] == '$') {
		i--
	}
	if i > 0 && before[i-1] == '.' {
		return ""
	}
	return before[i:]
}

// variableRead tells that every use of the variable, which holds a selector,
// reads.
func variableRead(code, name string) bool {
	uses := 0
	for at := 0; ; {
		i := strings.Index(code[at:], name)
		if i < 0 {
			return uses > 1 // its assignment, and one that is understood
		}
		i += at
		at = i + len(name)
		if i > 0 && (wordByte(code[i-1]) || code[i-1] == '.') || at < len(code) && wordByte(code[at]) {
			continue
		}
		uses++
		before, after := strings.TrimRight(code[:i], " "), strings.TrimLeft(code[at:], " ")
		if strings.HasPrefix(after, "=") && !strings.HasPrefix(after, "==") {
			if uses > 1 {
				return false // another element from here on
			}
			continue
		}
		if !strings.HasSuffix(before, "$(") && !strings.HasSuffix(before, "jQuery(") || !readingChain(after) {
			return false
		}
	}
}

// readingChain tells that what is done with $(…), from its closing bracket to
// the end of the statement, puts nothing in.
func readingChain(rest string) bool {
	rest, ok := strings.CutPrefix(strings.TrimLeft(rest, " "), ")")
	if !ok {
		return false
	}
	if rest = strings.TrimLeft(rest, " \t\r\n"); !strings.HasPrefix(rest, ".") {
		return false // kept, or handed on
	}
	end := strings.IndexAny(rest, ";\n{")
	if end < 0 {
		end = len(rest)
	}
	for name := range methods(rest[:end]) {
		switch name {
		case "children", "find", "eq", "first", "last", "nextAll", "prevAll", "siblings", "length", "size", "css", "show", "hide", "addClass", "removeClass",
			"toggleClass", "is", "attr", "height", "width", "slice", "filter", "not", "slideDown", "slideUp", "fadeIn", "fadeOut", "index", "hover", "outerHeight":
		default:
			return false
		}
	}
	return true
}

// methods are the names behind the dots of a chain, outside strings.
func methods(chain string) func(func(string) bool) {
	return func(yield func(string) bool) {
		var quote byte
		for i := 0; i < len(chain); i++ {
			switch c := chain[i]; {
			case quote != 0:
				if c == quote {
					quote = 0
				}
			case c == '"' || c == '\'':
				quote = c
			case c == '.':
				j := i + 1
				for j < len(chain) && wordByte(chain[j]) {
					j++
				}
				if j > i+1 && !yield(chain[i+1:j]) {
					return
				}
				i = j - 1
			}
		}
	}
}
