-- Mark a neutralised copy: its numbers stay sealed and the vault refuses to serve it.
INSERT INTO mynumber_vault_mark(neutralized) VALUES (true);
