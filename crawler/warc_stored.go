package crawler

import (
	"encoding/binary"
	"hash/crc32"
	"math"
)

// store writes parts, the last of which is not empty, as a gzip member of
// stored blocks (RFC 1951, 3.2.4; RFC 1952, 2.3).
func (e *encoder) store(parts ...[]byte) {
	e.out.WriteString("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff")
	var m [8]byte
	sum, size := uint32(0), uint32(0)
	for i, p := range parts {
		sum, size = crc32.Update(sum, crc32.IEEETable, p), size+uint32(len(p))
		for len(p) > 0 {
			b := p[:min(len(p), math.MaxUint16)]
			p = p[len(b):]
			m[0] = 0
			if len(p) == 0 && i == len(parts)-1 {
				m[0] = 1 // the last block
			}
			binary.LittleEndian.PutUint16(m[1:], uint16(len(b)))
			binary.LittleEndian.PutUint16(m[3:], ^uint16(len(b)))
			e.out.Write(m[:5])
			e.out.Write(b)
		}
	}
	binary.LittleEndian.PutUint32(m[:], sum)
	binary.LittleEndian.PutUint32(m[4:], size)
	e.out.Write(m[:])
}

// packed tells a body that is compressed already, as most pages come and most
// files are: to look for repetitions in it costs more than it saves.
func packed(body []byte) bool {
	switch magicOf(body) {
	case "gzip", "zip", "rar", "7z", "jpeg", "png", "gif":
		return true
	}
	return false
}
