/** What all commands are made of: their definitions, from which help, docs/cli.md, questions and completion come. */
export { CliCommand } from './cliCommand.ts';
export { commandsOf, groupsIn, isNeeded, wordsOf } from './commandText.ts';
export { documentOf } from './document.ts';
export { helpConfiguration } from './help.ts';
export { hintFor } from './hints.ts';
export { completeByAsking, letMissingBeAsked } from './missing.ts';
export { absoluteFolder, listIn, number, wholeNumber } from './readers.ts';
export { UsageError } from './usageError.ts';
export { applicationNamed, isKnownThing, kindOf, namesOf } from './values.ts';
export type { KnownThing } from './values.ts';
