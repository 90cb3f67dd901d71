/** How it stands with Docker, and what a person can do about it. */
export { DockerAdvice } from './DockerAdvice.tsx';
export { DockerButtons } from './DockerButtons.tsx';
export { DockerNote } from './DockerNote.tsx';
export { useRuntimeKind } from './useRuntimeKind.ts';
