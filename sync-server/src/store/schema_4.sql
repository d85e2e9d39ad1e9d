-- Version 4. Where each actor stands in a document, one row an actor, in place of two indices that
-- every change had to be written into.
CREATE TABLE actor (
  community INTEGER NOT NULL,
  document  BLOB    NOT NULL,
  actor     BLOB    NOT NULL,             -- begins with its device's tag
  n         INTEGER NOT NULL,             -- the number of its last change in the device's feed
  seq       INTEGER NOT NULL,
  PRIMARY KEY (community, document, actor)
) WITHOUT ROWID;
INSERT INTO actor
  SELECT community, document, actor, max(n), max(seq) FROM change WHERE length(actor) = 10
  GROUP BY community, document, actor;
DROP INDEX change_by_device;
DROP INDEX change_by_actor;
