-- What needs an order of time, once: one row per relationship and instant with an exchange.
-- Reads interaction, param. Instants are distinct, so nothing depends on the order of rows.
WITH moment AS (
  SELECT
    i.tie, i.at, cast(floor(i.at / min(p.bin_s)) AS bigint) AS bin,
    max(i.inbound) AS heard, max(i.outbound) AS spoke, max(i.answers) AS answers,
    max(greatest(i.private, i.live, i.deep)) AS is_close
  FROM interaction i
  CROSS JOIN param p
  WHERE i.exchange = 1
  GROUP BY i.tie, i.at
),
placed AS (
  SELECT
    m.*,
    max(CASE WHEN m.heard = 1 THEN m.at END) OVER earlier AS heard_at,
    max(CASE WHEN m.spoke = 1 THEN m.at END) OVER earlier AS spoke_at,
    row_number() OVER so_far AS moment_no,
    dense_rank() OVER days AS day_no
  FROM moment m
  WINDOW
    earlier AS (PARTITION BY m.tie ORDER BY m.bin, m.at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
    so_far AS (PARTITION BY m.tie ORDER BY m.bin, m.at),
    days AS (PARTITION BY m.tie ORDER BY m.bin)
),
spaced AS (
  SELECT
    b.*, p.horizon_s,
    greatest(b.heard_at, b.spoke_at) AS before_at,
    cast(floor(greatest(b.heard_at, b.spoke_at) / p.bin_s) AS bigint) AS before_bin,
    cast(floor(b.heard_at / p.bin_s) AS bigint) AS heard_bin,
    cast(floor(b.spoke_at / p.bin_s) AS bigint) AS spoke_bin
  FROM placed b
  CROSS JOIN param p
)
SELECT
  s.tie, s.at, s.heard, s.spoke, s.is_close, s.moment_no, s.day_no,
  CASE WHEN s.before_bin >= s.bin THEN 0 ELSE 1 END AS begins,
  CASE WHEN s.before_bin < s.bin THEN s.bin - s.before_bin ELSE 0 END AS gap,
  CASE WHEN s.heard = 0 OR s.heard_bin >= s.bin THEN 0 ELSE 1 END AS their_day,
  CASE WHEN s.heard = 1 AND s.heard_bin < s.bin THEN 1 ELSE 0 END AS their_next_day,
  CASE WHEN s.spoke = 0 OR s.spoke_bin >= s.bin THEN 0 ELSE 1 END AS my_day,
  -- A reply: both sides at once, the other side last in the thread, or the other side last of all
  -- and no longer ago than a third of the horizon (30 days of 90).
  CASE
    WHEN s.answers = 1 OR s.heard + s.spoke = 2 THEN 1
    WHEN s.heard = 1 AND s.spoke_at = s.before_at AND 3 * (s.at - s.spoke_at) <= s.horizon_s THEN 1
    WHEN s.spoke = 1 AND s.heard_at = s.before_at AND 3 * (s.at - s.heard_at) <= s.horizon_s THEN 1
    ELSE 0
  END AS reply
FROM spaced s
