package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"lanmu"
)

// explainWords are said by a page that only explains why there is nothing.
var explainWords = [...]string{
	"情况说明", "建设中", "正在建设", "维护中", "正在维护", "升级中", "正在升级", "正在整理", "整理中", "改版中", "正在改版", "正在完善", "完善中",
	"本栏目无", "无此类", "无此项", "未涉及", "不涉及", "无相关业务", "筹建中", "调试中", "未产生", "未发生",
}

// explainText is how long such an explanation may be, in runes.
const explainText = 220

// phrase finds 暂无信息 where the list should stand.
func (pg *page) phrase(runs []run) (word, text string) {
	for _, i := range pg.phraseHints {
		e := &pg.els[i]
		if e.region&(inNav|inFoot|inHidden|inSide|inHot|inLinks|inCrumb) != 0 || pg.crumb > i || pg.insideRun(i, runs) {
			continue
		}
		text = textOf(e.node, 60)
		if w := noDataPhrase(text); w != "" {
			return w, text
		}
	}
	return "", ""
}

// saidTwice finds both 尚无资料 and a count of nothing (共0条) behind the
// breadcrumb, as systems write them that make the whole page themselves. Beside
// them undated links are other parts of the page; dates, pictures, frames and
// files still raise doubt.
func (pg *page) saidTwice(f *lanmu.Facts, runs []run) string {
	if pg.crumb < 0 || len(pg.phraseHints) < 2 {
		return ""
	}
	said, counted := "", false
	for _, i := range pg.phraseHints {
		if pg.els[i].region&(inFoot|inHidden|inSide|inHot|inLinks) != 0 || pg.crumb > i || pg.insideRun(i, runs) {
			continue
		}
		switch text := textOf(pg.els[i].node, 60); {
		case slices.ContainsFunc(zeroCounts[:], func(w string) bool { return strings.Contains(text, w) }):
			counted = true
		case visible(text) <= 12 && said == "":
			said = text
		}
	}
	if said == "" || !counted || f.Files > 0 || pg.rawText(runs) > phraseText || pg.pictures(runs) > 0 {
		return ""
	}
	for k, b := range f.Blocks {
		if !pg.beforeCrumb(&runs[k]) && runs[k].dates > 0 && b.Refused != refusedHot {
			return ""
		}
	}
	for i := pg.behindCrumb(); int(i) < len(pg.els); i++ {
		if pg.els[i].tag == atom.Iframe {
			return ""
		}
	}
	return said
}

// insideRun tells that element i stands in a row of some list.
func (pg *page) insideRun(i int32, runs []run) bool {
	for k := range runs {
		for _, row := range runs[k].rows {
			if i >= row && i < pg.els[row].end {
				return true
			}
		}
	}
	return false
}

// explanation finds the short text of a page that only explains itself.
func (pg *page) explanation(f *lanmu.Facts, plain int) string {
	if plain < 4 || plain > explainText {
		return ""
	}
	text := pg.mainText(explainText + 60)
	if strings.TrimSpace(text) == f.ColumnName {
		return ""
	}
	for _, w := range explainWords {
		if i := strings.Index(text, w); i >= 0 && !goesOn(w, text[i+len(w):]) {
			// The sentence that says so, not what happens to stand before it.
			from := strings.LastIndexAny(text[:i], " \t\n。！？")
			if from >= 0 {
				_, size := utf8.DecodeRuneInString(text[from:])
				from += size
			}
			from = max(from, 0)
			if saysOther(w, text[from:i], text[i+len(w):]) {
				continue
			}
			return clip(text[from:], 80)
		}
	}
	return ""
}

// saysOther tells that a word of explanations is part of a text about other
// things: 情况说明 among the papers that an applicant hands in, or what a
// notice says that it 不涉及. Before is its sentence up to it.
func saysOther(word, before, after string) bool {
	sentence := before + clipBytes(after, 120)
	switch word {
	case "情况说明":
		if r, _ := utf8.DecodeRuneInString(before); r >= '0' && r <= '9' || hasAny(before, "提交", "提供", "出具", "填写", "报送", "书面", "材料", "附") {
			return true
		}
		for _, w := range [...]string{"；", ";", "、", "，", "和", "及", "与", "或", "等", "材料", "原件", "表", "书", "》"} {
			if strings.HasPrefix(after, w) {
				return true
			}
		}
		return !hasAny(sentence, "栏目", "暂", "没有", "未", "尚", "不再", "停", "统一", "无")
	case "未涉及", "不涉及", "未产生", "未发生":
		return hasAny(sentence, "秘密", "隐私", "个人信息", "机密", "版权", "著作权", "收费", "费用", "事故", "案件", "疫情", "灾", "伤亡")
	}
	return false
}

// goesOn tells that the sentence goes on behind a word that ends with 中, and
// so says something else: 建设中存在的困难.
func goesOn(word, rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return strings.HasSuffix(word, "中") && unicode.Is(unicode.Han, r) && !strings.HasPrefix(rest, "请") && !strings.HasPrefix(rest, "敬请")
}
