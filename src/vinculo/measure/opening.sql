-- What opened a thread, as of an instant: one row per thread and author.
-- Reads event, person_of, kind, param.
SELECT e.place AS thread, a.person AS author, min(e.at) AS at, max(e.words) AS words
FROM event e
CROSS JOIN param p
JOIN kind k ON k.kind = e.kind AND k.opening = 1
JOIN person_of a ON a.handle = e.sender
WHERE e.at < p.as_of
GROUP BY e.place, a.person
