/** SQLite: opening, migrating, transactions. The only room that knows the library; ground floor. */
export { openHistory } from './history.ts';
export type { History, SqlValue } from './history.ts';
export { lockHome } from './homeLock.ts';
