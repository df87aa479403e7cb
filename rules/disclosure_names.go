package rules

import (
	"math/bits"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"lanmu"
)

// duty is something a body has to publish, known by its names.
type duty string

// The duties.
const (
	dutyDisclosure   duty = "disclosure"   // anything of 信息公开 at all
	dutyGuide        duty = "guide"        // 信息公开指南
	dutyCatalogue    duty = "catalogue"    // 信息公开目录
	dutySystem       duty = "system"       // 信息公开制度
	dutyContent      duty = "content"      // 法定主动公开内容
	dutyReport       duty = "report"       // 信息公开年度报告
	dutyApplication  duty = "application"  // 依申请公开
	dutySiteReport   duty = "site-report"  // 政府网站工作年度报表
	dutyConsult      duty = "consult"      // 信箱, 留言, 咨询
	dutyLeader       duty = "leader"       // 领导信息
	dutyOrganisation duty = "organisation" // 机构职能
	dutyDocuments    duty = "documents"    // 文件
	dutyPlans        duty = "plans"        // 规划计划
	dutyMoney        duty = "money"        // 预算决算
)

// dutyNames are the names a duty goes by: one of the words, and where that is
// not all of it, the pattern too. They are wide: a thing that is there under any
// of them is there, and only what is there under none may be missed.
var dutyNames = []struct {
	duty  duty
	words *needles       // one of them stands in every such name
	name  *regexp.Regexp // nil: the words are enough
}{
	{dutyDisclosure, oneOf(`信息公开|政务公开|主动公开|申请公开|公开指南|公开目录`), nil},
	{dutyGuide, oneOf(`指南|指引|说明|须知`), regexp.MustCompile(`公开(工作)?(指南|指引|说明|须知)|^(工作)?指南$`)},
	{dutyCatalogue, oneOf(`公开|目录`), regexp.MustCompile(`公开.{0,8}(目录|清单|一览)|信息目录|主动公开|公开(内容|事项|范围)|^(目录|标准目录|基本目录)$|法定.{0,2}公开`)},
	{dutySystem, oneOf(`公开`), regexp.MustCompile(`公开.{0,10}(制度|办法|规定|条例|规范|法规|机制|规则|政策|依据|保密审查)|(制度|条例|办法).{0,10}公开`)},
	{dutyContent, oneOf(`公开|信息目录`), regexp.MustCompile(`主动公开|法定.{0,4}公开|公开.{0,4}(内容|事项|目录|清单|范围)|信息目录`)},
	{dutyReport, oneOf(`公开|年报|年度报告|年度工作报告`), regexp.MustCompile(`公开.{0,10}(年报|年度报告|年度工作报告|工作报告)|^(年报|年度报告|工作年报|年度工作报告|历年年报)$|年报$|年度报告`)},
	{dutyApplication, oneOf(`申请`), regexp.MustCompile(`申请公开|公开申请|公开.{0,6}申请|申请.{0,4}公开|依申请`)},
	{dutySiteReport, oneOf(`年报|报表|年度报告`), regexp.MustCompile(`(网站|站点).{0,12}(年报|报表|年度报告)|年度工作?报表|工作年度报表`)},
	{dutyConsult, oneOf(`信箱|留言|咨询|问政|互动|来信|写信|投诉|建言|意见箱|民意|12345|热线|邮箱|问答|信件|公众参与|政民|网上信访|访谈|征集|建议|交流|服务电话|直通车|我要写|我要问|我要说|我要建|mailto`), nil},
	{dutyLeader, oneOf(`领导|班子|负责人|局长|主任|厅长|委员|分工`), regexp.MustCompile(`领导|班子|负责人|(局长|主任|厅长|委员)(之窗|简介|介绍|信息|分工)|分工`)},
	{dutyOrganisation, oneOf(`机构|职能|职责|概况|部门设置|工作部门|组织架构|单位简介|部门简介|内设|处室|科室|关于我们|单位介绍|简介`), nil},
	{dutyDocuments, oneOf(`文件|政策|法规|规章|公文|条例|办法|令`), regexp.MustCompile(`文件|政策|法规|规章|公文|条例|办法|令$`)},
	{dutyPlans, oneOf(`规划|计划|总结|工作要点|工作报告|十三五|十四五|十五五`), nil},
	{dutyMoney, oneOf(`预算|决算|财政|三公|资金|财务`), nil},
}

// duties are some of dutyNames, by place, as bits.
type duties uint32

const ofDisclosure duties = 1 // dutyDisclosure, the first

// dutyWords finds in one look which duties' words stand in a name; patterned
// are those that the words alone do not settle.
var dutyWords, patterned = func() (*needles, duties) {
	all, patterned := newNeedles(), duties(0)
	for i, d := range dutyNames {
		for r := range d.words.words {
			for _, w := range d.words.words[r] {
				all.add(1<<i, w.word)
			}
		}
		if d.name != nil {
			patterned |= 1 << i
		}
	}
	return all, patterned
}()

// named are the duties that a name may stand for.
type named struct {
	duties duties
	whole  bool // it is the disclosure platform's as a whole
}

// dutiesOf are the duties a name may stand for, and the name without white space.
func (s *Session) dutiesOf(name string) (named, string) {
	if !plain(name) {
		if !dutyWords.begun(name) {
			return named{}, "" // whatever white space hides
		}
		name = squeeze(name)
	}
	words := duties(dutyWords.sets(name))
	switch {
	case words == 0 || len(name) > 4*60 || utf8.RuneCountInString(name) > 60:
		return named{}, ""
	case words&(patterned|ofDisclosure) == 0:
		return named{duties: words}, name
	}
	return s.named.of(name, nameDuties), name
}

// nameDuties asks the patterns of a name.
func nameDuties(name string) named {
	n := named{duties: duties(dutyWords.sets(name))}
	for i := range dutyNames {
		if d := &dutyNames[i]; n.duties&(1<<i) != 0 && d.name != nil && !d.name.MatchString(name) {
			n.duties &^= 1 << i
		}
	}
	n.whole = n.duties&ofDisclosure != 0 && wholeDisclosure.MatchString(name)
	return n
}

// each calls yield for each of them, in dutyNames' order.
func (d duties) each(yield func(duty)) {
	for ; d != 0; d &= d - 1 {
		yield(dutyNames[bits.TrailingZeros32(uint32(d))].duty)
	}
}

// dutySeen is a name found on the site, with where it leads.
type dutySeen struct {
	duty duty
	name string
	url  string // "" a title or a link that leads nowhere
}

// noteNames keeps the names that a page's links carry, each once for the site.
func noteNames(p *PagePass) {
	if p.Doc == nil {
		return
	}
	if p.Facts.Home {
		p.Note("home-lines", p.tallyLines())
	}
	for _, n := range p.elements().named {
		namesOf(n, func(name string) {
			at, sum, none := p.share.nameless.of(p.s.scan.seed, name)
			if none {
				return
			}
			if of, name := p.s.dutiesOf(name); of.duties != 0 {
				p.noteName(of, name, attr(n, "href"))
			} else {
				at.sum = sum
			}
		})
	}
}

// noteName keeps a name, and where it leads if it is the platform's.
func (p *PagePass) noteName(of named, name, href string) {
	mail := len(href) > 6 && strings.HasPrefix(strings.ToLower(href), "mailto:")
	of.duties.each(func(d duty) {
		if mail {
			d = dutyConsult
		}
		if p.would("duty-name", string(d)) {
			p.NoteOnce("duty-name", string(d), dutySeen{d, clip(name, 30), ""})
		}
	})
	if of.whole && !mail {
		if to := p.resolve(href); to != "" && p.would("duty-link", to) {
			p.NoteOnce("duty-link", to, dutySeen{dutyDisclosure, clip(name, 30), to})
		}
	}
}

// wholeDisclosure is the name of the disclosure platform as a whole.
var wholeDisclosure = regexp.MustCompile(`^(政府|本局|部门)?(信息|政务)公开(专栏|平台|网|栏目|专区|目录)?$`)

// menuName is a column's name that only government bodies have.
var menuName = regexp.MustCompile(`^(政府信息公开|政务公开|信息公开)(专栏|平台|网|栏目|专区|目录|指南|年报|制度)?$|^依申请公开$`)

// resolve makes a reference of the page absolute; "" where it is none.
func (p *PagePass) resolve(href string) string {
	href = strings.TrimSpace(href)
	if href == "" || href[0] == '#' || strings.HasPrefix(strings.ToLower(href), "javascript:") {
		return ""
	}
	base := p.base()
	if base == nil {
		return ""
	}
	if b := p.elements().base; b != nil {
		if u, err := base.Parse(attr(b, "href")); err == nil {
			base = u
		}
	}
	u, err := base.Parse(href)
	if err != nil || u.Host == "" {
		return ""
	}
	u.Fragment, u.Host = "", strings.ToLower(u.Host)
	return u.String()
}

// dutyIndex is what the whole site says of its duties.
type dutyIndex struct {
	names   map[duty]dutySeen
	outside string // another site's address under the name of the disclosure platform
	menu    bool   // a menu or a column is called 信息公开
	school  bool   // a menu or a column is a school's, a hospital's, an association's
	gov     bool   // it is a government body's site
	why     string // why it is not taken for one
}

// duties gathers the names once for all rules.
func (p *SitePass) duties() *dutyIndex {
	if p.index.duties != nil {
		return p.index.duties
	}
	x := &dutyIndex{names: map[duty]dutySeen{}}
	p.index.duties = x
	for _, n := range p.Notes("duty-name") {
		s := n.Value.(dutySeen)
		x.names[s.duty] = s
	}
	for _, n := range p.Notes("duty-link") {
		x.menu = true
		if s := n.Value.(dutySeen); !p.own(s.url) && x.outside == "" {
			x.outside = s.url
		}
	}
	for _, c := range p.Columns {
		x.add(p.s, c.Name, c.URL)
		x.menuItem(c.Name)
		for _, r := range c.Rows {
			x.add(p.s, r.Title, r.URL)
			if wholeDisclosure.MatchString(squeeze(r.Title)) && r.URL != "" && !p.own(r.URL) {
				x.outside = r.URL
			}
		}
	}
	for f := range p.Pages.All() {
		x.add(p.s, f.Title, f.URL)
		x.add(p.s, f.ColumnName, f.URL)
		for _, n := range f.Nav {
			x.add(p.s, n.Name, n.URL)
			x.menuItem(n.Name)
			if wholeDisclosure.MatchString(squeeze(n.Name)) && n.URL != "" && !p.own(n.URL) {
				x.outside = n.URL
			}
		}
	}
	x.gov, x.why = p.government(x)
	return x
}

func (x *dutyIndex) add(s *Session, name, url string) {
	of, name := s.dutiesOf(name)
	of.duties.each(func(d duty) {
		if _, there := x.names[d]; !there {
			x.names[d] = dutySeen{d, clip(name, 30), url}
		}
	})
}

// menuItem looks at a column's name for what sort of body the site is of.
func (x *dutyIndex) menuItem(name string) {
	name = squeeze(name)
	x.menu = x.menu || menuName.MatchString(name)
	x.school = x.school || schoolName.MatchString(name)
}

// schoolName are columns that no government body has.
var schoolName = regexp.MustCompile(`^(学校|本校|学院|校园|医院|协会|学会|公司|企业)(概况|简介|介绍|章程|文化|风光|标识|新闻|动态|导游)$|^(师资队伍|招生就业|院系设置|人才培养|本科生教育|研究生教育|就医指南|预约挂号|专家介绍|会员(中心|服务|单位))$`)

func (x *dutyIndex) has(d duty) bool { _, there := x.names[d]; return there }

// own tells an address of the site's own hosts.
func (p *SitePass) own(addr string) bool {
	u, err := url.Parse(addr)
	if err != nil {
		return false
	}
	home, err := url.Parse(p.Site.URL)
	if err != nil {
		return false
	}
	if strings.EqualFold(strings.TrimPrefix(u.Hostname(), "www."), strings.TrimPrefix(home.Hostname(), "www.")) {
		return true
	}
	for _, h := range p.Site.Crawl.Hosts {
		if strings.EqualFold(u.Hostname(), h) || strings.EqualFold(u.Host, h) {
			return true
		}
	}
	return false
}

var (
	noGovernment = regexp.MustCompile(`大学|学院|学校|中学|小学|幼儿园|协会|学会|商会|公司|集团|医院|研究院|研究所|基金会|联合会|党校|研究会|校区|职教|[A-Za-z]*电大`)
	divisionCode = regexp.MustCompile(`^(\d{10}|bm\d{8})$`)
)

// government tells whether the duties of the regulation are this site's: a
// school, an association or a firm has them not. Domain and site code settle
// it; else the party-and-government mark, or the word 政府信息公开.
func (p *SitePass) government(x *dutyIndex) (bool, string) {
	home := p.home()
	name := p.Site.Name
	var marks lanmu.Marks
	if home != nil {
		marks = home.Marks
		name += " " + home.Title + " " + home.HeadTitle
		for _, v := range home.Tags["SiteName"] {
			name += " " + v
		}
	}
	u, err := url.Parse(p.Site.URL)
	switch {
	case err == nil && strings.HasSuffix("."+u.Hostname(), ".gov.cn"), divisionCode.MatchString(p.Site.SiteCode):
		return true, ""
	case err == nil && strings.HasSuffix(u.Hostname(), ".edu.cn"), noGovernment.MatchString(name):
		return false, "网站是学校、协会或企业一类的网站"
	case divisionCode.MatchString(marks.SiteCode), marks.PartyGov:
		return true, ""
	case x.school:
		return false, "网站是学校、医院、协会或企业一类的网站"
	case x.menu:
		return true, ""
	}
	return false, "域名不在 gov.cn 下，也没有网站标识码、党政机关标识和信息公开栏目"
}
