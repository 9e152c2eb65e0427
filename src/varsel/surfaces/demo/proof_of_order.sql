-- What the journal's trigger would have refused. No rows, or the past is not written.
SELECT min('entry ' || id || ' is told after a later one') FROM (
    SELECT id, at, lag(at) OVER (ORDER BY id) AS before FROM journal_entry) AS told WHERE at < before
HAVING count(*) > 0
