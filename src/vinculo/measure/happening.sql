-- One happening of a relationship, however many entries tell of it; the fuller telling is believed.
-- Reads addressed, depth. No aggregate here depends on the order of rows.
SELECT
  a.tie, a.side, a.fold, min(a.id) AS id, max(a.code) AS code, min(a.at) AS at, min(a.thread) AS thread,
  max(a.words) AS words, max(a.duration_s) AS duration_s, max(a.targets) AS targets,
  min(a.addressee) AS addressee,
  max(d.depth_pct) AS depth_pct, min(CASE WHEN d.canned = 1 THEN 1 ELSE 0 END) AS canned
FROM addressed a
LEFT JOIN depth d ON d.id = a.id
GROUP BY a.tie, a.side, a.fold
