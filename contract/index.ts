/** What crosses a process border: requests, replies, errors and events. Imports nothing of ours. */
export * from './json.ts';
export * from './errors.ts';
export * from './paging.ts';
export * from './jobDefinition.ts';
export * from './applications.ts';
export * from './services.ts';
export * from './tasks.ts';
export * from './studies.ts';
export * from './runs.ts';
export * from './engine.ts';
export * from './events.ts';
export * from './routes.ts';
export * from './wire.ts';
export * from './client.ts';
export * from './shell.ts';
