import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checkIdSchema, EngineError } from '../../../contract/index.ts';
import type { CheckResult, EngineClient, ListedCheck } from '../../../contract/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { UsageError } from '../frame/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { noEngineStays } from '../notYet.ts';
import { withEngine } from '../session.ts';
import { counted, printable } from '../terminal/index.ts';
import type { Output } from '../terminal/index.ts';

interface DiagnoseOptions {
  peers?: boolean;
  fix?: string[];
  report?: string;
}

type Numbered = CheckResult & { number: number; applicationName: string | null };

const marks: Record<CheckResult['state'], string> = {
  ok: 'ok     ',
  warning: 'warning',
  failed: 'FAILED ',
  unused: '-      ',
};

/** `diagnose`. */
export function addDiagnoseCommand(program: CliCommand, environment: CommandEnvironment): void {
  program
    .command('diagnose')
    .description('check this machine and the applications; fails where something is wrong')
    .details(
      'Looks at the data home, disks, the clock, names of hosts, Docker, the key store and leftovers, and in each application at its folders, history, Python, ports and watched folders. Warnings do not fail. --fix mends what the checks of those names offer to mend; that of Docker starts it where no password is needed. That of python begins the environments of an application anew, which interrupts its jobs; they run again. --report writes a text for who helps you: without secrets, and without names, identifiers, dates of birth and UIDs of patients.',
    )
    .json('checks', 'failed', 'warnings', 'file (with --report)', 'maskedCount (with --report)')
    .example(
      'diagnose',
      'diagnose --peers --json',
      'diagnose --fix leftovers ports',
      'diagnose --report report.txt',
    )
    .option('--peers', 'call the peers as well, by C-ECHO')
    .option('--fix <checks...>', `mend what these checks find: ${checkIdSchema.options.join(', ')}`)
    .option('--report <file>', 'write a report for who helps; no file is written over')
    .action(
      environment.action(async ({ output, home }, { peers, fix = [], report }: DiagnoseOptions) => {
        const names = new Set(fix.flatMap((one) => one.split(',')).map((one) => checkNamed(one.trim())));
        return withEngine(home, async (client, link) => {
          // The engine that is looked at is that of this call then.
          if (link.startedHere) output.note(noEngineStays);
          const checks = await checkAndMend(client, { peers: peers === true, fix: names });
          const failed = checks.filter(({ state }) => state === 'failed').length;
          const warnings = checks.filter(({ state }) => state === 'warning').length;
          const written = report === undefined ? null : await writeReport(client, report);
          const told = checks.map(inWords).join('\n');
          return output.verdict(
            { checks, failed, warnings, ...written },
            [told, sumOf(failed, warnings), ...(written === null ? [] : [`Report: ${written.file}`])].join(
              '\n',
            ),
            problemIn(checks, output),
          );
        });
      }),
    );
}

function checkNamed(name: string): ListedCheck['check'] {
  const read = checkIdSchema.safeParse(name);
  if (read.success) return read.data;
  throw new UsageError(`There is no check "${name}".`, {
    advice: `There are: ${checkIdSchema.options.join(', ')}`,
  });
}

type Wanted = ListedCheck & { number: number };

/**
 * Does all checks, then the fixes, one after the other: they close and open applications. What was about the same
 * application, or after a fix of the machine all, is done again, since a closed one has nothing that could be looked at;
 * and what that finds is mended in its turn.
 */
async function checkAndMend(
  client: EngineClient,
  { peers, fix }: { peers: boolean; fix: ReadonlySet<ListedCheck['check']> },
): Promise<Numbered[]> {
  const listed = await client.request('diagnostics.list', {});
  const wanted = listed
    .map((one, index) => ({ ...one, number: index + 1 }))
    .filter(({ isOnlyAsked }) => peers || !isOnlyAsked);
  let checks = await doAll(client, wanted);
  const mended = new Set<number>();
  for (;;) {
    const due = checks.filter(
      ({ check, fix: offered, number }) => offered !== null && fix.has(check) && !mended.has(number),
    );
    if (due.length === 0) return checks;
    for (const { check, application, fix: offered, number } of due) {
      mended.add(number);
      if (offered !== null) await client.request('diagnostics.fix', { check, application, fix: offered });
    }
    const touched = new Set(due.map(({ application }) => application));
    const again = await doAll(
      client,
      wanted.filter(({ application }) => touched.has(null) || touched.has(application)),
    );
    checks = checks.map((one) => again.find(({ number }) => number === one.number) ?? one);
  }
}

function doAll(client: EngineClient, wanted: readonly Wanted[]): Promise<Numbered[]> {
  return Promise.all(
    wanted.map(async ({ check, application, applicationName, number }) => {
      const found = await client.request('diagnostics.check', { check, application });
      return { ...found, number, applicationName };
    }),
  );
}

function inWords({ number, state, check, applicationName, found, advice, command, facts }: Numbered): string {
  const about = applicationName === null ? check : `${check} (${applicationName})`;
  const more =
    state === 'ok' || state === 'unused'
      ? []
      : [
          ...facts,
          ...(advice === null ? [] : [advice]),
          ...(command === null ? [] : [`In a terminal: ${command}`]),
        ];
  return [
    `${String(number).padStart(2)}. ${marks[state]} ${about}: ${found}`,
    ...more.map((line) => `      ${line}`),
  ]
    .map(printable)
    .join('\n');
}

/** Why it is not well, or how many checks say so where each is told already; null where none failed. */
function problemIn(checks: readonly Numbered[], { json }: Pick<Output, 'json'>): EngineError | null {
  const failed = checks.filter(({ state }) => state === 'failed');
  const [first] = failed;
  if (first === undefined) return null;
  if (!json) return new EngineError('check-failed', `${counted(failed.length, 'check')} failed.`);
  const more = failed.length === 1 ? '' : ` ${failed.length} checks failed.`;
  return new EngineError('check-failed', `${printable(first.found)}${more}`, {
    ...(first.advice !== null && { advice: first.advice }),
  });
}

function sumOf(failed: number, warnings: number): string {
  if (failed === 0 && warnings === 0) return 'Nothing is wrong.';
  return `${failed} failed, ${counted(warnings, 'warning')}.`;
}

async function writeReport(
  client: EngineClient,
  file: string,
): Promise<{ file: string; maskedCount: number }> {
  const { text, maskedCount } = await client.request('diagnostics.report', {});
  const target = path.resolve(file);
  try {
    await writeFile(target, text, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    const isThere = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    throw new EngineError(
      isThere ? 'file-exists' : 'disk-failed',
      `The report cannot be written to ${target}.`,
      {
        cause,
      },
    );
  }
  return { file: target, maskedCount };
}
