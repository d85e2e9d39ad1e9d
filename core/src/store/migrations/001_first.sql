-- The phone's database. Every table is keyed by community first.
-- Truth: member_of, space_key, entry, document, change, op, feed, outbox*. Everything in `row` and
-- `posting` is a read model and can be dropped and rebuilt at any time.

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID;

-- The communities this phone belongs to.
CREATE TABLE member_of (
    community BLOB PRIMARY KEY,
    me        BLOB NOT NULL,        -- own member id
    device    BLOB NOT NULL,        -- own device tag; its secret lies in the secure store
    address   TEXT NOT NULL,        -- where the server answers
    server    BLOB,                 -- the server's key, once known
    founded   BLOB NOT NULL,        -- the founding record; its hash is the community's id
    cursor    BLOB,                 -- as the server last gave it; none before the first sync
    token     BLOB,                 -- session token
    contact   INTEGER,              -- last answer, seconds since 1970, for display
    trouble   TEXT                  -- what the last sync found wrong, in plain words
) WITHOUT ROWID;

CREATE TABLE space_key (
    community BLOB NOT NULL,
    space     BLOB NOT NULL,
    added     INTEGER NOT NULL,     -- order of arrival; the highest seals
    key       BLOB NOT NULL,
    PRIMARY KEY (community, space, added)
) WITHOUT ROWID;

-- Countersigned roster entries, as sequenced.
CREATE TABLE entry (
    community BLOB NOT NULL,
    roster    BLOB NOT NULL,        -- the space
    number    INTEGER NOT NULL,     -- 1, 2, 3 …
    bytes     BLOB NOT NULL,
    arrived   INTEGER NOT NULL,     -- order over all rosters of the community
    PRIMARY KEY (community, roster, number)
) WITHOUT ROWID;
CREATE INDEX entry_arrived ON entry (community, arrived);

CREATE TABLE document (
    community BLOB NOT NULL,
    id        BLOB NOT NULL,
    space     BLOB NOT NULL,
    kind      TEXT NOT NULL,
    name      TEXT NOT NULL,
    announced INTEGER NOT NULL,     -- 1 once the server knows the name
    heads     BLOB NOT NULL,        -- hashes, 32 bytes each, rising
    facts     INTEGER NOT NULL DEFAULT 0,
    size      INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (community, id)
) WITHOUT ROWID;

CREATE TABLE change (
    community BLOB NOT NULL,
    document  BLOB NOT NULL,
    hash      BLOB NOT NULL,
    device    BLOB NOT NULL,
    n         INTEGER NOT NULL,     -- number in the device's feed of the document's space
    actor     BLOB NOT NULL,
    seq       INTEGER NOT NULL,
    max_op    INTEGER NOT NULL,
    clock     BLOB NOT NULL,        -- per device the highest n in the causal past
    bytes     BLOB NOT NULL,
    drawer    INTEGER NOT NULL,     -- bytes it adds to its member's drawer
    facts     INTEGER NOT NULL,     -- facts it adds to the document
    arrived   INTEGER NOT NULL,     -- order on this phone: causes before effects
    outbox    INTEGER,              -- the command it belongs to until the server has it
    PRIMARY KEY (community, document, hash)
) WITHOUT ROWID;
CREATE INDEX change_device ON change (community, device, document, n);
CREATE INDEX change_actor ON change (community, document, actor, seq);
CREATE INDEX change_outbox ON change (outbox) WHERE outbox IS NOT NULL;
CREATE INDEX change_arrived ON change (community, arrived);

CREATE TABLE op (
    community BLOB NOT NULL,
    document  BLOB NOT NULL,
    counter   INTEGER NOT NULL,
    actor     BLOB NOT NULL,
    key       TEXT NOT NULL,
    value     BLOB NOT NULL,
    sealed    INTEGER NOT NULL,
    change    BLOB NOT NULL,
    PRIMARY KEY (community, document, counter, actor)
) WITHOUT ROWID;

-- Bytes of keys and values per drawer and document: what is sequenced, and what is not yet.
CREATE TABLE drawer (
    community BLOB NOT NULL,
    document  BLOB NOT NULL,
    member    BLOB NOT NULL,
    sequenced INTEGER NOT NULL,
    unsent    INTEGER NOT NULL,
    PRIMARY KEY (community, document, member)
) WITHOUT ROWID;

-- Every device's feed per space, as acknowledged by the server.
CREATE TABLE feed (
    community BLOB NOT NULL,
    space     BLOB NOT NULL,
    device    BLOB NOT NULL,
    n         INTEGER NOT NULL,     -- acknowledged number
    head      BLOB NOT NULL,        -- head after it
    used      INTEGER NOT NULL,     -- own device: highest number ever used, never used again
    PRIMARY KEY (community, space, device)
) WITHOUT ROWID;

-- Every signed head ever taken in: where a feed can be cut when it is given back to a server that
-- was restored, and evidence should a device ever sign two.
CREATE TABLE signed_head (
    community BLOB NOT NULL,
    space     BLOB NOT NULL,
    device    BLOB NOT NULL,
    n         INTEGER NOT NULL,
    bytes     BLOB NOT NULL,
    PRIMARY KEY (community, space, device, n)
) WITHOUT ROWID;

-- Work the server has not acknowledged.
CREATE TABLE outbox (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    community BLOB NOT NULL,
    command   BLOB NOT NULL,        -- the command's random id
    body      TEXT,                 -- the command, to be planned again after a take-back; none for bare records
    words     TEXT NOT NULL,        -- what it is, for people
    state     TEXT NOT NULL,        -- waiting | replay | look
    code      TEXT,                 -- why it needs a look
    hashes    BLOB,                 -- its changes' hashes, remembered over a take-back
    entry     INTEGER NOT NULL,     -- roster entry applied when the person acted
    made      INTEGER NOT NULL      -- seconds since 1970, for display
);
CREATE INDEX outbox_community ON outbox (community, id);

CREATE TABLE outbox_record (
    outbox  INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
    place   INTEGER NOT NULL,
    hash    BLOB NOT NULL,
    bytes   BLOB NOT NULL,
    PRIMARY KEY (outbox, place)
) WITHOUT ROWID;

-- Wrapped keys to hand in at the next sync.
CREATE TABLE mail (
    community BLOB NOT NULL,
    space     BLOB NOT NULL,
    key       BLOB NOT NULL,
    device    BLOB NOT NULL,
    bytes     BLOB NOT NULL,
    PRIMARY KEY (community, space, key, device)
) WITHOUT ROWID;

-- The read model: one row per thing a screen shows. Bodies are kilobytes, so unlike the others this
-- table keeps rowids: without them every search would read bodies on its way.
CREATE TABLE row (
    community BLOB NOT NULL,
    screen    TEXT NOT NULL,
    id        TEXT NOT NULL,
    document  BLOB NOT NULL,        -- the document it was projected from
    body      TEXT NOT NULL,        -- JSON
    PRIMARY KEY (community, screen, id)
);
CREATE INDEX row_document ON row (community, document);

-- Posted hours, for balances over all months.
CREATE TABLE posting (
    community BLOB NOT NULL,
    document  BLOB NOT NULL,
    version   TEXT NOT NULL,        -- the claim's version that counts
    member    BLOB NOT NULL,
    minutes   INTEGER NOT NULL,     -- giver more, receiver less
    PRIMARY KEY (community, document, version, member)
) WITHOUT ROWID;
CREATE INDEX posting_member ON posting (community, member);
