-- +goose Up
CREATE TABLE sites (
  id        TEXT PRIMARY KEY,
  name      TEXT NOT NULL,
  url       TEXT NOT NULL,
  site_code TEXT NOT NULL
);

-- One row an audit. doc is the audit without its findings, as JSON.
CREATE TABLE audits (
  id        TEXT PRIMARY KEY,
  site      TEXT NOT NULL REFERENCES sites (id),
  at        TEXT NOT NULL,
  started   BIGINT NOT NULL,
  finished  BIGINT NOT NULL,
  standard  TEXT NOT NULL,
  complete  BOOLEAN NOT NULL,
  coverage  DOUBLE PRECISION NOT NULL,
  result    TEXT NOT NULL,
  pages     BIGINT NOT NULL,
  open      BIGINT NOT NULL,
  recording TEXT NOT NULL,
  doc       TEXT NOT NULL
);
CREATE INDEX audits_by_site ON audits (site, started);

-- A column's state by night.
CREATE TABLE column_nights (
  audit       TEXT NOT NULL REFERENCES audits (id),
  site        TEXT NOT NULL,
  column_id   TEXT NOT NULL,
  at          TEXT NOT NULL,
  status      TEXT NOT NULL,
  items       BIGINT NOT NULL,
  newest      TEXT NOT NULL,
  deadline    TEXT NOT NULL,
  whole       BOOLEAN NOT NULL,
  PRIMARY KEY (audit, column_id)
);
CREATE INDEX column_nights_by_column ON column_nights (site, column_id, at);

-- A finding lives over nights; doc is how it was last seen, as JSON.
CREATE TABLE findings (
  id          TEXT PRIMARY KEY,
  site        TEXT NOT NULL REFERENCES sites (id),
  rule        TEXT NOT NULL,
  url         TEXT NOT NULL,
  column_id   TEXT NOT NULL,
  department  TEXT NOT NULL,
  certainty   TEXT NOT NULL,
  state       TEXT NOT NULL,
  first_seen  TEXT NOT NULL,
  last_seen   TEXT NOT NULL,
  due         TEXT NOT NULL,
  fixed_on    TEXT NOT NULL,
  review      TEXT NOT NULL,
  note        TEXT NOT NULL,
  fix_link    TEXT NOT NULL,
  last_audit  TEXT NOT NULL,
  doc         TEXT NOT NULL
);
CREATE INDEX findings_by_site ON findings (site, state, department, rule);

-- Which audit saw which finding, and in what state it left it.
CREATE TABLE audit_findings (
  audit   TEXT NOT NULL REFERENCES audits (id),
  finding TEXT NOT NULL REFERENCES findings (id),
  state   TEXT NOT NULL,
  PRIMARY KEY (audit, finding)
);

-- What happened to a finding, and who did it; who is '' for an audit.
CREATE TABLE finding_events (
  seq     BIGINT PRIMARY KEY,
  finding TEXT NOT NULL REFERENCES findings (id),
  at      BIGINT NOT NULL,
  who     TEXT NOT NULL,
  what    TEXT NOT NULL,
  detail  TEXT NOT NULL
);
CREATE INDEX finding_events_by_finding ON finding_events (finding, seq);

-- Items of columns, with the night they were first seen.
CREATE TABLE items (
  site       TEXT NOT NULL,
  column_id  TEXT NOT NULL,
  url        TEXT NOT NULL,
  title      TEXT NOT NULL,
  shown      TEXT NOT NULL,
  first_seen TEXT NOT NULL,
  PRIMARY KEY (site, column_id, url)
);

-- Visits of the home page, spaced over the day.
CREATE TABLE visits (
  site     TEXT NOT NULL,
  at       BIGINT NOT NULL,
  ok       BOOLEAN NOT NULL,
  status   BIGINT NOT NULL,
  reason   TEXT NOT NULL,
  dns_ms   BIGINT NOT NULL,
  connect_ms BIGINT NOT NULL,
  tls_ms   BIGINT NOT NULL,
  first_byte_ms BIGINT NOT NULL,
  total_ms BIGINT NOT NULL,
  cert_ends BIGINT NOT NULL,
  PRIMARY KEY (site, at)
);

-- +goose Down
DROP TABLE visits;
DROP TABLE items;
DROP TABLE finding_events;
DROP TABLE audit_findings;
DROP TABLE findings;
DROP TABLE column_nights;
DROP TABLE audits;
DROP TABLE sites;
