package extract

import (
	"encoding/json"
	"strings"

	"lanmu"
)

// A page made by a framework carries what its list shows as data of its own,
// for the scripts that draw it: window.__INITIAL_STATE__ = {…}, or a script
// element of application/json. Where the page shows no list, the only list of
// dated rows in that data is the page's.

// maxStates bounds how many values are looked into; a page of scripts has many
// assignments.
const maxStates = 24

// stateBlock is the list of the page's own data; nil where there is none, or
// more than one that it might be.
func (pg *page) stateBlock() *lanmu.Block {
	var found *lanmu.Block
	tried := 0
	try := func(text string, el int32) bool {
		tried++
		var data any
		if json.NewDecoder(strings.NewReader(text)).Decode(&data) != nil {
			return true
		}
		lists := datedArrays(data, 0, nil)
		for _, objs := range lists {
			b := pg.jsonBlock(objs, el)
			if b == nil {
				continue
			}
			if found != nil && found.Hash != b.Hash {
				found = nil
				return false
			}
			found = b
		}
		return true
	}
	for _, is := range pg.islands {
		if strings.HasSuffix(is.kind, "json") && len(is.text) <= maxJSON && tried < maxStates && !try(is.text, is.el) {
			return nil
		}
	}
	for _, c := range pg.codes {
		if len(c.text) > maxJSON {
			continue
		}
		for rest := c.text; tried < maxStates; {
			i := strings.IndexByte(rest, '=')
			if i < 0 {
				break
			}
			rest = strings.TrimLeft(rest[i+1:], " \t\r\n")
			if strings.HasPrefix(rest, "{\"") || strings.HasPrefix(rest, "[{") {
				if !try(rest, c.parent) {
					return nil
				}
			}
		}
	}
	return found
}

// datedArrays are the arrays of objects that have a title and a date each.
func datedArrays(v any, depth int, out [][]map[string]any) [][]map[string]any {
	if depth > 8 {
		return out
	}
	switch v := v.(type) {
	case []any:
		var own []map[string]any
		for _, e := range v {
			if obj, ok := e.(map[string]any); ok && datedObject(obj) {
				own = append(own, obj)
				continue
			}
			out = datedArrays(e, depth+1, out)
		}
		if len(own) > 0 && len(own)*2 > len(v) {
			out = append(out, own)
		}
	case map[string]any:
		for _, e := range v {
			out = datedArrays(e, depth+1, out)
		}
	}
	return out
}

// datedObject tells an object with a title and a day.
func datedObject(obj map[string]any) bool {
	if t, _ := field(obj, titleKeys); t == "" {
		return false
	}
	if day, ok := field(obj, dateKeys); ok {
		h, ok := firstDate(day)
		return ok && !h.unset()
	}
	_, ok := unixTime(obj)
	return ok
}

// jsonBlock makes a block of objects; nil where they make no rows.
func (pg *page) jsonBlock(objs []map[string]any, el int32) *lanmu.Block {
	b := &lanmu.Block{Where: "json", Score: listScore}
	if el >= 0 {
		b.Where = pg.where(el)
	}
	for _, obj := range objs[:min(len(objs), maxRows)] {
		if row, ok := pg.jsonRow(obj); ok {
			b.Rows = append(b.Rows, row)
		}
	}
	if len(b.Rows) == 0 {
		return nil
	}
	inferYears(b.Rows, pg.at)
	for _, r := range b.Rows {
		if !r.Date.IsZero() {
			b.Dated++
		}
	}
	b.Hash = rowsHash(b.Rows)
	return b
}

// fromState looks for the list of a page whose place for it is empty in the data
// that a framework keeps in the page, and tells whether it found it, or found
// data that only a script can read: then the page is not blank.
func (pg *page) fromState(f *lanmu.Facts) bool {
	if b := pg.stateBlock(); b != nil {
		f.Empty, f.EmptyWhy = lanmu.NotEmpty, ""
		pg.tellState(f, b)
		return true
	}
	for _, c := range pg.codes {
		for _, w := range [...]string{"__NUXT__", "__INITIAL_STATE__", "__NEXT_DATA__", "__APOLLO_STATE__"} {
			if strings.Contains(c.text, w) && mayHoldRows(c.text) {
				f.Empty, f.EmptyWhy = lanmu.NotEmpty, ""
				f.NeedsScript, f.ScriptWhy, f.Kind = true, "列表在 "+w+" 的数据里，由脚本显示", lanmu.PageShell
				return true
			}
		}
	}
	return false
}

// mayHoldRows tells data in which titles and days or addresses are named.
func mayHoldRows(code string) bool {
	low := strings.ToLower(code)
	return strings.Contains(low, "title") && (strings.Contains(low, "date") || strings.Contains(low, "time") || strings.Contains(low, "url"))
}
