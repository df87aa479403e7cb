package extract

// known remembers an answer that is asked for more than once.
type known uint8

const (
	knownNot known = 1 + iota
	knownSo
)

// ask is the answer, worked out the first time.
func (k *known) ask(answer func() bool) bool {
	if *k == 0 {
		*k = knownNot
		if answer() {
			*k = knownSo
		}
	}
	return *k == knownSo
}
