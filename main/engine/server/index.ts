/** Serves the contract, on message ports and on the local socket. */
export { serveClient } from './connection.ts';
export type { ClientChannel, Connection } from './connection.ts';
export { createHandlers } from './handlers.ts';
export { listenOnSocket } from './socketServer.ts';
