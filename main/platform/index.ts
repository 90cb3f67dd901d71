/** What differs between machines: where things lie and how the engine is reached. */
export { dataHome, thisMachine } from './dataHome.ts';
export type { Machine } from './dataHome.ts';
export { makeFolders } from './makeFolders.ts';
export { reachableHosts } from './reachableHosts.ts';
export { socketAddress } from './socketAddress.ts';
export { makeOwnerOnlyFolder, readEndpoint, removeEndpoint, writeEndpoint } from './endpoint.ts';
export type { Endpoint } from './endpoint.ts';
export { commandLine, shellWord, terminalCommand } from './terminal.ts';
export { sampleFile, samplePatientID } from './sample.ts';
export { templatesFolder } from './templates.ts';
export { lineSplitter } from './lineSplitter.ts';
export { productVersion } from './version.ts';
export { editorCommand } from './editor.ts';
