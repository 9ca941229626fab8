-- Copyright 2026 My Number Management contributors
-- License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
--
-- Give the audit log an owner and a writer of its own, so that SQL run as the Odoo role
-- can read the log and nothing else. Run by a database administrator, again after
-- every restore (pg_dump --no-owner loses ownership):
--
--   psql -d DATABASE -v odoo=odoo -v owner=mn_audit_owner -v writer=mn_audit_writer \
--        -f audit_fence.sql
--
-- It waits at most 10 s for running transactions; if it gives up, nothing is changed.
-- Then give the writer a password (\password mn_audit_writer) and put its connection
-- string into the server option mynumber_audit_dsn.

\set ON_ERROR_STOP on
SET client_min_messages = warning;
SET lock_timeout = '10s';
BEGIN;

SELECT format('CREATE ROLE %I NOLOGIN', :'owner')
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'owner') \gexec
SELECT format('CREATE ROLE %I LOGIN', :'writer')
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'writer') \gexec

SELECT count(*) = 1 AS apart
  FROM pg_roles o, pg_roles w, pg_roles k
 WHERE o.rolname = :'odoo' AND w.rolname = :'writer' AND k.rolname = :'owner'
   AND NOT (o.rolsuper OR w.rolsuper OR k.rolcanlogin
            OR pg_has_role(o.oid, k.oid, 'MEMBER')
            OR pg_has_role(o.oid, w.oid, 'MEMBER')
            OR pg_has_role(w.oid, k.oid, 'MEMBER')) \gset
\if :apart
\else
    DO $$ BEGIN
        RAISE EXCEPTION 'The three roles must exist and be apart: none a superuser or a member of another, the owner without login.';
    END $$;
\endif

SELECT format('CREATE SCHEMA IF NOT EXISTS mn_audit AUTHORIZATION %I', :'owner') \gexec
ALTER SCHEMA mn_audit OWNER TO :"owner";
SELECT format('ALTER TABLE %s OWNER TO %I', c.oid::regclass, :'owner')
  FROM pg_class c
 WHERE c.relnamespace = 'mn_audit'::regnamespace AND c.relkind = 'r' \gexec
SELECT format('ALTER FUNCTION %s OWNER TO %I', p.oid::regprocedure, :'owner')
  FROM pg_proc p
 WHERE p.pronamespace = 'mn_audit'::regnamespace \gexec

SET LOCAL ROLE :"owner";
\ir audit_schema.sql
REVOKE ALL ON SCHEMA mn_audit FROM :"odoo", :"writer";
REVOKE ALL ON ALL TABLES IN SCHEMA mn_audit FROM :"odoo", :"writer";
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA mn_audit FROM :"odoo", :"writer";
GRANT USAGE ON SCHEMA mn_audit TO :"odoo", :"writer";
GRANT SELECT ON ALL TABLES IN SCHEMA mn_audit TO :"odoo";
GRANT EXECUTE ON FUNCTION mn_audit.lock_head(uuid) TO :"writer";
GRANT EXECUTE ON FUNCTION mn_audit.append(
    uuid, bigint, text, bytea, bytea, bytea, bytea, bytea, bytea) TO :"writer";
GRANT EXECUTE ON FUNCTION mn_audit.append_many(
    uuid, bigint[], text[], bytea[], bytea[], bytea[], bytea[], bytea[], bytea[])
    TO :"writer";
RESET ROLE;
GRANT CONNECT ON DATABASE :"DBNAME" TO :"writer";
COMMIT;
