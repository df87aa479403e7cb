package crawler

// index finds nodes by the hash of their address: a table of 8 bytes a place,
// three quarters of which are taken at most. Places of one hash stand one after
// the other, up to the first empty one.
type index struct {
	places []uint64 // upper half of the hash, number of the node; 0 empty
	taken  int
	shift  uint
}

func newIndex() index { return index{places: make([]uint64, 1<<10), shift: 64 - 10} }

// first is where nodes of that hash begin, after where they go on.
func (x *index) first(hash uint64) int { return int(hash >> x.shift) }

func (x *index) after(at int) int { return (at + 1) & (len(x.places) - 1) }

// look is who has that place, 0 nobody; like tells one whose hash is alike.
func (x *index) look(at int, hash uint64) (id uint32, like bool) {
	p := x.places[at]
	return uint32(p), uint32(p>>32) == uint32(hash>>32)
}

func (x *index) add(hash uint64, id uint32) {
	if 4*x.taken >= 3*len(x.places) {
		x.grow()
	}
	at := x.first(hash)
	for uint32(x.places[at]) != 0 {
		at = x.after(at)
	}
	x.places[at] = hash>>32<<32 | uint64(id)
	x.taken++
}

// grow doubles the table. The upper half of a hash tells its place.
func (x *index) grow() {
	old := x.places
	x.places, x.taken, x.shift = make([]uint64, 2*len(old)), 0, x.shift-1
	for _, p := range old {
		if uint32(p) != 0 {
			x.add(p>>32<<32, uint32(p))
		}
	}
}
