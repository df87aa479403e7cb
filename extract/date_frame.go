package extract

// dateFrame is what people set around dates.
const dateFrame = " \t\r\n\u00a0\u3000[]()（）【】［］〔〕{}<>《》「」|｜/-—－·•・:：,，;；.。*"

// frameRunes are those of dateFrame.
var frameRunes = newRuneSet(dateFrame)

// trimFrame takes off what people set around dates.
func trimFrame(s string) string { return frameRunes.trim(s) }

func trimFrameRight(s string) string { return frameRunes.trimRight(s) }
