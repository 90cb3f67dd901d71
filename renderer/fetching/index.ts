/** Folders that are fetched from where they are, to be looked at and installed from. */
export { FetchPart } from './FetchPart.tsx';
export { folderToLookAt, identityOf, useFetched, type FetchRecord } from './useFetched.ts';
