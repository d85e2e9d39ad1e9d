-- Lists are read a page at a time, in order, from small rows: `sort` is where a row stands in its list.
-- Rows written before have none; the read model is made anew when its version rises.
ALTER TABLE row ADD COLUMN sort TEXT NOT NULL DEFAULT '';
CREATE INDEX row_sort ON row (community, screen, sort);

-- What somebody typed and has not given as a command yet. It leaves this phone never.
CREATE TABLE draft (
    community BLOB NOT NULL,
    form      TEXT NOT NULL,        -- which form, in the app's own words
    text      TEXT NOT NULL,        -- as typed; the app's own form
    kept      INTEGER NOT NULL,     -- seconds since 1970, for display
    PRIMARY KEY (community, form)
) WITHOUT ROWID;
