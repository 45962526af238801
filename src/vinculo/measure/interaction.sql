-- What every happening of a relationship cost, and whether it answers: one row per interaction.
-- Reads happening, opening, kind, param. Nothing here depends on the order of rows.
WITH said AS (
  -- What each side had said last in the thread, strictly earlier: instant x 2^20 + words.
  SELECT
    h.tie, h.side, h.id, h.code, h.at, h.thread, h.words, h.duration_s, h.targets, h.addressee,
    max(CASE WHEN h.side = 1 THEN h.at * 1048576 + least(h.words, 1048575) END) OVER earlier AS by_them,
    max(CASE WHEN h.side = 2 THEN h.at * 1048576 + least(h.words, 1048575) END) OVER earlier AS by_me
  FROM happening h
  WHERE h.thread IS NOT NULL
  WINDOW earlier AS (
    PARTITION BY h.tie, h.thread ORDER BY h.at RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  )
  UNION ALL
  SELECT
    h.tie, h.side, h.id, h.code, h.at, h.thread, h.words, h.duration_s, h.targets, h.addressee,
    cast(NULL AS bigint) AS by_them, cast(NULL AS bigint) AS by_me
  FROM happening h
  WHERE h.thread IS NULL
),
turn AS (
  SELECT
    s.*,
    CASE WHEN s.side = 1 THEN s.by_me ELSE s.by_them END AS other,
    CASE WHEN s.side = 1 THEN s.by_them ELSE s.by_me END AS own
  FROM said s
),
unpacked AS (
  -- The words again: a remainder that is not negative before 1970 either.
  SELECT
    t.*,
    (t.other % 1048576 + 1048576) % 1048576 AS other_words,
    (t.own % 1048576 + 1048576) % 1048576 AS own_words
  FROM turn t
),
answering AS (
  -- The other side spoke last in the thread: a text is read once, by the first answer to it.
  SELECT
    r.*,
    CASE
      WHEN r.other - r.other_words >= r.own - r.own_words THEN 1
      WHEN r.other IS NOT NULL AND r.own IS NULL THEN 1
      ELSE 0
    END AS answers
  FROM unpacked r
),
costed AS (
  -- words / 19 + words answered / 238, in hundredths: 19 x 238 = 4522. At most a day.
  SELECT
    n.tie, n.id, n.code, n.at, n.thread, n.side, n.answers,
    k.exchange, k.private, k.live, k.physical, k.link, k.voluntary_pct,
    cast(floor(least(
      CASE
        WHEN k.is_timed = 1 AND n.duration_s IS NOT NULL THEN 5 * n.duration_s / (3 * greatest(n.targets, 1))
        ELSE (
          4522 * k.base_c + k.is_text * (
            23800 * n.words + 1900 * CASE
              WHEN n.answers = 1 THEN n.other_words
              WHEN n.other IS NULL AND n.own IS NULL THEN coalesce(o.words, 0)
              ELSE 0
            END
          )
        ) / (4522 * greatest(n.targets, 1))
      END, 144000
    ) + 0.5) AS bigint) AS centiminutes
  FROM answering n
  JOIN kind k ON k.code = n.code
  LEFT JOIN opening o ON o.thread = n.thread AND o.author = n.addressee AND o.at <= n.at
)
SELECT
  c.tie, c.id, c.code, c.at, c.thread,
  CASE WHEN c.side = 1 OR c.side = 3 THEN 1 ELSE 0 END AS inbound,
  CASE WHEN c.side = 2 OR c.side = 3 THEN 1 ELSE 0 END AS outbound,
  c.exchange, c.private, c.live, c.physical, c.link,
  c.answers, c.centiminutes,
  c.centiminutes * c.voluntary_pct AS effort,
  cast(floor(p.as_of / p.tick_s) - floor(c.at / p.tick_s) AS bigint) AS age
FROM costed c
CROSS JOIN param p
