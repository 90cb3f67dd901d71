/** What runs beside an application in containers. */
export { createOrthanc } from './orthanc/orthanc.ts';
export { containersAt } from './ports.ts';
export type { Components } from './types.ts';
