-- Version 5. Where devices hear that there is something to read.
CREATE TABLE endpoint (
  community INTEGER NOT NULL,
  device    BLOB    NOT NULL,
  url       TEXT    NOT NULL,
  time      INTEGER NOT NULL,             -- server time when the device last named it
  PRIMARY KEY (community, device)
) WITHOUT ROWID;
