package config

// Profile is a site profile as its file writes it (contract §7). The struct is
// the one source of what may stand in the file: reading, checking, writing and
// the JSON Schema all go by its tags. A pointer tells "not written" from zero.
type Profile struct {
	URL         webAddress   `yaml:"url" jsonschema:"required" jsonschema_description:"网站首页地址，唯一必填的一项，例如 http://swj.example.gov.cn/"`
	ID          slug         `yaml:"id" jsonschema_description:"网站代号，用作监控指标的标签；不写时用首页的主机名"`
	Name        string       `yaml:"name" jsonschema_description:"网站名称；不写时取首页的 SiteName 标签或标题"`
	SiteCode    siteCode     `yaml:"site_code" jsonschema_description:"政府网站标识码：10 位数字，或 bm 加 8 位数字"`
	Standard    string       `yaml:"standard" jsonschema_description:"评分标准的代号（如 check-2019）或标准文件的路径；不写时按审查日期取当时有效的标准"`
	Timezone    zone         `yaml:"timezone" jsonschema_description:"网站所在时区，默认 Asia/Shanghai"`
	Departments []Department `yaml:"departments" jsonschema_description:"责任处室"`
	Columns     []Column     `yaml:"columns" jsonschema_description:"需要另行说明的栏目；没有列出的栏目自动识别"`
	Discover    *bool        `yaml:"discover" jsonschema_description:"没有列出的栏目是否也审查，默认 true"`
	Crawl       Crawl        `yaml:"crawl" jsonschema_description:"抓取的快慢和范围"`
	Links       Links        `yaml:"links" jsonschema_description:"链接核验"`
	Words       []wordFile   `yaml:"words" jsonschema_description:"错别字和敏感词表文件（错词,正词,严重程度），相对于本文件所在的目录"`
	Calendar    wordFile     `yaml:"calendar" jsonschema_description:"本地节假日和调休安排的文件，补充或覆盖内置的节假日，相对于本文件所在的目录"`
	Waivers     []Waiver     `yaml:"waivers" jsonschema_description:"经批准暂不整改的问题；只作说明，不减扣分"`
}

// Department is a 责任处室.
type Department struct {
	ID      slug       `yaml:"id" jsonschema:"required" jsonschema_description:"处室代号，供栏目引用"`
	Name    filled     `yaml:"name" jsonschema:"required" jsonschema_description:"处室名称"`
	Contact string     `yaml:"contact" jsonschema_description:"联系方式"`
	Paths   []pagePath `yaml:"paths" jsonschema_description:"归本处室负责的路径前缀，以 / 开头"`
}

// Column is what is said of one column beyond automatic reading.
type Column struct {
	ID         slug       `yaml:"id" jsonschema:"required" jsonschema_description:"栏目代号，同一网站内不能重复"`
	Name       string     `yaml:"name" jsonschema_description:"栏目名称"`
	URL        columnURL  `yaml:"url" jsonschema:"required" jsonschema_description:"栏目首页的地址，可只写路径，例如 /zwgk/tzgg/"`
	Kind       kind       `yaml:"kind" jsonschema_description:"栏目种类，决定更新期限"`
	Department slug       `yaml:"department" jsonschema_description:"责任处室的代号，须在 departments 中定义"`
	MaxAge     period     `yaml:"max_age" jsonschema_description:"更新期限：14d、2w、6mo、1y；不写时按标准对该种类的规定"`
	Required   *bool      `yaml:"required" jsonschema_description:"true 表示网站上必须有这个栏目"`
	Exempt     string     `yaml:"exempt" jsonschema_description:"不判断更新情况的理由，例如 历史专题，已归档"`
	Items      rowPattern `yaml:"items" jsonschema_description:"列表各行的 CSS 选择器，只在自动识别有误时写"`
	Date       rowPattern `yaml:"date" jsonschema_description:"行内日期的 CSS 选择器"`
}

// Crawl bounds the crawl.
type Crawl struct {
	Rate        *rate               `yaml:"rate" jsonschema_description:"每秒向同一主机发出的请求数，0 表示不限，默认 5"`
	Concurrency *concurrency        `yaml:"concurrency" jsonschema_description:"同时进行的请求数，默认 4"`
	Timeout     duration            `yaml:"timeout" jsonschema_description:"一个页面最多等多久，默认 15s"`
	MaxPages    *count              `yaml:"max_pages" jsonschema_description:"最多抓取的页面数，0 表示不限，默认 20000"`
	MaxTime     duration            `yaml:"max_time" jsonschema_description:"一次审查最多用多久，例如 2h；不写表示不限"`
	Reverify    *count              `yaml:"reverify" jsonschema_description:"服务器回答没有改动的页面，隔多少天重新下载核对一次，默认 28"`
	Render      render              `yaml:"render" jsonschema_description:"何时用浏览器打开页面：auto、never、always，默认 auto"`
	Hosts       []hostName          `yaml:"hosts" jsonschema_description:"同属本网站的其他主机名"`
	Exclude     []glob              `yaml:"exclude" jsonschema_description:"不抓取的路径，可用 * 和 ?"`
	Headers     map[header]string   `yaml:"headers" jsonschema_description:"每次请求附带的 HTTP 头"`
	Proxy       proxy               `yaml:"proxy" jsonschema_description:"代理服务器，例如 http://10.1.2.3:3128"`
	UserAgent   string              `yaml:"user_agent" jsonschema_description:"自报的浏览器标识；不写时说明是 lanmu"`
	Window      window              `yaml:"window" jsonschema_description:"允许抓取的时段，例如 22:00-06:00"`
	Resolve     map[hostName]dialTo `yaml:"resolve" jsonschema_description:"把主机名指向别的地址（主机:端口），供上线前审查"`
	Attachments Attachments         `yaml:"attachments" jsonschema_description:"读取附件（PDF、DOCX、XLSX）中的文字"`
}

// Attachments bound the attachments whose text is read.
type Attachments struct {
	Read     *bool  `yaml:"read" jsonschema_description:"是否下载并检查附件中的文字，默认 true"`
	MaxSize  size   `yaml:"max_size" jsonschema_description:"一个附件最多多大，例如 20MiB（默认）；再大的不读"`
	MaxCount *count `yaml:"max_count" jsonschema_description:"一次审查最多读多少个附件，默认 1000"`
	MaxTotal size   `yaml:"max_total" jsonschema_description:"一次审查的附件合计最多多大，默认 500MiB"`
}

// Links say which links are verified.
type Links struct {
	External *bool  `yaml:"external" jsonschema_description:"是否核验指向其他网站的链接，默认 true"`
	Allow    []glob `yaml:"allow" jsonschema_description:"允许链接的主机，可用 *，例如 *.gov.cn"`
	Ignore   []glob `yaml:"ignore" jsonschema_description:"不核验的链接地址，可用 * 和 ?"`
}

// Waiver accepts a finding for a time.
type Waiver struct {
	Rule       ruleID    `yaml:"rule" jsonschema:"required" jsonschema_description:"规则代号，见 lanmu rules"`
	Column     slug      `yaml:"column" jsonschema_description:"栏目代号"`
	URL        columnURL `yaml:"url" jsonschema_description:"问题所在的地址"`
	Reason     filled    `yaml:"reason" jsonschema:"required" jsonschema_description:"理由"`
	ApprovedBy filled    `yaml:"approved_by" jsonschema:"required" jsonschema_description:"批准人或批准部门"`
	Until      day       `yaml:"until" jsonschema:"required" jsonschema_description:"有效期的最后一天，例如 2026-12-31"`
}
