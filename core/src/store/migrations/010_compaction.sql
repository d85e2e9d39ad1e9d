-- From here on a stretch of several changes lies under the number of its last change, not its first.
-- Small stretches the server has: what compaction joins, found without reading their bytes.
CREATE INDEX stretch_small ON stretch (community, document) WHERE outbox IS NULL AND changes < 8;
-- A change of this phone's own is found by its hash when the server has it, however many wait.
CREATE INDEX stretch_unsent ON stretch (hash) WHERE hash IS NOT NULL;
