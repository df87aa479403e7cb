package crawler

import (
	"net/http"
	"time"

	"lanmu"
)

// The purposes of a request, as they stand in a recording. The same address
// asked for two purposes is two exchanges, so that each is replayed to the
// question it answered.
const (
	purposePage            = "page"             // an own page, to be read
	purposeSlow            = "slow"             // the same in the second, slower pass
	purposeCheck           = "check"            // a link's target, verified
	purposeRecheck         = "recheck"          // the same in the second, slower pass
	purposeRobots          = "robots"           // robots.txt
	purposeRandom          = "random"           // an address that does not exist, to know the host's not-found answer
	purposeTLS             = "tls"              // whether https is offered, and its certificate
	purposeResolve         = "resolve"          // the host's addresses
	purposeSearch          = "search"           // what the search form would ask for
	purposeAttachment      = "attachment"       // the first bytes of a file
	purposeAttachmentAgain = "attachment-again" // the same in the second pass
)

// Exchange is one request and its answer, as a recording keeps it: one hop, a
// redirect is an exchange of its own.
type Exchange struct {
	Method, URL string
	Purpose     string      // one of the purposes above
	ReqHeader   http.Header // as sent
	Proto       string      // "HTTP/1.1"; "" no answer
	Status      int         // 0: no answer, see Fail
	Header      http.Header // as received
	Body        []byte      // raw as received (transfer coding removed, content coding kept), may be cut
	Cut         bool        // we stopped reading on purpose
	Fail        *lanmu.Fail // why there is no whole answer; nil: whole (or cut on purpose)
	At          time.Time   // request sent
	Took        time.Duration
	RemoteAddr  string // host:port that answered; "" unknown

	// Earlier is the whole answer of a night before that this one stands for: a
	// 304, or a 200 with the same body. Set it before Put (previous.Load gives
	// it) and the recording keeps a revisit record; Next gives it back. nil:
	// the answer stands for itself.
	Earlier *Exchange

	at  *place // where it stands in a recording; nil: seen on the network
	sum string // see digest
}

// tape is a recording being written, replayed or both. Its methods may be
// called by several workers at once. An Exchange given to Put, and its Body,
// must not be kept after Put returns.
type tape interface {
	// Next is the next exchange not yet given out of that method, address and
	// purpose; false: there is none (any more).
	Next(method, url, purpose string) (*Exchange, bool)
	// Put adds an exchange seen on the network.
	Put(*Exchange) error
	// Close ends the recording.
	Close() error
}
