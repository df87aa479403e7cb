package reports

import (
	"fmt"
	"io"

	"lanmu"
)

// Ledger writes an audit's 整改台账 alone, as "xlsx" or "csv", for those who ask
// for it in a browser.
func Ledger(w io.Writer, kind string, a *lanmu.Audit, lang string) error {
	opt := Options{Lang: lang}
	switch kind {
	case "xlsx":
		return writeXLSX(w, a, opt)
	case "csv":
		return writeCSV(w, a, opt)
	}
	return fmt.Errorf("%q is no form of the ledger: xlsx or csv", kind)
}
