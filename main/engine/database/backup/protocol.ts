/** What the thread says at its end. `damaged`: it is the history itself that cannot be read soundly. */
export type BackupAnswer = { kind: 'made' } | { kind: 'damaged' | 'failed'; details: string };
