package demo

import (
	"archive/zip"
	"bytes"
	"image"
	"image/color"
	"image/png"
)

// The smallest files that are what they say.
var (
	docBytes = append([]byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}, bytes.Repeat([]byte{0}, 2040)...)
	rtfBytes = []byte(`{\rtf1\ansi\deff0 {\fonttbl {\f0 SimSun;}}\f0\fs24 form}`)
	pdfBytes = []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
	zipBytes = zipped()
	pngBytes = picture()
)

// zipped is a workbook's container with its one part.
func zipped() []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("[Content_Types].xml")
	if err == nil {
		_, err = w.Write([]byte(`<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		panic(err) // a buffer takes everything
	}
	return b.Bytes()
}

// picture is a plain blue banner.
func picture() []byte {
	img := image.NewRGBA(image.Rect(0, 0, 64, 40))
	for y := range 40 {
		for x := range 64 {
			img.Set(x, y, color.RGBA{R: 0x2a, G: uint8(0x60 + x), B: uint8(0xa0 + y), A: 0xff})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err) // a buffer takes everything
	}
	return b.Bytes()
}

// image answers a path with a picture.
func (p *Portal) image(path string) { p.file(path, "image/png", pngBytes) }
