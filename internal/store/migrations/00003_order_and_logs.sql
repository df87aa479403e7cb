-- +goose Up
-- Audits in the order in which they were written: a clock may be set back.
ALTER TABLE audits ADD COLUMN seq BIGINT NOT NULL DEFAULT 0;
UPDATE audits SET seq = (SELECT count(*) FROM audits AS b WHERE b.started < audits.started OR b.started = audits.started AND b.id <= audits.id);
DROP INDEX audits_by_site;
CREATE INDEX audits_by_site ON audits (site, seq);
CREATE INDEX audits_in_order ON audits (seq);

-- An audit's own log, a row a line.
CREATE TABLE audit_logs (
  audit TEXT NOT NULL REFERENCES audits (id),
  line  BIGINT NOT NULL,
  at    BIGINT NOT NULL,
  warn  BOOLEAN NOT NULL,
  text  TEXT NOT NULL,
  PRIMARY KEY (audit, line)
);

-- What people judged, for counting false alarms by rule.
CREATE INDEX findings_reviewed ON findings (site, rule, review) WHERE review <> '';

-- Words are searched without regard to case.
UPDATE findings SET words = lower(words);

-- +goose Down
DROP INDEX findings_reviewed;
DROP TABLE audit_logs;
DROP INDEX audits_in_order;
DROP INDEX audits_by_site;
CREATE INDEX audits_by_site ON audits (site, started);
ALTER TABLE audits DROP COLUMN seq;
