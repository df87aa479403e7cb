package rules

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"lanmu"
	"lanmu/rules/yearly"
)

// Attachments are judged by rules with a File function. Which pages hold a file,
// and what they call it, is known when the crawl is over: until then it stands
// in messages as fileMark.

// fileMark stands for a file's name in a message.
const fileMark = "\ufffc"

// FilePass is one attachment whose text was read. Several run at once.
type FilePass struct {
	pass
	File  *lanmu.Attachment
	Words []fileWord // wrong wordings found in it, for all rules
}

// fileWord is a wording found in a part of the file.
type fileWord struct {
	part *lanmu.AttachmentPart
	hit  hit
}

// at is the file and a part of it, for a message.
func (p *FilePass) at(part *lanmu.AttachmentPart) string {
	name := "附件“" + fileMark + "”"
	switch {
	case part.Name == "":
		return name
	case strings.HasPrefix(part.Name, "第"):
		return name + part.Name
	}
	return name + "的" + part.Name
}

// Report tells a fault of the file. A text that a program took out of a file may
// differ from what a reader sees: it is never certain.
func (p *FilePass) Report(r Report) {
	if r.Certainty != lanmu.Review {
		r.Certainty = lanmu.Likely
	}
	r.File, r.rank = p.File.URL, 2
	p.pass.Report(r)
}

// File judges an attachment. It may be called concurrently.
func (s *Session) File(a *lanmu.Attachment) { s.file(a, nil) }

// HearFile is File, and tells besides what the rules said.
func (s *Session) HearFile(a *lanmu.Attachment) *Told {
	told := &Told{}
	s.file(a, told)
	return told
}

// RepeatFile stands for File where HearFile's file is unchanged; of a nothing
// but URL, Kind and Unread is needed.
func (s *Session) RepeatFile(a *lanmu.Attachment, told *Told) {
	s.noteFile(a)
	for _, r := range told.Reports {
		rep := r.Report
		rep.rank = r.Rank
		for _, rule := range s.rules {
			if rule.ID == r.Rule {
				s.add(rule, rep)
			}
		}
	}
	for _, skip := range told.Skips {
		s.skip(skip)
	}
}

func (s *Session) file(a *lanmu.Attachment, tell *Told) {
	s.noteFile(a)
	p := &FilePass{pass: s.pass(nil, a.URL, ""), File: a}
	p.tell = tell
	for i := range a.Parts {
		part := &a.Parts[i]
		t := textRun{text: part.Text}
		s.scan.scan(&t, func(h hit) { p.Words = append(p.Words, fileWord{part, h}) })
	}
	for _, r := range s.onFiles {
		if len(a.Parts) > 0 {
			p.rule = r
			s.guard(&p.pass, func() { r.File(p) })
		}
	}
}

// noteFile keeps what came of reading a file.
func (s *Session) noteFile(a *lanmu.Attachment) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[a.URL] = fileState{a.Kind, a.Unread}
}

// fileState is what came of reading an attachment: in what form it is, and why
// not all of it was read, "" all was.
type fileState struct {
	kind   string
	unread lanmu.Unread
}

// settleFiles gives what was found in files the pages that hold them, and tells
// which files were not read.
func (s *Session) settleFiles(crawl *lanmu.Crawl) {
	targets := map[string]*lanmu.Target{}
	for _, t := range crawl.Targets {
		if _, read := s.files[t.URL]; read {
			targets[t.URL] = t
		}
	}
	for _, f := range s.found {
		if f.rep.File == "" {
			continue
		}
		t := targets[f.rep.File]
		name := fileName(f.rep.File, t)
		f.rep.Message = strings.ReplaceAll(f.rep.Message, fileMark, name)
		if t != nil && len(t.On) > 0 && f.rep.Group == "" {
			f.pages, f.count = t.On, max(t.OnCount, len(t.On))
		}
	}
	s.tellUnread(crawl)
}

// idleText are texts of links that name nothing.
var idleText = regexp.MustCompile(`^[\s\pP]*(?:点击|单击|请|此处|这里|下载|查看|阅读|浏览|打开|详情|附件|全文|正文|原文|文档|文件|PDF|Word|Excel|\d+|[一二三四五六七八九十])*[\s\pP]*$`)

// fileName is what a file is called: by the first page that names it, else by
// its address.
func fileName(addr string, t *lanmu.Target) string {
	if t != nil {
		for _, u := range t.On {
			if text := clip(clean(u.Text), 60); !idleText.MatchString(text) {
				return text
			}
		}
	}
	if u, err := url.Parse(addr); err == nil && path.Base(u.Path) != "/" && utf8.ValidString(u.Path) {
		return clip(clean(path.Base(u.Path)), 60)
	}
	return addr
}

// extension is an address's, with its dot, in small letters; "" none.
func extension(addr string) string {
	u, err := url.Parse(addr)
	if err != nil {
		return ""
	}
	return strings.ToLower(path.Ext(u.Path))
}

// isAnnual tells an attachment that is a report on disclosure, by what its link
// says.
func isAnnual(t *lanmu.Target) (title string, ok bool) {
	if t.Kind != lanmu.LinkAttachment || t.External || t.Verdict != lanmu.LinkOK || t.Content != "" {
		return "", false
	}
	for _, u := range t.On {
		title := strings.TrimSuffix(clean(u.Text), path.Ext(clean(u.Text)))
		if yearly.IsTitle(title) && yearly.YearOf(title) > 0 {
			return title, true
		}
	}
	return "", false
}

// unreadWords say why files were not read, each with what to do.
var unreadWords = []struct {
	why  lanmu.Unread
	text string
}{
	{lanmu.UnreadLegacy, "是 .doc、.xls、.ppt、.wps 等旧格式，本工具不读取"},
	{lanmu.UnreadForm, "是压缩包、OFD、演示文稿等本工具不读取的格式"},
	{lanmu.UnreadLocked, "设有密码"},
	{lanmu.UnreadScan, "是扫描图片，没有可以读取的文字"},
	{lanmu.UnreadDamaged, "内容损坏或不合规范，没有读完"},
	{lanmu.UnreadTooLarge, "太大，没有下载"},
	{lanmu.UnreadTooMuch, "内容过多或展开后过大，只读了前面一部分或没有读"},
	{lanmu.UnreadTooLong, "没有在规定时间内下载或读完"},
	{lanmu.UnreadBudget, "超出了本次检查读取附件的个数或总量"},
	{lanmu.UnreadNoReader, "是 PDF，而这台机器上的 PDF 读取组件不能运行"},
	{lanmu.UnreadInternal, "读取时程序出错"},
}

// unreadForms are extensions of files that may hold text and are not read.
var unreadForms = map[string]lanmu.Unread{
	".doc": lanmu.UnreadLegacy, ".xls": lanmu.UnreadLegacy, ".ppt": lanmu.UnreadLegacy, ".wps": lanmu.UnreadLegacy, ".et": lanmu.UnreadLegacy,
	".dps": lanmu.UnreadLegacy, ".dot": lanmu.UnreadLegacy, ".pps": lanmu.UnreadLegacy,
	".rtf": lanmu.UnreadForm, ".ofd": lanmu.UnreadForm, ".pptx": lanmu.UnreadForm, ".zip": lanmu.UnreadForm, ".rar": lanmu.UnreadForm, ".7z": lanmu.UnreadForm,
	".ceb": lanmu.UnreadForm, ".txt": lanmu.UnreadForm, ".csv": lanmu.UnreadForm,
}

// tellUnread tells of files of whose text nothing, or not all, was read: one
// sentence a reason. What was found in a file before is not put right by its not
// being read tonight: such files are told each by its address, once for all rules.
func (s *Session) tellUnread(crawl *lanmu.Crawl) {
	if !s.site.Crawl.Attachments.Read {
		return
	}
	lists := map[lanmu.Unread][]*lanmu.Target{}
	for _, t := range crawl.Targets {
		state, asked := s.files[t.URL]
		why := state.unread
		if !asked && t.Kind == lanmu.LinkAttachment && !t.External && t.Verdict == lanmu.LinkOK {
			why = unreadForms[extension(t.URL)]
		}
		if why != "" {
			lists[why] = append(lists[why], t)
		}
	}
	for _, w := range unreadWords {
		list := lists[w.why]
		if len(list) == 0 {
			continue
		}
		var names []string
		for _, t := range list[:min(len(list), 3)] {
			names = append(names, "“"+fileName(t.URL, t)+"”")
		}
		reason := fmt.Sprintf("有 %d 个附件%s，其中的文字没有检查（或没有查全），请人工抽查，例如%s。", len(list), w.text, strings.Join(names, "、"))
		if settled[w.why] {
			s.skipFile(list[0].URL, reason)
			continue
		}
		// All of one reason say the same: a report tells them in one line.
		for _, t := range list[:min(len(list), maxUnread)] {
			s.skipFile(t.URL, reason)
		}
		if len(list) > maxUnread {
			s.skipFile("", reason)
		}
	}
}

// skipFile tells once that all rules that look at attachments could not tell of
// a file, "" of any. Those that do not run say nothing.
func (s *Session) skipFile(url, reason string) {
	ids := slices.DeleteFunc(slices.Clone(readFiles), func(id string) bool { return !s.runs(id) })
	if len(ids) > 0 {
		s.notRead = append(s.notRead, lanmu.Skip{Rule: ids[0], Also: ids[1:], URL: url, Reason: maskAll(reason)})
	}
}

// readFiles are the rules that look for something in all attachments.
var readFiles = []string{"privacy-id", "privacy-phone", "privacy-bank-card", "wording-serious", "wording-typo"}

// maxUnread is of how many files of one reason it is told which they are; where
// there are more it is told of all.
const maxUnread = 100

// settled are reasons that are the file's own: what it is now, it will be
// tomorrow.
var settled = map[lanmu.Unread]bool{
	lanmu.UnreadLegacy: true, lanmu.UnreadForm: true, lanmu.UnreadLocked: true, lanmu.UnreadScan: true,
}
