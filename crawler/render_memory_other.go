//go:build !linux

package crawler

// watchMemory does nothing where processes cannot be looked at: there the
// browser's own limit on a page's script memory must do.
func (r *Renderer) watchMemory() {}
