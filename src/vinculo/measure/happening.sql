-- One happening of a relationship, however many entries tell of it; the fuller telling is believed.
-- Reads addressed. No aggregate here depends on the order of rows.
SELECT
  a.tie, a.side, a.fold, min(a.id) AS id, max(a.code) AS code, min(a.at) AS at, min(a.thread) AS thread,
  max(a.words) AS words, max(a.duration_s) AS duration_s, max(a.targets) AS targets,
  min(a.addressee) AS addressee
FROM addressed a
GROUP BY a.tie, a.side, a.fold
