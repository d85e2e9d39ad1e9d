-- Beside keys that seal and open, leads hold the private halves of concerns' pairs.
ALTER TABLE space_key ADD COLUMN pair INTEGER NOT NULL DEFAULT 0;
