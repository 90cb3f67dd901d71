/** Services as files that can be taken elsewhere, and back. */
export { backUpFiles, backUpService } from './backUpService.ts';
export { readNote } from './note.ts';
