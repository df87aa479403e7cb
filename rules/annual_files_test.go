package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lanmu"
	"lanmu/rules"
)

// requestsTable is a table of applications as a file's reader gives it; open is
// what stands in 予以公开, 总计.
func requestsTable(open int) lanmu.AttachmentTable {
	var t lanmu.AttachmentTable
	add := func(row, column, wide int, text string) {
		t.Cells = append(t.Cells, lanmu.AttachmentCell{Row: row, Column: column, High: 1, Wide: wide, Text: text})
	}
	for k, name := range []string{"自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"} {
		add(0, 1+k, 1, name)
	}
	for i, l := range []struct {
		name     string
		own, all int
	}{
		{"一、本年新收政府信息公开申请数量", 9, 9},
		{"二、上年结转政府信息公开申请数量", 1, 1},
		{"予以公开", 6, open},
		{"部分公开", 1, 1},
		{"不予公开", 1, 1},
		{"无法提供", 0, 0},
		{"（七）总计", 8, 8},
		{"四、结转下年度继续办理", 2, 2},
	} {
		add(i+1, 0, 1, l.name)
		for k := range 7 {
			n := [...]int{l.own, 0, 0, 0, 0, 0, l.all}[k]
			add(i+1, 1+k, 1, fmt.Sprint(n))
		}
	}
	return t
}

func reportFile(url string, open int) *lanmu.Attachment {
	a := &lanmu.Attachment{URL: url, Kind: "docx", Parts: []lanmu.AttachmentPart{{
		Text:   "示例市商务局2024年政府信息公开工作年度报告\n全年收到政府信息公开申请9件。\n自然人\t新收\t结转\t\n",
		Tables: []lanmu.AttachmentTable{requestsTable(open)},
	}}}
	if strings.HasSuffix(url, "xlsx") {
		a.Kind = "xlsx"
	}
	return a
}

// TestAnnualFiles: a report that is a file is read, and one that is not says why.
func TestAnnualFiles(t *testing.T) {
	const title = "示例市商务局2024年政府信息公开工作年度报告"
	const page = home + "nb/2024.html"
	for _, c := range []struct {
		name, link, url string
		files           []*lanmu.Attachment
		page            string // its text; "" there is no page
		want            []string
		skip            string
	}{
		{name: "a document alone that comes out", link: title + ".docx", url: "a.docx", files: []*lanmu.Attachment{reportFile(home+"a.docx", 6)}},
		{
			name: "a document alone", link: title + ".docx", url: "a.docx", files: []*lanmu.Attachment{reportFile(home+"a.docx", 7)},
			want: []string{"附件“" + title + ".docx”中，申请情况表“予以公开”一行的“总计”写的是 7，从其余数字看应为 6："},
		},
		{
			name: "a workbook on a page", link: "附件.xlsx", url: "a.xlsx", files: []*lanmu.Attachment{reportFile(home+"a.xlsx", 7)}, page: "<p>报告见附件。</p>",
			want: []string{"《" + title + "》的附件“附件.xlsx”中，申请情况表“予以公开”一行的“总计”写的是 7，从其余数字看应为 6："},
		},
		{name: "a document cut short", link: title + ".docx", url: "a.docx", files: []*lanmu.Attachment{cut(reportFile(home+"a.docx", 7))}, skip: "没有读完"},
		{
			name: "a PDF alone", link: title + ".pdf", url: "a.pdf", files: []*lanmu.Attachment{{URL: home + "a.pdf", Kind: "pdf", Parts: []lanmu.AttachmentPart{{Text: title}}}},
			skip: "报告的附件“" + title + ".pdf”是 PDF，其中表格的行列无法可靠还原，没有核对其中的数据",
		},
		{
			name: "a PDF on a page", link: "附件1.pdf", url: "a.pdf", files: []*lanmu.Attachment{{URL: home + "a.pdf", Kind: "pdf"}}, page: "<p>报告见附件。</p>",
			skip: "报告的附件“附件1.pdf”是 PDF",
		},
		{name: "a form of before 2007", link: title + ".doc", url: "a.doc", skip: "旧格式"},
		{
			name: "another year's file on the page", link: "2023年政府信息公开工作年度报告.docx", url: "a.docx", files: []*lanmu.Attachment{reportFile(home+"a.docx", 7)}, page: "<p>报告见下。</p>",
			want: []string{"附件“2023年政府信息公开工作年度报告.docx”中，申请情况表“予以公开”一行的“总计”写的是 7，从其余数字看应为 6："}, skip: "页面上没有读到申请情况表",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, only := range [][]rules.Option{nil, {rules.WithRules("annual-report-arithmetic")}} {
				site := readingSite()
				s := session(t, site, at, only...)
				var pages lanmu.PageList
				crawl := fileCrawl(home+c.url, c.link)
				readHome(t, s, &pages)
				if c.page != "" {
					p, r := read(t, site, at, page, []byte(`<html><head><title>`+title+`</title></head><body><h1>`+title+`</h1><div>发布日期：2025-01-20</div><div class="content">`+c.page+`</div></body></html>`))
					s.Page(p, r.Doc, r.Facts)
					pages = append(pages, r.Facts)
					crawl.Targets[0].On[0].Page = page
				}
				for _, f := range c.files {
					s.File(f)
				}
				found, skips := s.Finish(crawl, nil, pages)
				var got []string
				for _, f := range found {
					if f.Rule == "annual-report-arithmetic" {
						checkShape(t, f)
						if f.Certainty != lanmu.Likely {
							t.Errorf("%s, read out of a file", f.Certainty)
						}
						head, _, _ := strings.Cut(f.Message, "：")
						got = append(got, head+"：")
					}
				}
				if d := cmp.Diff(c.want, got); d != "" {
					t.Error(d)
				}
				var said []string
				for _, k := range skips {
					if k.Rule == "annual-report-arithmetic" {
						said = append(said, k.Reason)
					}
				}
				if all := strings.Join(said, "\n"); !strings.Contains(all, c.skip) || c.skip == "" && all != "" {
					t.Errorf("skipped: %q, want %q", said, c.skip)
				}
			}
		})
	}
}

func cut(a *lanmu.Attachment) *lanmu.Attachment {
	a.Unread = lanmu.UnreadDamaged
	return a
}

// readHome lets the site be an office's, with a place for what it must publish.
func readHome(t *testing.T, s *rules.Session, pages *lanmu.PageList) {
	t.Helper()
	p, r := read(t, testSite(), at, home, []byte(`<html><head><title>示例市商务局</title></head><body><div class="nav"><a href="/zwgk/">政府信息公开</a> <a href="/zwgk/nb/">政府信息公开年报</a></div><p>欢迎访问。</p></body></html>`))
	s.Page(p, r.Doc, r.Facts)
	*pages = append(*pages, r.Facts)
}
