package extract

import "unicode/utf8"

// dateFrame is what people set around dates.
const dateFrame = " \t\r\n\u00a0\u3000[]()（）【】［］〔〕{}<>《》「」|｜/-—－·•・:：,，;；.。*"

// frameRunes are those of dateFrame.
var frameRunes = newRuneSet(dateFrame)

// trimFrame takes off what people set around dates.
func trimFrame(s string) string {
	s = trimFrameRight(s)
	for s != "" {
		r, w := utf8.DecodeRuneInString(s)
		if !frameRunes.has(r) {
			break
		}
		s = s[w:]
	}
	return s
}

func trimFrameRight(s string) string {
	for s != "" {
		r, w := utf8.DecodeLastRuneInString(s)
		if !frameRunes.has(r) {
			break
		}
		s = s[:len(s)-w]
	}
	return s
}
