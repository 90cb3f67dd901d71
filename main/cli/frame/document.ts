import type { Option } from 'commander';
import type { CliCommand } from './cliCommand.ts';
import { argumentText, commandsOf, isNeeded, optionText, shortUsage, wordsOf } from './commandText.ts';

/** Written texts of docs/cli.md. */
export interface Prose {
  /** What stands before the commands. */
  before: readonly string[];
  /** What stands between the overview of the commands and the reference. */
  after: readonly string[];
}

const note =
  '> Made from the definitions of the commands in `main/cli/commands` and the texts in `main/cli/documents` by\n' +
  '> `npm run document`. Change those and run it again: the `checks` of `npm test` fail where this file differs.';

/** docs/cli.md: an overview of every command, the written texts, and a reference with every option. */
export function documentOf(program: CliCommand, prose: Prose): string {
  const commands = commandsOf(program);
  const overview = commands.map(
    (command) =>
      `| [\`${inTable(shortUsage(command))}\`](#${anchorOf(command)}) | ${inTable(command.description())} | ${command.jsonKeys.map(jsonKey).join(', ')} |`,
  );
  const sections = [
    '# Command line',
    note,
    ...prose.before,
    '## Commands',
    ['| command | what it does | JSON beside `ok` |', '| --- | --- | --- |', ...overview].join('\n'),
    ...prose.after,
    '## Reference',
    'Options that every command takes:',
    optionTable(program.options),
    ...commands.map(reference),
  ];
  return `${sections.map((section) => section.trim()).join('\n\n')}\n`;
}

function reference(command: CliCommand): string {
  const more = [command.description(), command.moreToKnow ?? ''].filter((text) => text !== '');
  const described = command.registeredArguments.map(
    (one) => `| \`${argumentText(one)}\` | ${inTable(one.description)} |`,
  );
  const parts = [
    `### ${wordsOf(command)}`,
    `\`dcm-processor ${shortUsage(command)}${command.options.some((one) => !isNeeded(one)) ? ' [options]' : ''}\``,
    more.map(sentence).join(' '),
    described.length === 0 ? '' : ['| argument | meaning |', '| --- | --- |', ...described].join('\n'),
    optionTable(command.options),
    command.jsonKeys.length === 0 ? '' : `JSON: ${command.jsonKeys.map(jsonKey).join(', ')}`,
    command.examples.length === 0
      ? ''
      : `\`\`\`\n${command.examples.map((line) => `dcm-processor ${line}`).join('\n')}\n\`\`\``,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function optionTable(options: readonly Option[]): string {
  const rows = options
    .filter((one) => !one.hidden)
    .map((one) => `| \`${inTable(one.flags)}\` | ${inTable(optionText(one))} |`);
  return rows.length === 0 ? '' : ['| option | meaning |', '| --- | --- |', ...rows].join('\n');
}

/** ``key (with --option)`` with the key as code. */
function jsonKey(text: string): string {
  const at = text.indexOf(' (');
  const [keys, remark] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
  return `${keys
    .split(', ')
    .map((key) => `\`${key}\``)
    .join(', ')}${remark}`;
}

function anchorOf(command: CliCommand): string {
  return wordsOf(command).replaceAll(' ', '-');
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?)]$/.test(capital) ? capital : `${capital}.`;
}

function inTable(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
