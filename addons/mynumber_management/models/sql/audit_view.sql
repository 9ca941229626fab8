-- One row per entry of the audit log, for lists. The payload is text that was signed;
-- without the database fence anybody with SQL access can append junk, so reading it
-- must not fail: what is not JSON shows as an entry without facts.
-- id = company << 32 | seq, 0 for the system chain: stable, and exact in JavaScript.

CREATE OR REPLACE FUNCTION mynumber_audit_facts(payload text) RETURNS jsonb AS $$
BEGIN
    RETURN payload::jsonb;
EXCEPTION WHEN OTHERS THEN
    RETURN NULL;
END
$$ LANGUAGE plpgsql IMMUTABLE PARALLEL RESTRICTED;

CREATE OR REPLACE FUNCTION mynumber_audit_time(ts text) RETURNS timestamp AS $$
BEGIN
    RETURN ts::timestamptz AT TIME ZONE 'UTC';
EXCEPTION WHEN OTHERS THEN
    RETURN NULL;
END
$$ LANGUAGE plpgsql STABLE PARALLEL RESTRICTED;

CREATE OR REPLACE FUNCTION mynumber_audit_int(digits text) RETURNS integer AS $$
    SELECT CASE WHEN digits ~ '^[0-9]{1,9}$' THEN digits::integer END
$$ LANGUAGE sql IMMUTABLE;

DROP VIEW IF EXISTS mynumber_audit_entry;
CREATE VIEW mynumber_audit_entry AS
SELECT (COALESCE(c.id, 0)::bigint << 32) | e.seq AS id,
       e.chain::text AS chain,
       e.seq,
       c.id AS company_id,
       mynumber_audit_time(f.facts ->> 'ts') AS ts,
       f.facts ->> 'ev' AS ev,
       mynumber_audit_int(f.facts #>> '{act,uid}') AS uid,
       f.facts #>> '{act,login}' AS login,
       COALESCE(f.facts #>> '{act,name}', f.facts #>> '{act,login}') AS who,
       f.facts ->> 'subj' AS subj,
       s.id AS subject_id,
       f.facts ->> 'holder' AS holder,
       f.facts ->> 'pur' AS pur,
       p.id AS purpose_id,
       f.facts ->> 'basis' AS basis,
       mynumber_audit_int(f.facts ->> 'n') AS n,
       f.facts ->> 'obj' AS obj,
       f.facts ->> 'res' AS res,
       f.facts ->> 'ip' AS ip,
       f.facts ->> 'req' AS req,
       e.payload IS NULL AS pruned
  FROM mn_audit.entry e
  LEFT JOIN res_company c ON c.mynumber_uuid = e.chain
 CROSS JOIN LATERAL (SELECT mynumber_audit_facts(e.payload) AS facts OFFSET 0) f
  LEFT JOIN mynumber_subject s
    ON s.uuid = f.facts ->> 'subj' AND s.company_id = c.id
  LEFT JOIN mynumber_purpose p ON p.code = f.facts ->> 'pur'
 WHERE c.id IS NOT NULL OR e.chain = '00000000-0000-0000-0000-000000000000';
