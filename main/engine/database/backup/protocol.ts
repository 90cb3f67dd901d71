/**
 * What the thread says at its end. `damaged`: it is the history itself that cannot be read soundly; `full`: there is no
 * space left where the backup is made.
 */
export type BackupAnswer = { kind: 'made' } | { kind: 'damaged' | 'full' | 'failed'; details: string };
