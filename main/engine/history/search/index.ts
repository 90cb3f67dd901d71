/** What people type to find studies, as the full-text index takes it. */
export { matchOf } from './matchOf.ts';
export type { StudyMatch } from './matchOf.ts';
export { beginsWithUid, studiesByUid } from './studiesByUid.ts';
