-- +goose Up
-- What people search in: title, message and address, cut to what an index takes.
ALTER TABLE findings ADD COLUMN words TEXT NOT NULL DEFAULT '';
UPDATE findings SET words = substr(url, 1, 400);
-- The list of findings in its order, with all that filters ask: a page of it
-- is read without touching the findings that are not on it.
CREATE INDEX findings_in_order ON findings (site, due, rule, id, state, department, column_id, certainty, words);
CREATE INDEX findings_by_audit ON findings (last_audit, state);
-- What an audit left unsolved, for comparing two of them.
CREATE INDEX audit_findings_unsolved ON audit_findings (audit, finding) WHERE state <> 'fixed';

-- +goose Down
DROP INDEX audit_findings_unsolved;
DROP INDEX findings_by_audit;
DROP INDEX findings_in_order;
ALTER TABLE findings DROP COLUMN words;
