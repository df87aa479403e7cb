package demo

import "fmt"

// plantWords plants wrong words and private numbers, all invented; numbers are
// made valid by their check digits so that only the rules' context can tell.
func (p *Portal) plantWords() {
	a := p.newsItem(11)
	a.add("<p>　　会议要求，认真贯彻国务园有关部署。</p>")
	p.plant("wording-serious", a.path, "国务园")
	b := p.newsItem(12)
	b.add("<p>　　会议强调，要抓好安全身产各项工作。</p>")
	p.plant("wording-typo", b.path, "安全身产")
	c := p.newsItem(13)
	c.add("<p>　　校对提示：“国务园”应为“国务院”。全市干部暑期集中学习，继续开展扫黑除恶宣传。</p>")
	p.decoy("wording-serious", c.path, "文章在讲错字怎么改")
	p.decoy("wording-typo", c.path, "“干部暑期”恰好含有“部暑”")
	p.plantNumbers()
}

func (p *Portal) plantNumbers() {
	id := citizenNumber("110101190001010", 2) // born in 1900: nobody alive bears it
	a := p.article("tzgg", 14)
	a.add("<p>　　经公示无异议，补贴对象张某某（公民身份号码%s）予以发放。</p>", id)
	p.plant("privacy-id", a.path)
	b := p.article("tzgg", 15)
	b.add(`<table border="1"><tr><td>姓名</td><td>手机号</td><td>银行卡号</td></tr><tr><td>李某某</td><td>13800000000</td><td>%s</td></tr></table>`, cardNumber("622202000000000000"))
	p.plant("privacy-phone", b.path)
	p.plant("privacy-bank-card", b.path)
	c := p.article("tzgg", 16)
	c.add("<p>　　联系人：王某某，联系电话：13900000000。统一社会信用代码：911101011900010100。项目编号：%s。</p>", id)
	c.add("<p>　　保证金请汇至收款单位：%s，账号：%s。</p>", p.Name, cardNumber("622202000000000011"))
	p.decoy("privacy-id", c.path, "十八位的信用代码和项目编号")
	p.decoy("privacy-phone", c.path, "联系人的办公联系电话")
	p.decoy("privacy-bank-card", c.path, "单位的保证金收款账号")
}

// citizenNumber completes 15 digits and two of order to an 18-digit number with
// a right check digit (GB 11643, ISO 7064 MOD 11-2).
func citizenNumber(head string, order int) string {
	s := fmt.Sprintf("%s%02d", head, order)[:17]
	sum := 0
	for i, w := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += w * int(s[i]-'0')
	}
	return s + string("10X98765432"[sum%11])
}

// cardNumber completes 18 digits to 19 with a right check digit (ISO/IEC 7812).
func cardNumber(head string) string {
	sum := 0
	for i := range len(head) {
		d := int(head[len(head)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return head + string(rune('0'+(10-sum%10)%10))
}
