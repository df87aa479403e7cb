package rules

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

//go:embed words/common.csv
var commonWords []byte

// word is a wrong wording and what it should be.
type word struct {
	wrong, right, note string
	serious            bool
	except             []string // longer phrases in which it is right: 干部暑期 for 部暑
}

// wordList finds words by their first two runes: 20,000 words cost no more
// than a few, and no text is walked twice. Before it looks a word up it asks what
// is quicker asked: whether any begins with these two characters, and with these
// three.
type wordList struct {
	pairs   bitSet // of the first two runes
	shorts  bitSet // the same, of words that have no more
	triples bitSet // of the first three
	words   map[[2]rune][]*word
	n       int
}

// bitSet is a set of hashes of which a few bits are kept: it may take something
// for a member that is none. Of 20,000 members it does so once in thirteen or,
// with four times the bits, once in fifty times.
type bitSet []uint64

const (
	pairBits   = 18
	tripleBits = 20
)

func newBitSet(bits int) bitSet { return make(bitSet, 1<<bits/64) }

func (s bitSet) add(hash uint32)      { s[hash/64] |= 1 << (hash % 64) }
func (s bitSet) has(hash uint32) bool { return s[hash/64]&(1<<(hash%64)) != 0 }

func pairOf(a, b rune) uint32 {
	return (uint32(a)*0x9E3779B1 ^ uint32(b)*0x85EBCA6B) >> (32 - pairBits)
}

func tripleOf(a, b, c rune) uint32 {
	return (uint32(a)*0x9E3779B1 ^ uint32(b)*0x85EBCA6B ^ uint32(c)*0xC2B2AE35) >> (32 - tripleBits)
}

func newWordList() *wordList {
	return &wordList{
		pairs: newBitSet(pairBits), shorts: newBitSet(pairBits), triples: newBitSet(tripleBits), words: map[[2]rune][]*word{},
	}
}

// loadWords reads the shipped list and then the profile's files, whose entries
// replace those for the same wording. Files are CSV: wrong,right,severity and,
// where wanted, note,except (phrases with | between them). UTF-8 with or
// without BOM and GBK are read.
func loadWords(paths []string) (*wordList, error) {
	entries := map[string]*word{}
	if err := readWords(entries, "words/common.csv", commonWords); err != nil {
		return nil, err
	}
	var errs []error
	for _, path := range paths {
		src, err := os.ReadFile(path)
		if err == nil {
			err = readWords(entries, path, src)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("reading a word list: %w", err))
		}
	}
	l := newWordList()
	for _, w := range entries {
		l.add(w)
	}
	return l, errors.Join(errs...)
}

func readWords(into map[string]*word, name string, src []byte) error {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if !utf8.Valid(src) {
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(src)
		if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
			return fmt.Errorf("%s: 文件既不是 UTF-8 也不是 GBK 编码，请另存为 UTF-8 (neither UTF-8 nor GBK)", name)
		}
		src = decoded
	}
	r := csv.NewReader(bytes.NewReader(src))
	r.FieldsPerRecord, r.TrimLeadingSpace, r.Comment = -1, true, '#'
	var errs []error
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return errors.Join(errs...)
		}
		var bad *csv.ParseError
		switch {
		case errors.As(err, &bad) && len(errs) < 50: // the next line may be well again
			errs = append(errs, fmt.Errorf("%s:%d: 这一行的引号或逗号不成对，没有使用 (malformed line)", name, bad.Line))
			continue
		case err != nil:
			return errors.Join(append(errs, fmt.Errorf("%s: %w", name, err))...)
		}
		if err := oneWord(into, rec); err != nil {
			line, _ := r.FieldPos(0)
			errs = append(errs, fmt.Errorf("%s:%d: %w", name, line, err))
		}
	}
}

// oneWord takes one line in. Severity off takes a shipped word out.
func oneWord(into map[string]*word, rec []string) error {
	field := func(i int) string {
		if i < len(rec) {
			return strings.TrimSpace(rec[i])
		}
		return ""
	}
	wrong, severity := field(0), strings.ToLower(field(2))
	if wrong == "wrong" || wrong == "错词" || wrong == "" && len(rec) <= 1 {
		return nil // the head, an empty line
	}
	if utf8.RuneCountInString(wrong) < 2 {
		return fmt.Errorf("“%s”太短，至少两个字 (give at least two characters)", wrong)
	}
	if severity == "off" || severity == "不查" {
		delete(into, wrong)
		return nil
	}
	w := &word{wrong: wrong, right: field(1), note: field(3)}
	switch severity {
	case "serious", "严重":
		w.serious = true
	case "typo", "一般", "":
	default:
		return fmt.Errorf("严重程度“%s”不认识，请写 serious、typo 或 off (severity is serious, typo or off)", severity)
	}
	if strings.Contains(w.right, wrong) {
		w.except = append(w.except, w.right)
	}
	for _, e := range strings.Split(field(4), "|") {
		if e = strings.TrimSpace(e); e != "" {
			w.except = append(w.except, e)
		}
	}
	into[wrong] = w
	return nil
}

func (l *wordList) add(w *word) {
	r := []rune(w.wrong)
	l.pairs.add(pairOf(r[0], r[1]))
	if len(r) == 2 {
		l.shorts.add(pairOf(r[0], r[1]))
	} else {
		l.triples.add(tripleOf(r[0], r[1], r[2]))
	}
	key := [2]rune{r[0], r[1]}
	l.words[key] = append(l.words[key], w)
	l.n++
}

// beginnings are the characters that words begin with, rarer signs beyond the
// first 65,536 left out: no word begins with one.
func (l *wordList) beginnings(yield func(rune)) {
	for pair := range l.words {
		if pair[0] < 1<<16 {
			yield(pair[0])
		}
	}
}

// hit is a word found in a text, by bytes.
type hit struct {
	word       *word
	start, end int
}

// at calls found for every word that stands in a text at i, where the character
// r of so many bytes begins one.
func (l *wordList) at(text string, i int, r rune, width int, found func(hit)) {
	next := i + width
	if next == len(text) {
		return
	}
	second, width := runeAt(text, next)
	pair := pairOf(r, second)
	if !l.pairs.has(pair) {
		return
	}
	if next += width; !l.shorts.has(pair) {
		if next == len(text) {
			return
		}
		if third, _ := runeAt(text, next); !l.triples.has(tripleOf(r, second, third)) {
			return
		}
	}
	for _, w := range l.words[[2]rune{r, second}] {
		if strings.HasPrefix(text[i:], w.wrong) {
			found(hit{w, i, i + len(w.wrong)})
		}
	}
}
