-- Rows are made up to a number of arrival: of changes above it nobody has made any. Nothing is noted for
-- them any more, so that an action and a page write that much less.
CREATE TABLE projected (
    community BLOB PRIMARY KEY,
    until     INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO projected (community, until)
    SELECT community, coalesce((SELECT max(arrived) FROM stretch), 0) FROM member_of;
-- A few rows at most.
DROP INDEX stale_community;

-- What waits is counted without reading it, however much there is.
DROP INDEX outbox_community;
CREATE INDEX outbox_state ON outbox (community, state);

-- Whether a document holds unsent work, and which of its changes: asked of one document.
DROP INDEX stretch_unsent;
CREATE INDEX stretch_unsent ON stretch (community, document, hash) WHERE hash IS NOT NULL;
