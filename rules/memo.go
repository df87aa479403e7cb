package rules

import "sync"

// memo keeps what a function says of a text, where it is dear and the same
// texts come again on every page: menus, buttons, names of columns. The function
// must depend on the text alone, so that it does not matter who asked first.
type memo[V any] struct {
	mu   sync.RWMutex
	kept map[string]V
}

// A memo holds the texts of one site's templates; what does not fit is asked
// anew each time.
const (
	maxMemo     = 4096 // texts
	maxMemoText = 256  // bytes of one
)

func newMemo[V any]() *memo[V] { return &memo[V]{kept: map[string]V{}} }

func (m *memo[V]) of(text string, ask func(string) V) V {
	m.mu.RLock()
	v, there := m.kept[text]
	full := len(m.kept) >= maxMemo
	m.mu.RUnlock()
	if there {
		return v
	}
	v = ask(text)
	if !full && len(text) <= maxMemoText {
		m.mu.Lock()
		m.kept[text] = v
		m.mu.Unlock()
	}
	return v
}
