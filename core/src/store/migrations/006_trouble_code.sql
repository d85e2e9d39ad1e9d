-- Beside the words for what the last sync found wrong, a stable one for shells: `withheld` and others.
ALTER TABLE member_of ADD COLUMN trouble_code TEXT;
