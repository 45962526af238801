-- Who dealt with whom, as of an instant: one row per entry and relationship of the owner (person 0).
-- A network gives a view of this name and shape for all its people instead.
-- side: 1 from the other person, 2 from the owner, 3 from both at once, 0 from neither (an aside).
-- Reads event, person_of, kind, param.
WITH gathering AS (
  -- A meeting that somebody else called: the owner met everybody who was asked along.
  SELECT DISTINCT e.id
  FROM event e
  JOIN kind k ON k.kind = e.kind AND k.live = 1
  JOIN person_of r ON r.handle = e.recipient AND r.person = 0
),
named AS (
  SELECT
    e.id, k.code, k.symmetric, k.aside, e.at, e.fold, e.words, e.duration_s, e.targets,
    CASE WHEN k.threaded = 1 THEN e.place END AS thread,
    s.person AS sender,
    r.person AS recipient,
    CASE
      WHEN s.person = 0 THEN r.person
      WHEN r.person = 0 THEN s.person
      WHEN g.id IS NOT NULL THEN r.person
    END AS tie
  FROM event e
  CROSS JOIN param p
  JOIN kind k ON k.kind = e.kind
  LEFT JOIN person_of s ON s.handle = e.sender
  LEFT JOIN person_of r ON r.handle = e.recipient
  LEFT JOIN gathering g ON g.id = e.id
  WHERE e.at < p.as_of
)
SELECT
  n.tie, n.id, n.code, n.at, n.thread, n.fold, n.words, n.duration_s, n.targets,
  CASE WHEN n.aside = 1 THEN 0 WHEN n.symmetric = 1 THEN 3 WHEN n.recipient = 0 THEN 1 ELSE 2 END AS side,
  CASE WHEN n.recipient = 0 THEN 0 ELSE n.tie END AS addressee
FROM named n
WHERE n.tie <> 0
