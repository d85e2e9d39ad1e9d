-- Version 1. Every table is keyed by its community first. The log is the truth; all other tables
-- follow from it and are written in the transaction that appends to it.

CREATE TABLE community (
  community  INTEGER PRIMARY KEY,
  id         BLOB    NOT NULL UNIQUE,
  position   INTEGER NOT NULL,            -- of the last row of the log; 0 while empty
  tag        BLOB    NOT NULL,            -- the running tag after it
  epoch      INTEGER NOT NULL DEFAULT 0,  -- rises with each recovery; cursors carry it
  recovering INTEGER NOT NULL DEFAULT 0   -- 1 while phones give back what was lost
);

CREATE TABLE log (
  community INTEGER NOT NULL,
  position  INTEGER NOT NULL,             -- 1, 2, 3 …
  push      INTEGER NOT NULL,             -- position of the first row of the same push
  space     BLOB    NOT NULL,             -- whose audience may read the row
  kind      INTEGER NOT NULL,             -- 0 entry, 1 document, 2 change, 3 head
  bytes     BLOB    NOT NULL,             -- a LogItem
  tag       BLOB    NOT NULL,             -- 8 bytes over all rows up to this one
  PRIMARY KEY (community, position)
) WITHOUT ROWID;
CREATE INDEX log_by_space ON log (community, space, position);
CREATE INDEX log_entries ON log (community, position) WHERE kind = 0;

CREATE TABLE feed (
  community INTEGER NOT NULL,
  space     BLOB    NOT NULL,
  device    BLOB    NOT NULL,
  n         INTEGER NOT NULL,             -- the last number sequenced
  head      BLOB    NOT NULL,             -- the chain's head after it
  time      INTEGER NOT NULL,             -- server time of the last push
  PRIMARY KEY (community, space, device)
) WITHOUT ROWID;

CREATE TABLE document (
  community INTEGER NOT NULL,
  id        BLOB    NOT NULL,
  space     BLOB    NOT NULL,
  kind      TEXT    NOT NULL,
  name      TEXT    NOT NULL,
  facts     INTEGER NOT NULL DEFAULT 0,   -- puts that overwrote nothing
  bytes     INTEGER NOT NULL DEFAULT 0,   -- of all its changes
  PRIMARY KEY (community, id)
) WITHOUT ROWID;

-- What the guard must know of each change. Its bytes lie in the log.
CREATE TABLE change (
  community INTEGER NOT NULL,
  document  BLOB    NOT NULL,
  hash      BLOB    NOT NULL,
  space     BLOB    NOT NULL,
  device    BLOB    NOT NULL,
  n         INTEGER NOT NULL,
  actor     BLOB    NOT NULL,
  seq       INTEGER NOT NULL,
  max_op    INTEGER NOT NULL,
  clock     BLOB    NOT NULL,             -- CBOR: device, n, device, n …
  PRIMARY KEY (community, document, hash)
) WITHOUT ROWID;
CREATE UNIQUE INDEX change_by_number ON change (community, space, device, n);
CREATE INDEX change_by_device ON change (community, document, device, n);
CREATE INDEX change_by_actor ON change (community, document, actor, seq);

CREATE TABLE op (
  community INTEGER NOT NULL,
  document  BLOB    NOT NULL,
  counter   INTEGER NOT NULL,
  actor     BLOB    NOT NULL,
  key       TEXT    NOT NULL,
  device    BLOB    NOT NULL,
  n         INTEGER NOT NULL,
  PRIMARY KEY (community, document, counter, actor)
) WITHOUT ROWID;

CREATE TABLE drawer (
  community INTEGER NOT NULL,
  document  BLOB    NOT NULL,
  member    BLOB    NOT NULL,
  bytes     INTEGER NOT NULL,             -- keys and values of all puts, overwritten ones included
  PRIMARY KEY (community, document, member)
) WITHOUT ROWID;

-- Mail: space keys wrapped to devices. One a sender, so that a bad wrap cannot keep a good one out.
CREATE TABLE wrap (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  community INTEGER NOT NULL,
  device    BLOB    NOT NULL,
  space     BLOB    NOT NULL,
  key       BLOB    NOT NULL,
  sender    BLOB    NOT NULL,
  bytes     BLOB,                         -- NULL once its device has it
  time      INTEGER NOT NULL,
  UNIQUE (community, device, space, key, sender)
);

-- During a recovery: devices that have given back something (done = 0) or all they hold (done = 1).
CREATE TABLE given_back (
  community INTEGER NOT NULL,
  device    BLOB    NOT NULL,
  done      INTEGER NOT NULL,
  PRIMARY KEY (community, device)
) WITHOUT ROWID;
