import path from 'node:path';
import type { CliCommand } from '../frame/index.ts';
import { EngineError } from '../../../contract/index.ts';
import type { EngineClient, ImportNote, Task } from '../../../contract/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { followRuns, followTask, newestRunNumber, runsAfter } from '../../link/index.ts';
import { notYet } from '../notYet.ts';
import { runProblem } from '../runProblem.ts';
import { runsInWords } from '../runsText.ts';
import { findApplication, withEngine } from '../session.ts';
import { taskProblem } from '../taskProblem.ts';

interface ImportOptions {
  app?: string;
  wait?: boolean;
  now?: boolean;
}

/** `import PATH…`: takes files, folders, ZIP and tar archives into the archive. */
export function addImportCommand(program: CliCommand, environment: CommandEnvironment): void {
  program
    .command('import')
    .description('import DICOM files, folders, ZIP and tar archives')
    .details(
      'Archives may be compressed with gzip; what a DICOMDIR names is read as well. Fails where nothing of it was taken.',
    )
    .json('task', 'notes', 'runs (with --wait)')
    .argument('<paths...>', 'files, folders, ZIP or tar archives (also .tar.gz), DICOMDIR')
    .option('-a, --app <name>', 'application')
    .option('--wait', 'wait until what came is complete and processed; fail if a job fails')
    .option('--now', 'process what came at once instead of after the quiet time')
    .example('import ./study1 ./study2.zip --app Demo --wait')
    .action(
      environment.action(async ({ output, home }, paths: string[], options: ImportOptions) =>
        withEngine(home, async (client, link) => {
          const found = await findApplication(client, options.app);
          const application = found.id;
          const absolute = paths.map((one) => path.resolve(one));
          const newestBefore = await newestRunNumber(client, application);
          let task = await client.request('imports.start', { application, paths: absolute });
          // An engine that was started for this call would end under the import.
          if (options.wait || options.now || link.startedHere)
            task = await followTask(client, application, task, output);
          const notes = await notesOf(client, application, task);
          for (const line of notesInWords(notes)) output.note(line);
          const problem = importProblem(task);
          if (problem !== null) return output.failure(problem.toReply(), { task, notes });
          if (options.now) await client.request('arrivals.process_now', { application });
          if (!options.wait) {
            for (const line of notYet(found, link)) output.note(line);
            output.result({ task, notes }, summary(task));
            return true;
          }
          await followRuns(client, application, output);
          const runs = await runsAfter(client, application, newestBefore);
          const text = `${summary(task)}\n${runsInWords(runs)}`;
          return output.verdict({ task, notes, runs }, text, await runProblem(client, application, runs));
        }),
      ),
    );
}

/** What came of an import, in one line. */
export function summary(task: Task): string {
  const state = task.state === 'running' ? 'Import started' : `Import ${task.state}`;
  return `${state}: ${countsOf(task)} (task ${task.id})`;
}

function countsOf(task: Task): string {
  const counts = Object.entries(task.counts).filter(([, n]) => n > 0);
  const none = task.state === 'running' ? 'nothing yet' : 'there is none';
  return counts.map(([outcome, n]) => `${n} ${outcome}`).join(', ') || none;
}

/** Notes that are told of each outcome: a folder that is imported again has as many as it has files. */
const mostNotes = 20;

/** What became of files that were not taken; of many with the same outcome the first. */
export function notesInWords(notes: readonly Pick<ImportNote, 'outcome' | 'path' | 'reason'>[]): string[] {
  const outcomes = [...new Set(notes.map(({ outcome }) => outcome))];
  return outcomes.flatMap((outcome) => {
    const all = notes.filter((note) => note.outcome === outcome);
    // Nothing is to be done about them, and each would be two long paths.
    if (outcome === 'already-there' && all.length > 1)
      return [`${outcome}: ${all.length} files, which the archive holds with the same content`];
    const told = all.slice(0, mostNotes).map(({ path: file, reason }) => `${outcome}: ${file}: ${reason}`);
    const left = all.length - told.length;
    return left === 0 ? told : [...told, `${outcome}: ${left} more; --json lists all`];
  });
}

/** Why nothing of an import that has ended is in the archive now; null where something is. */
function importProblem(task: Task): EngineError | null {
  const problem = taskProblem(task, 'disk-failed');
  if (problem !== null || task.state === 'running') return problem;
  const { counts } = task;
  if (counts.new + counts['already-there'] > 0) return null;
  const why = `No DICOM instance was taken: ${countsOf(task)}.`;
  if (counts.damaged + counts.conflicting > 0)
    return new EngineError('incomplete', why, { advice: 'See: dcm-processor list quarantine' });
  // Why stands in the notes.
  if (counts.refused > 0) return new EngineError('incomplete', why);
  return new EngineError('nothing-to-import', why, {
    advice: 'Choose files, folders, ZIP or tar archives that hold DICOM.',
  });
}

/** All notes of an import. */
export async function notesOf(client: EngineClient, application: string, task: Task): Promise<ImportNote[]> {
  const notes: ImportNote[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await client.request('imports.notes', { application, task: task.id, limit: 500, cursor });
    notes.push(...page.rows);
    if (page.nextCursor === null) return notes;
    cursor = page.nextCursor;
  }
}
