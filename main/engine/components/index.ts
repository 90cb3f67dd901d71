/** What runs beside an application in containers. */
export { createOrthanc } from './orthanc/orthanc.ts';
export type { Components } from './types.ts';
