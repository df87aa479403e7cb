package auditor

import (
	"context"

	"lanmu"
	"lanmu/internal/attachment"
)

// file reads an attachment or a style sheet on the crawler's workers.
func (v *visitor) file(p *lanmu.Page, kind lanmu.LinkKind) {
	if kind == lanmu.LinkStyle {
		if p.OK() {
			v.judge.Sheet(p.Asked, string(p.Body))
		}
		return
	}
	if why := notHad(p.Fail); why != "" {
		v.judge.File(&lanmu.Attachment{URL: p.Asked, Unread: why, Detail: p.Fail.Detail})
		return
	}
	key, keyed := v.readings.key(p)
	if keyed {
		if known := v.readings.find(key); known != nil && known.File != nil {
			v.judge.RepeatFile(known.File, known.Told)
			return
		}
	}
	limits := attachment.Usual
	limits.Size = int(max(v.site.Crawl.Attachments.MaxSize, int64(limits.Size)))
	a := attachment.Read(context.Background(), p.Asked, p.Body, limits) // it ends by its own limits
	told := v.judge.HearFile(a)
	if keyed && lasting(a.Unread) && !told.Partial {
		v.readings.keep(key, &reading{Told: told, File: &lanmu.Attachment{URL: a.URL, Kind: a.Kind, Unread: a.Unread}}, nil)
	}
}

// notHad is why a file is not there to be read; "" it is.
func notHad(f *lanmu.Fail) lanmu.Unread {
	switch {
	case f == nil:
		return ""
	case f.Kind == lanmu.FailTooLarge:
		return lanmu.UnreadTooLarge
	case f.Kind == lanmu.FailStopped:
		return lanmu.UnreadBudget
	}
	return lanmu.UnreadTooLong
}

// lasting tells what will be the same another night.
func lasting(why lanmu.Unread) bool {
	return why != lanmu.UnreadTooLong && why != lanmu.UnreadNoReader && why != lanmu.UnreadInternal
}
