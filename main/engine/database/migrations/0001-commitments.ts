/** Part of the first step: what senders that asked for storage commitment are still to be told. */
export const commitments = `
CREATE TABLE commitment_report (
  key INTEGER PRIMARY KEY,
  -- As the history names senders.
  sender TEXT NOT NULL,
  -- Of the association that asked: whom to tell, and by which name it knows us.
  calling_ae_title TEXT NOT NULL,
  called_ae_title TEXT NOT NULL,
  transaction_uid TEXT NOT NULL,
  -- JSON: what is stored and what is not.
  result TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  -- Tries on associations of our own.
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  -- 1: people were told that it could not be told yet.
  is_noted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX commitment_report_by_transaction ON commitment_report (calling_ae_title, transaction_uid);
CREATE INDEX commitment_report_by_time ON commitment_report (next_at);
`;
