-- Version 2.

-- Keys a device says it lacks though it was thought to have them, until another wrap comes.
CREATE TABLE lack (
  community INTEGER NOT NULL,
  device    BLOB    NOT NULL,
  space     BLOB    NOT NULL,
  key       BLOB    NOT NULL,
  PRIMARY KEY (community, device, space, key)
) WITHOUT ROWID;
