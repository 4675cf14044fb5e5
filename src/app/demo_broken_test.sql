-- name: test_broken_schema @sqlite
-- Tables with their rules, indexes and triggers.
SELECT m.type || ' ' || m.name || ' ' || COALESCE(m.sql, '') AS line FROM sqlite_master m ORDER BY line;

-- name: test_broken_schema @postgres
-- Rules with whether their rows were looked at, indexes with whether they are whole, triggers with
-- whether they are on, those that keep the foreign keys among them.
SELECT x.line
  FROM (SELECT 'rule ' || CAST(k.conrelid AS REGCLASS) || ' ' || k.conname || ' ' ||
               pg_get_constraintdef(k.oid) || CASE WHEN k.convalidated THEN '' ELSE ' not looked at' END AS line
          FROM pg_constraint k
         WHERE k.connamespace = CAST(current_schema() AS REGNAMESPACE)
        UNION ALL
        SELECT pg_get_indexdef(i.indexrelid) ||
               CASE WHEN i.indisvalid AND i.indisready THEN '' ELSE ' not whole' END
          FROM pg_index i
          JOIN pg_class c ON c.oid = i.indexrelid
         WHERE c.relnamespace = CAST(current_schema() AS REGNAMESPACE)
        UNION ALL
        SELECT pg_get_triggerdef(t.oid) || ' ' || CAST(t.tgenabled AS TEXT)
          FROM pg_trigger t
          JOIN pg_class c ON c.oid = t.tgrelid
         WHERE c.relnamespace = CAST(current_schema() AS REGNAMESPACE) AND NOT t.tgisinternal
        UNION ALL
        SELECT 'keeps keys ' || c.relname || ' ' || p.proname || ' ' || CAST(t.tgenabled AS TEXT) || ' ' ||
               CAST(COUNT(*) AS TEXT)
          FROM pg_trigger t
          JOIN pg_class c ON c.oid = t.tgrelid
          JOIN pg_proc p ON p.oid = t.tgfoid
         WHERE c.relnamespace = CAST(current_schema() AS REGNAMESPACE) AND t.tgisinternal
         GROUP BY c.relname, p.proname, t.tgenabled) x
 ORDER BY x.line;
