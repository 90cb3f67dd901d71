import { schemaLike } from '../frame/index.ts';

/** What is restored, and where. An empty name is that of the backup, an empty folder the data home. */
export type RestoreValues = { file: string; name: string; folder: string };

export const newRestore: RestoreValues = { file: '', name: '', folder: '' };
export const draftSchema = schemaLike(newRestore);
