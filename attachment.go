package lanmu

// Attachment is the text of a file that pages link to, as far as it can be
// read. Reading it asks no network: it is a function of the file's bytes.
type Attachment struct {
	URL    string
	Kind   string           // "pdf", "docx", "xlsx"; "" another, see Unread
	Parts  []AttachmentPart // pages, sheets or the one text, in order; those without text are left out
	Unread Unread           // why nothing was read of it, or not all (Parts has what was); "" all was
	Detail string           // of Unread, for logs
}

// AttachmentPart is a page of a PDF, a sheet of a workbook, or the text of a
// document. Lines end in \n; cells of one row are parted by \t.
type AttachmentPart struct {
	Name   string // 第3页, 工作表“名单”; "" the whole file
	Text   string
	Hidden bool              // a sheet that office programs do not show
	Tables []AttachmentTable // of a DOCX or XLSX: those of few enough cells, whose grid is sure
}

// AttachmentTable is a table of a document, or the rows of a sheet between two
// blank ones.
type AttachmentTable struct{ Cells []AttachmentCell }

// AttachmentCell is a cell with its upper left place, from 0, and how many rows
// and columns it covers. A line end in its text parts paragraphs.
type AttachmentCell struct {
	Row, Column int
	High, Wide  int
	Text        string
}

// Unread is why an attachment, or the rest of it, was not read.
type Unread string

// The reasons.
const (
	UnreadLegacy   Unread = "legacy"    // .doc, .xls, .wps, .ppt of before 2007
	UnreadForm     Unread = "form"      // another form that is not read: presentations, OFD, archives
	UnreadLocked   Unread = "locked"    // asks for a password
	UnreadDamaged  Unread = "damaged"   // cannot be opened, or breaks off
	UnreadScan     Unread = "scan"      // a PDF of pictures without text
	UnreadTooLarge Unread = "too-large" // larger than is asked for, or not had whole in time
	UnreadTooMuch  Unread = "too-much"  // unpacks to more than is read: long, or a bomb
	UnreadTooLong  Unread = "too-long"  // not read within the time for one file
	UnreadBudget   Unread = "budget"    // the audit's bound on attachments was reached before
	UnreadNoReader Unread = "no-reader" // the PDF reader does not start on this machine
	UnreadInternal Unread = "internal"  // lanmu itself failed at reading it
)
