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

// namesakes drops dead addresses that breadcrumbs alone lead to, where a column
// of that name can be opened: the column is there, the link to it is wrong.
func (r *columnReader) namesakes() {
	open := map[string]bool{}
	for _, c := range r.cols {
		if c.page != nil && c.page.Kind != lanmu.PageError && c.page.Status < 400 {
			open[bestName(c.names)] = true
		}
	}
	for key, c := range r.cols {
		dead := c.page == nil || c.page.Kind == lanmu.PageError || c.page.Status >= 400
		if dead && c.spec == nil && c.how == howBreadcrumb && open[bestName(c.names)] {
			delete(r.cols, key)
		}
	}
}
