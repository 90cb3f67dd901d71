/** How it stands with Docker, and what a person can do about it. */
export { DockerAdvice } from './DockerAdvice.tsx';
export { DockerNote } from './DockerNote.tsx';
export { useReconnect } from './useReconnect.ts';
export { useRuntimeKind } from './useRuntimeKind.ts';
