-- Changes lie in stretches: one change, or a run of one document's changes packed as a page is. What
-- the guard and the screens ask of a change follows from its bytes, so nothing else is kept of it.
CREATE TABLE stretch (
    arrived   INTEGER PRIMARY KEY,  -- of its first change; order on this phone: causes before effects
    community BLOB NOT NULL,
    document  BLOB NOT NULL,
    changes   INTEGER NOT NULL,     -- how many; 1: the bytes are the change's own
    outbox    INTEGER,              -- the command its one change belongs to until the server has it
    hash      BLOB,                 -- of that change, as long
    bytes     BLOB NOT NULL
);
CREATE INDEX stretch_document ON stretch (community, document, arrived);
CREATE INDEX stretch_outbox ON stretch (outbox) WHERE outbox IS NOT NULL;

-- Of erased documents the places of changes are left, so that feeds go on verifying.
CREATE TABLE place (
    arrived   INTEGER PRIMARY KEY,  -- as a stretch's
    community BLOB NOT NULL,
    document  BLOB NOT NULL,
    device    BLOB NOT NULL,
    n         INTEGER NOT NULL,
    hash      BLOB NOT NULL
);
CREATE UNIQUE INDEX place_document ON place (community, document, hash);

-- Who wrote where: what to look at again when somebody's rights change.
CREATE TABLE writer (
    community BLOB NOT NULL,
    device    BLOB NOT NULL,
    document  BLOB NOT NULL,
    PRIMARY KEY (community, device, document)
) WITHOUT ROWID;

-- The low bits of `arrived` are a change's place in the answer it came with.
CREATE TEMP TABLE numbered AS
    SELECT (row_number() OVER (ORDER BY community, arrived)) << 20 AS number, * FROM change;
INSERT INTO stretch (arrived, community, document, changes, outbox, hash, bytes)
    SELECT number, community, document, 1, outbox, iif(outbox IS NULL, NULL, hash), bytes
    FROM numbered WHERE bytes <> hash;
INSERT INTO place (arrived, community, document, device, n, hash)
    SELECT number, community, document, device, n, hash FROM numbered WHERE bytes = hash;
DROP TABLE numbered;
INSERT INTO writer (community, device, document)
    SELECT DISTINCT community, device, document FROM change;
-- A command that was taken back remembers documents and hashes now; planned again, one that came
-- back all the same states what stands already and changes nothing.
UPDATE outbox SET hashes = NULL;

DROP TABLE op;
DROP TABLE change;
DROP TABLE drawer;
ALTER TABLE document DROP COLUMN heads;
ALTER TABLE document DROP COLUMN facts;
ALTER TABLE document DROP COLUMN size;
