-- What a sync changed and nobody has looked at since: one row a page taken in. Screens project these
-- documents before they read.
CREATE TABLE stale (
    number    INTEGER PRIMARY KEY,
    community BLOB NOT NULL,
    documents BLOB NOT NULL         -- ids, end to end
);
CREATE INDEX stale_community ON stale (community);

-- A row may stand for several lines of a list, so that a round of forty articles is one row, not forty.
-- A list's length is then a sum, answered from the index alone.
ALTER TABLE row ADD COLUMN lines INTEGER NOT NULL DEFAULT 1;
DROP INDEX row_sort;
CREATE INDEX row_sort ON row (community, screen, sort, lines);
