-- The company's UUID is bound into every sealed number and names its audit chain.
-- It is a raw column: given once, never changed, invisible to the ORM.
-- NOT NULL is set again each time, because the ORM drops it from columns it does
-- not know.

ALTER TABLE res_company
    ADD COLUMN IF NOT EXISTS mynumber_uuid uuid DEFAULT gen_random_uuid();
ALTER TABLE res_company ALTER COLUMN mynumber_uuid SET NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS res_company_mynumber_uuid_uniq
    ON res_company (mynumber_uuid);

CREATE OR REPLACE FUNCTION mynumber_company_uuid_fixed() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'the company UUID of My Number Management cannot be changed'
        USING ERRCODE = 'integrity_constraint_violation';
END
$$ LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS mynumber_company_uuid_fixed ON res_company;
CREATE TRIGGER mynumber_company_uuid_fixed
    BEFORE UPDATE ON res_company FOR EACH ROW
    WHEN (OLD.mynumber_uuid IS DISTINCT FROM NEW.mynumber_uuid)
    EXECUTE FUNCTION mynumber_company_uuid_fixed();
