package rules

// wordList is what the wording rules look for.
type wordList struct{}

func loadWords(paths []string) (*wordList, error) { return &wordList{}, nil }
