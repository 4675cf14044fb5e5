-- Institutions beyond the set-up data.

-- name: test_demo_invented
-- How many of each, by whether they joined; what is invented says so in code and name.
SELECT CAST(SUM(CASE WHEN i.code LIKE 'demo-%' THEN 1 ELSE 0 END) AS BIGINT) AS invented,
       CAST(SUM(CASE WHEN i.code LIKE 'demo-%' AND i.state = 'active' THEN 1 ELSE 0 END) AS BIGINT) AS joined,
       CAST(SUM(CASE WHEN i.code NOT LIKE 'demo-%' THEN 1 ELSE 0 END) AS BIGINT) AS given,
       CAST(SUM(CASE WHEN i.code NOT LIKE 'demo-%' AND i.state = 'active' THEN 1 ELSE 0 END) AS BIGINT) AS given_joined,
       CAST(SUM(CASE WHEN (i.code LIKE 'demo-%') <> (i.name LIKE '시범 %') THEN 1 ELSE 0 END) AS BIGINT) AS unmarked,
       CAST(SUM(CASE WHEN i.code LIKE 'demo-%' AND i.district_code IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS nowhere,
       COUNT(DISTINCT i.name) AS names,
       COUNT(*) AS institutions,
       COUNT(DISTINCT CASE WHEN i.code LIKE 'demo-%' THEN i.regime END) AS regimes
  FROM institution i;

-- name: test_demo_invented_people
-- Invented institutions that joined without an officer.
SELECT COUNT(*) AS institutions
  FROM institution i
 WHERE i.code LIKE 'demo-%' AND i.state = 'active'
   AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.institution_id = i.id AND m.role = 'officer');
