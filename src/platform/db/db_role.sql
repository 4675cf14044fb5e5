-- What the site's role may do on PostgreSQL, told by the tables themselves.

-- name: db_role_find @postgres
-- Whether there is such a role, and whether it may do all anyway: as owner, as member of the owner, or as
-- superuser.
SELECT COUNT(*) AS role_count,
       COALESCE(MAX(CASE WHEN r.rolsuper OR pg_has_role(r.oid, c.relowner, 'MEMBER') THEN 1 ELSE 0 END), 0)
           AS may_all
  FROM pg_roles r
  JOIN pg_class c ON c.oid = 'schema_version'::regclass
 WHERE r.rolname = :role;

-- name: db_role_grants @postgres
-- The statements that give it what it needs, in their order. Sequences are read for the backup alone: a
-- row's number comes with the right to add the row.
SELECT g.text
  FROM (SELECT 1 AS place, '' AS name,
               format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC', current_schema()) AS text
        UNION ALL
        SELECT 2, '', format('REVOKE ALL ON SCHEMA %I FROM %I', current_schema(), CAST(:role AS TEXT))
        UNION ALL
        SELECT 3, '', format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), CAST(:role AS TEXT))
        UNION ALL
        SELECT 4, c.relname, format('REVOKE ALL ON %I FROM %I', c.relname, CAST(:role AS TEXT))
          FROM pg_class c
         WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
        UNION ALL
        SELECT 5, c.relname,
               format('GRANT %s ON %I TO %I',
                      CASE WHEN c.relkind = 'S' OR c.relname = 'schema_version' THEN 'SELECT'
                           WHEN EXISTS (SELECT 1 FROM pg_trigger t
                                          JOIN pg_proc p ON p.oid = t.tgfoid AND p.proname = 'only_added'
                                         WHERE t.tgrelid = c.oid)
                           THEN 'SELECT, INSERT'
                           ELSE 'SELECT, INSERT, UPDATE, DELETE' END,
                      c.relname, CAST(:role AS TEXT))
          FROM pg_class c
         WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')) g
 ORDER BY g.place, g.name;

-- name: db_role_list @postgres
-- The roles a site works as: who besides the owner may add to the chain of deeds, which no reader and no other
-- program is given. None to whoever is not the owner, who cannot give them anything.
SELECT DISTINCT CAST(r.rolname AS TEXT) AS role
  FROM pg_class c
 CROSS JOIN aclexplode(c.relacl) a
  JOIN pg_roles r ON r.oid = a.grantee
 WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.privilege_type = 'INSERT'
   AND NOT r.rolsuper AND NOT pg_has_role(r.oid, c.relowner, 'MEMBER') AND pg_has_role(c.relowner, 'MEMBER')
   AND c.relname = 'audit_entry'
 ORDER BY role;

-- name: db_role_makes @postgres
-- Whether this role may make tables where there are none yet; without a schema the migration itself tells.
SELECT CASE WHEN NOT has_schema_privilege(current_schema(), 'CREATE') THEN 0 ELSE 1 END AS makes;

-- name: db_role_owns @postgres
-- Whether this role may change the tables there are.
SELECT CASE WHEN pg_has_role(c.relowner, 'MEMBER') THEN 1 ELSE 0 END AS owns
  FROM pg_class c
 WHERE c.oid = 'schema_version'::regclass;

-- name: db_role_unread @postgres
-- The first table that this role may not read.
SELECT CAST(c.relname AS TEXT) AS name
  FROM pg_class c
 WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
   AND NOT has_table_privilege(c.oid, 'SELECT')
 ORDER BY name
 LIMIT 1;

-- name: db_role_may_change @postgres
-- Tables whose rows are only added that this role could change, empty or own.
SELECT COUNT(*) AS table_count
  FROM pg_class c
 WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
   AND EXISTS (SELECT 1 FROM pg_trigger t
                 JOIN pg_proc p ON p.oid = t.tgfoid AND p.proname = 'only_added'
                WHERE t.tgrelid = c.oid)
   AND (has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER')
        OR pg_has_role(c.relowner, 'MEMBER'));
