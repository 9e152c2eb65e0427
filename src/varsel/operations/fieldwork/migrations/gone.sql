-- Who has left signs in as a technician no more: their sign-in is free for who comes back. Who left before this is let
-- go of once more, which the rule that they stay as they are would refuse.
ALTER TABLE fieldwork_technician DISABLE TRIGGER fieldwork_technician_stays_gone;
UPDATE fieldwork_technician SET user_id = NULL WHERE left_at IS NOT NULL;
ALTER TABLE fieldwork_technician ENABLE TRIGGER fieldwork_technician_stays_gone;
ALTER TABLE fieldwork_technician
    ADD CONSTRAINT technician_gone_signs_in_no_more CHECK (left_at IS NULL OR user_id IS NULL);
