/** What all commands are made of: their definitions, from which help and docs/cli.md come. */
export { CliCommand } from './cliCommand.ts';
export { commandsOf, documentOf, wordsOf } from './document.ts';
