-- What every happening of a relationship cost, and whether it answers: one row per interaction.
-- A canned text costs a click and is no exchange, whatever its kind.
-- Reads happening, opening, kind, param. Nothing here depends on the order of rows.
WITH said AS (
  -- What each side had said last in the thread, strictly earlier: instant x 2^20 + words.
  -- What is canned says nothing.
  SELECT
    h.tie, h.side, h.id, h.code, h.at, h.thread, h.words, h.duration_s, h.targets, h.addressee,
    h.depth_pct, h.canned,
    max(CASE WHEN h.side = 1 AND h.canned = 0 THEN h.at * 1048576 + least(h.words, 1048575) END) OVER earlier AS by_them,
    max(CASE WHEN h.side = 2 AND h.canned = 0 THEN h.at * 1048576 + least(h.words, 1048575) END) OVER earlier AS by_me
  FROM happening h
  WHERE h.thread IS NOT NULL
  WINDOW earlier AS (
    PARTITION BY h.tie, h.thread ORDER BY h.at RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  )
  UNION ALL
  SELECT
    h.tie, h.side, h.id, h.code, h.at, h.thread, h.words, h.duration_s, h.targets, h.addressee,
    h.depth_pct, h.canned,
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
    n.tie, n.id, n.code, n.at, n.thread, n.side, n.answers, n.canned,
    k.exchange, k.private, k.live, k.physical, k.link,
    CASE WHEN n.canned = 1 THEN 10 ELSE k.voluntary_pct END AS voluntary_pct,
    CASE WHEN n.canned = 1 THEN 0 ELSE coalesce(n.depth_pct, k.depth_pct) END AS depth_pct,
    cast(floor(least(
      CASE
        WHEN n.canned = 1 THEN 5 / greatest(n.targets, 1)
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
  c.exchange * (1 - c.canned) AS exchange,
  c.private * (1 - c.canned) AS private,
  c.live * (1 - c.canned) AS live,
  c.physical * (1 - c.canned) AS physical,
  c.link, c.answers, c.canned, c.depth_pct, c.centiminutes,
  CASE WHEN c.exchange = 1 AND c.canned = 0 AND c.depth_pct >= 50 THEN 1 ELSE 0 END AS deep,
  -- x = minutes x voluntariness x (1 + depth) / 2
  cast(floor((c.centiminutes * c.voluntary_pct * (100 + c.depth_pct) + 100) / 200) AS bigint) AS effort,
  cast(floor(p.as_of / p.tick_s) - floor(c.at / p.tick_s) AS bigint) AS age
FROM costed c
CROSS JOIN param p
