// Reads a recording with webrecorder's warcio, which we did not write, checks
// every digest, and prints one line of JSON a record.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { WARCParser } from "warcio";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function sha1(bytes) {
  let bits = "";
  for (const b of createHash("sha1").update(bytes).digest()) bits += b.toString(2).padStart(8, "0");
  return "sha1:" + bits.match(/.{5}/g).map((b) => alphabet[parseInt(b, 2)]).join("");
}

const file = process.argv[2];
const raw = [];
for await (const r of new WARCParser(createReadStream(file), { parseHttp: false })) {
  const block = Buffer.from(await r.readFully(false));
  const field = (name) => r.warcHeader(name);
  const http = (field("Content-Type") ?? "").startsWith("application/http");
  const payload = http ? block.subarray(block.indexOf("\r\n\r\n") + 4) : block;
  const told = field("WARC-Payload-Digest");
  const whole = field("WARC-Block-Digest");
  raw.push({
    blockDigest: whole ? whole === sha1(block) : Boolean(told), // one of the two is there
    // The payload of a revisit is elsewhere.
    payloadDigest: !told || r.warcType === "revisit" || told === sha1(payload),
    length: Number(field("Content-Length")) === block.length,
  });
}

let i = 0;
for await (const r of new WARCParser(createReadStream(file))) {
  const text = await r.contentText();
  console.log(JSON.stringify({
    type: r.warcType, url: r.warcTargetURI ?? "", status: Number(r.httpHeaders?.statusCode ?? 0) || 0,
    method: r.warcType === "request" ? r.httpHeaders?.method : "", text: r.warcType === "warcinfo" ? "" : text, ...raw[i++],
  }));
}
