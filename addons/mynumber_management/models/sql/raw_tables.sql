-- Tables with bytes. They have no ORM model: only the vault reads them, through a
-- connection it is given (docs: security design, section 6). Every statement may run
-- again at each update of the add-on.

CREATE TABLE IF NOT EXISTS mynumber_number (
    id            bigserial PRIMARY KEY,
    subject       uuid NOT NULL,
    version       integer NOT NULL,
    state         text NOT NULL
        CHECK (state IN ('to_verify', 'active', 'disposing', 'disposed', 'lost')),
    kid           bytea CHECK (octet_length(kid) = 16),
    blob          bytea CHECK (blob IS NULL OR octet_length(blob) = 126),
    bidx          integer,
    bidx_epoch    integer,
    ks_generation bigint NOT NULL DEFAULT 0,
    registered_at timestamptz NOT NULL DEFAULT now(),
    verified_at   timestamptz,
    disposed_at   timestamptz,
    erased_epoch  integer,
    CONSTRAINT mynumber_number_version_uniq UNIQUE (subject, version),
    CONSTRAINT mynumber_number_blob_state CHECK (
        (state IN ('to_verify', 'active', 'disposing', 'lost')) = (blob IS NOT NULL)
    ),
    CONSTRAINT mynumber_number_kid_blob CHECK ((kid IS NULL) = (blob IS NULL)),
    CONSTRAINT mynumber_number_bidx CHECK (
        bidx IS NULL
        OR (bidx BETWEEN 0 AND 16777215 AND bidx_epoch IS NOT NULL)
    )
);
CREATE UNIQUE INDEX IF NOT EXISTS mynumber_number_one_active
    ON mynumber_number (subject) WHERE state = 'active';
CREATE UNIQUE INDEX IF NOT EXISTS mynumber_number_one_to_verify
    ON mynumber_number (subject) WHERE state = 'to_verify';
CREATE INDEX IF NOT EXISTS mynumber_number_bidx_idx
    ON mynumber_number (bidx_epoch, bidx);
CREATE INDEX IF NOT EXISTS mynumber_number_ks_generation_idx
    ON mynumber_number (ks_generation);

CREATE TABLE IF NOT EXISTS mynumber_destroy_queue (
    kid       bytea PRIMARY KEY CHECK (octet_length(kid) = 16),
    usage     integer NOT NULL CHECK (usage IN (1, 2)),
    reason    text NOT NULL,
    subject   uuid NOT NULL,
    chain     uuid NOT NULL,
    seq       bigint NOT NULL,
    queued_at timestamptz NOT NULL DEFAULT now()
);

-- The act that made a row: a repeated request finds it and makes no second one.
ALTER TABLE mynumber_number ADD COLUMN IF NOT EXISTS request uuid;
CREATE UNIQUE INDEX IF NOT EXISTS mynumber_number_request_idx
    ON mynumber_number (request);

-- One row once a neutralised copy was made: the vault refuses to serve it.
CREATE TABLE IF NOT EXISTS mynumber_vault_mark (
    neutralized boolean NOT NULL
);
