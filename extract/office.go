package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"

	"lanmu"
)

// officeLabels stand before the name of who put an item up.
var officeLabels = [...]string{"责任处室", "责任科室", "发布科室", "责任单位", "发布机构", "发布单位", "供稿单位", "信息来源", "稿件来源", "文章来源", "供稿", "来源"}

// officeEnds are how names of a bureau's parts end.
var officeEnds = [...]string{"办公室", "处", "科", "股", "支队", "大队", "机关党委"}

// Offices are who a page says put its item up, or the items of its list, as
// written: 来源：法规科, a column 责任单位 of a table. Nothing is made up: a page
// that does not say gives none. It reads the document, so it is asked while the
// page is being read.
func Offices(r *Reading) []string {
	if r.Doc == nil {
		return nil
	}
	switch r.Facts.Kind {
	case lanmu.PageArticle:
		for _, v := range r.Facts.Tags["ContentSource"] {
			if v = strings.TrimSpace(v); officeEnd(v) != "" {
				return []string{v}
			}
		}
		for _, body := range r.Doc.Find("body").Nodes {
			if name := labelledOffice(textOf(body, 8000)); name != "" {
				return []string{name}
			}
		}
	case lanmu.PageColumn:
		return tableOffices(r.Doc)
	}
	return nil
}

// labelledOffice is the name behind the first of the labels that has one.
func labelledOffice(text string) string {
	for _, label := range officeLabels {
		for rest := text; ; {
			i := strings.Index(rest, label)
			if i < 0 {
				break
			}
			rest = strings.TrimLeft(rest[i+len(label):], " \u00a0\u3000")
			after, ok := strings.CutPrefix(rest, "：")
			if !ok {
				if after, ok = strings.CutPrefix(rest, ":"); !ok {
					continue
				}
			}
			name := strings.TrimLeft(after, " \t\r\n\u00a0\u3000")
			if j := strings.IndexAny(name, " \t\r\n\u00a0\u3000，,。；;|｜【】[]（）()<>/、"); j >= 0 {
				name = name[:j]
			}
			if officeEnd(name) != "" {
				return name
			}
		}
	}
	return ""
}

// tableOffices are the cells under a head that says whose the rows are.
func tableOffices(doc *goquery.Document) []string {
	var names []string
	doc.Find("table").EachWithBreak(func(_ int, table *goquery.Selection) bool {
		at := -1
		table.Find("tr").First().Children().Each(func(i int, cell *goquery.Selection) {
			head := foldSpace(cell.Text())
			for _, label := range officeLabels {
				if head == label {
					at = i
				}
			}
		})
		if at < 0 {
			return true
		}
		table.Find("tr").EachWithBreak(func(i int, tr *goquery.Selection) bool {
			if name := strings.TrimSpace(tr.Children().Eq(at).Text()); i > 0 && officeEnd(name) != "" {
				names = append(names, name)
			}
			return len(names) < maxRows
		})
		return false
	})
	return names
}

func officeEnd(name string) string {
	if n := utf8.RuneCountInString(name); n < 2 || n > 20 {
		return ""
	}
	for _, end := range officeEnds {
		if strings.HasSuffix(name, end) {
			return end
		}
	}
	return ""
}

// OfficeOf is the part of the bureau called site that a name as written means:
// 示例市商务局办公室 and 局办公室 are the 办公室. Parts of other bodies are none of
// the site's: "" for 省商务厅办公室 and for 市政府办公室.
func OfficeOf(written, site string) string {
	if officeEnd(written) == "" {
		return ""
	}
	cut := 0
	for _, body := range [...]string{"局", "厅", "委员会", "委", "政府", "部", "院", "总队", "中央"} {
		if i := strings.LastIndex(written, body); i >= 0 && i+len(body) < len(written) {
			cut = max(cut, i+len(body))
		}
	}
	body, office := written[:cut], written[cut:]
	switch {
	case officeEnd(office) == "":
		return ""
	case body == "", body == "局", body == "委", body == "厅", body == "本局":
	case site == "" || !strings.Contains(site, body):
		return ""
	}
	return office
}
