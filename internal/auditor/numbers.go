package auditor

// numbers tells things apart by a hash, for there may be millions of them and to
// keep them all would be most of an audit's memory: it takes 16 bytes for each.
// Of a million things two are mistaken for each other once in some thirty
// million nights.
type numbers struct {
	hashes []uint64 // by number less one
	table  []uint32 // numbers, each at its hash or after it; 0: free
}

// of is the number of what has the hash, from 1, the next one where it had none.
func (n *numbers) of(hash uint64) (number uint64, known bool) {
	if len(n.hashes)*4 >= len(n.table)*3 {
		n.grow()
	}
	mask := uint64(len(n.table) - 1)
	at := hash & mask
	for ; n.table[at] != 0; at = (at + 1) & mask {
		if number := n.table[at]; n.hashes[number-1] == hash {
			return uint64(number), true
		}
	}
	n.hashes = append(n.hashes, hash)
	n.table[at] = uint32(len(n.hashes))
	return uint64(len(n.hashes)), false
}

func (n *numbers) grow() {
	n.table = make([]uint32, max(1024, 2*len(n.table)))
	mask := uint64(len(n.table) - 1)
	for i, hash := range n.hashes {
		at := hash & mask
		for ; n.table[at] != 0; at = (at + 1) & mask {
		}
		n.table[at] = uint32(i + 1)
	}
}
