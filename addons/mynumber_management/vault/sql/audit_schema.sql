-- Copyright 2026 My Number Management contributors
-- License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
--
-- Audit log of My Number Management: tables, functions, triggers. Can be run again.
--
-- The add-on runs this file when the schema is missing; everything then belongs to the
-- Odoo role (single-role fallback). audit_fence.sql runs it for a role of its own.
--
-- Invariants: an entry is appended right after its chain's head or not at all; what is
-- in the log is neither changed nor deleted; prune only empties payload and salt, and
-- only its owner can call it; a head never goes back.

DO $$ BEGIN
    IF to_regnamespace('mn_audit') IS NULL THEN
        CREATE SCHEMA mn_audit;
    END IF;
END $$;
REVOKE ALL ON SCHEMA mn_audit FROM PUBLIC;

CREATE TABLE IF NOT EXISTS mn_audit.entry (
    chain uuid NOT NULL,
    seq bigint NOT NULL CHECK (seq > 0),
    payload text,
    salt bytea CHECK (octet_length(salt) = 16),
    payload_digest bytea NOT NULL CHECK (octet_length(payload_digest) = 32),
    prev bytea NOT NULL CHECK (octet_length(prev) = 32),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    key_id bytea NOT NULL CHECK (octet_length(key_id) = 8),
    sig bytea NOT NULL CHECK (octet_length(sig) = 64),
    PRIMARY KEY (chain, seq),
    CHECK (octet_length(payload) <= 4096),
    CHECK ((payload IS NULL) = (salt IS NULL))
);

CREATE TABLE IF NOT EXISTS mn_audit.head (
    chain uuid PRIMARY KEY,
    seq bigint NOT NULL,
    hash bytea NOT NULL,
    CHECK (octet_length(hash) = CASE seq WHEN 0 THEN 0 ELSE 32 END)
);

-- Lock the head of a chain until the transaction ends and answer it; a new chain has
-- seq 0 and an empty hash.
CREATE OR REPLACE FUNCTION mn_audit.lock_head(
    p_chain uuid, OUT seq bigint, OUT hash bytea
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = mn_audit, pg_temp AS $$
BEGIN
    INSERT INTO mn_audit.head VALUES (p_chain, 0, ''::bytea) ON CONFLICT DO NOTHING;
    SELECT h.seq, h.hash INTO lock_head.seq, lock_head.hash
      FROM mn_audit.head h WHERE h.chain = p_chain FOR UPDATE;
END $$;

-- Append a batch: arrays of one length, seqs and prevs in order, the first one right
-- after the head.
CREATE OR REPLACE FUNCTION mn_audit.append_many(
    p_chain uuid, p_seqs bigint[], p_payloads text[], p_salts bytea[],
    p_digests bytea[], p_prevs bytea[], p_hashes bytea[], p_key_ids bytea[],
    p_sigs bytea[]
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = mn_audit, pg_temp AS $$
DECLARE
    v_seq bigint;
    v_hash bytea;
    v_count int := coalesce(array_length(p_seqs, 1), 0);
BEGIN
    IF v_count = 0 OR v_count <> ALL (ARRAY[
        coalesce(array_length(p_payloads, 1), 0), coalesce(array_length(p_salts, 1), 0),
        coalesce(array_length(p_digests, 1), 0), coalesce(array_length(p_prevs, 1), 0),
        coalesce(array_length(p_hashes, 1), 0), coalesce(array_length(p_key_ids, 1), 0),
        coalesce(array_length(p_sigs, 1), 0)])
    THEN
        RAISE EXCEPTION 'mn_audit: arrays differ in length' USING ERRCODE = '22023';
    END IF;
    SELECT seq, hash INTO v_seq, v_hash FROM mn_audit.lock_head(p_chain);
    FOR i IN 1 .. v_count LOOP
        v_seq := v_seq + 1;
        IF p_seqs[i] IS DISTINCT FROM v_seq
           OR (v_seq > 1 AND p_prevs[i] IS DISTINCT FROM v_hash)
        THEN
            RAISE EXCEPTION 'mn_audit: entry does not follow the head'
                USING ERRCODE = '40001';
        END IF;
        IF p_payloads[i] IS NULL
           OR p_digests[i] IS DISTINCT FROM sha256(
               '\x02'::bytea || p_salts[i] || convert_to(p_payloads[i], 'UTF8'))
           OR p_hashes[i] IS DISTINCT FROM sha256(
               '\x01'::bytea || uuid_send(p_chain) || int8send(v_seq)
               || p_prevs[i] || p_digests[i])
        THEN
            RAISE EXCEPTION 'mn_audit: wrong digest' USING ERRCODE = '22023';
        END IF;
        v_hash := p_hashes[i];
    END LOOP;
    INSERT INTO mn_audit.entry (
        chain, seq, payload, salt, payload_digest, prev, hash, key_id, sig)
    SELECT p_chain, u.* FROM unnest(
        p_seqs, p_payloads, p_salts, p_digests, p_prevs, p_hashes, p_key_ids, p_sigs
    ) u;
    UPDATE mn_audit.head SET seq = v_seq, hash = v_hash WHERE chain = p_chain;
END $$;

-- Append one entry.
CREATE OR REPLACE FUNCTION mn_audit.append(
    p_chain uuid, p_seq bigint, p_payload text, p_salt bytea, p_digest bytea,
    p_prev bytea, p_hash bytea, p_key_id bytea, p_sig bytea
) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = mn_audit, pg_temp AS $$
    SELECT mn_audit.append_many(
        p_chain, ARRAY[p_seq], ARRAY[p_payload], ARRAY[p_salt], ARRAY[p_digest],
        ARRAY[p_prev], ARRAY[p_hash], ARRAY[p_key_id], ARRAY[p_sig])
$$;

-- Empty payload and salt of the entries up to p_upto; answer how many. Owner only. An
-- entry "log.prune" that names p_upto must be appended before or after, else the
-- verifier reports the gap.
CREATE OR REPLACE FUNCTION mn_audit.prune(p_chain uuid, p_upto bigint)
RETURNS bigint LANGUAGE plpgsql SET search_path = mn_audit, pg_temp AS $$
DECLARE
    v_count bigint;
BEGIN
    PERFORM set_config('mn_audit.pruning', p_chain || ' ' || p_upto, true);
    UPDATE mn_audit.entry SET payload = NULL, salt = NULL
     WHERE chain = p_chain AND seq <= p_upto AND payload IS NOT NULL;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    PERFORM set_config('mn_audit.pruning', '', true);
    RETURN v_count;
END $$;

CREATE OR REPLACE FUNCTION mn_audit.refuse()
RETURNS trigger LANGUAGE plpgsql SET search_path = mn_audit, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'mn_audit: the log cannot be changed' USING ERRCODE = '42501';
END $$;

CREATE OR REPLACE FUNCTION mn_audit.refuse_update()
RETURNS trigger LANGUAGE plpgsql SET search_path = mn_audit, pg_temp AS $$
DECLARE
    v_pruning text := current_setting('mn_audit.pruning', true);
BEGIN
    IF v_pruning <> '' AND OLD.chain::text = split_part(v_pruning, ' ', 1)
       AND OLD.seq <= split_part(v_pruning, ' ', 2)::bigint
       AND NEW.payload IS NULL AND NEW.salt IS NULL
       AND (NEW.chain, NEW.seq, NEW.payload_digest, NEW.prev, NEW.hash, NEW.key_id,
            NEW.sig)
         = (OLD.chain, OLD.seq, OLD.payload_digest, OLD.prev, OLD.hash, OLD.key_id,
            OLD.sig)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'mn_audit: the log cannot be changed' USING ERRCODE = '42501';
END $$;

CREATE OR REPLACE FUNCTION mn_audit.refuse_back()
RETURNS trigger LANGUAGE plpgsql SET search_path = mn_audit, pg_temp AS $$
BEGIN
    IF NEW.chain = OLD.chain AND NEW.seq > OLD.seq THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'mn_audit: a head cannot go back' USING ERRCODE = '42501';
END $$;

DROP TRIGGER IF EXISTS entry_update ON mn_audit.entry;
CREATE TRIGGER entry_update BEFORE UPDATE ON mn_audit.entry
    FOR EACH ROW EXECUTE FUNCTION mn_audit.refuse_update();
DROP TRIGGER IF EXISTS entry_delete ON mn_audit.entry;
CREATE TRIGGER entry_delete BEFORE DELETE ON mn_audit.entry
    FOR EACH ROW EXECUTE FUNCTION mn_audit.refuse();
DROP TRIGGER IF EXISTS entry_truncate ON mn_audit.entry;
CREATE TRIGGER entry_truncate BEFORE TRUNCATE ON mn_audit.entry
    FOR EACH STATEMENT EXECUTE FUNCTION mn_audit.refuse();
DROP TRIGGER IF EXISTS head_update ON mn_audit.head;
CREATE TRIGGER head_update BEFORE UPDATE ON mn_audit.head
    FOR EACH ROW EXECUTE FUNCTION mn_audit.refuse_back();
DROP TRIGGER IF EXISTS head_delete ON mn_audit.head;
CREATE TRIGGER head_delete BEFORE DELETE ON mn_audit.head
    FOR EACH ROW EXECUTE FUNCTION mn_audit.refuse();
DROP TRIGGER IF EXISTS head_truncate ON mn_audit.head;
CREATE TRIGGER head_truncate BEFORE TRUNCATE ON mn_audit.head
    FOR EACH STATEMENT EXECUTE FUNCTION mn_audit.refuse();

REVOKE ALL ON ALL TABLES IN SCHEMA mn_audit FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA mn_audit FROM PUBLIC;
