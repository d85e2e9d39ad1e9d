-- Roster entries whose numbers cut off work that this phone held under its device's signature before
-- the entry came: the server's fault, and this phone has the proof in `signed_head`.
CREATE TABLE fault (
    community BLOB NOT NULL,
    roster    BLOB NOT NULL,
    number    INTEGER NOT NULL,
    PRIMARY KEY (community, roster, number)
) WITHOUT ROWID;

-- Entries up to this server time are read again since the members' list was rolled back: by now the
-- phone holds more than they could say.
CREATE TABLE reread (
    community BLOB PRIMARY KEY,
    until     INTEGER NOT NULL
) WITHOUT ROWID;
