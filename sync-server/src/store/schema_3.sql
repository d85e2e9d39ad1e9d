-- Version 3.

-- Who asks to be let in by a poster and waits for a coordinator's yes. One a device.
CREATE TABLE knock (
  community INTEGER NOT NULL,
  device    BLOB    NOT NULL,
  bytes     BLOB    NOT NULL,
  time      INTEGER NOT NULL,             -- server time when it first came
  PRIMARY KEY (community, device)
) WITHOUT ROWID;
