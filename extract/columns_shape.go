package extract

import "lanmu"

// enoughItems is how many items must share a shape of address before it is
// known to be theirs.
const enoughItems = 3

// itemLike tells the address of something that was not found, and is made like
// those of items and of no column: Show.aspx?id=99 beside Show.aspx?id=12. What
// links to it called it by a title, and it is no column that cannot be opened.
func (r *columnReader) itemLike(key string) bool {
	if r.shapes == nil {
		r.shapes = r.itemShapes()
	}
	shape := addressShape(key)
	return shape != "" && r.shapes[shape]
}

func (r *columnReader) itemShapes() map[string]bool {
	items := map[string]int{}
	for f := range r.facts.All() {
		if f.Kind == lanmu.PageArticle && r.rowKey[r.key(pageKey(f.URL))] {
			items[addressShape(pageKey(f.URL))]++
		}
	}
	shapes := make(map[string]bool, len(items))
	for shape, n := range items {
		shapes[shape] = n >= enoughItems
	}
	for f := range r.facts.lists() {
		if f.Kind != lanmu.PageError {
			delete(shapes, addressShape(pageKey(f.URL)))
		}
	}
	return shapes
}
