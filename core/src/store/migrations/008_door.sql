-- Asking to be let in by a poster, until this phone belongs.
CREATE TABLE asked (
    community BLOB PRIMARY KEY,
    knock     BLOB NOT NULL,
    name      TEXT NOT NULL,        -- what its page will say
    code      TEXT                  -- why nobody can say yes to it
) WITHOUT ROWID;

-- What a fault cut off: how far this phone held a device's work when the entry came.
CREATE TABLE proof (
    community BLOB NOT NULL,
    roster    BLOB NOT NULL,
    number    INTEGER NOT NULL,     -- of the entry
    device    BLOB NOT NULL,
    n         INTEGER NOT NULL,
    PRIMARY KEY (community, roster, number, device)
) WITHOUT ROWID;

-- Who asks to be let in, as the server last said; a coordinator's phone alone is told.
CREATE TABLE knock (
    community BLOB NOT NULL,
    record    BLOB NOT NULL,        -- hash of the record that would let them in
    bytes     BLOB NOT NULL,
    hidden    INTEGER NOT NULL DEFAULT 0, -- 1 once turned away on this phone
    PRIMARY KEY (community, record)
) WITHOUT ROWID;
