-- Documents of which changes came without their bytes before the roster said that they were erased.
-- Empty once all pages are in, or something is withheld.
CREATE TABLE unexplained (
    community BLOB NOT NULL,
    document  BLOB NOT NULL,
    PRIMARY KEY (community, document)
) WITHOUT ROWID;
