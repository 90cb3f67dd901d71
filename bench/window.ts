/**
 * `npm run bench -- window [--json]`: the packaged program's window: its start beside an empty Electron window, its
 * memory and long tasks while studies flow through 200 jobs, the time from an event to its picture, and what it costs
 * when nothing happens.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Command } from 'commander';
import { createClient } from '../contract/index.ts';
import { answerClosing } from '../e2e/support/desktopChoice.ts';
import { ensurePackaged, startPackaged } from '../e2e/support/packaged.ts';
import type { PackagedProgram } from '../e2e/support/packaged.ts';
import { channelToRunningEngine } from '../main/link/index.ts';
import { pageWeight } from '../scripts/build/index.ts';
import { inRoot } from '../scripts/setup/index.mjs';
import { startVirtualDisplay } from '../scripts/test/index.ts';
import { cpuTime, inBenchFolder, percentile, rounded } from './support/index.ts';
import { measureStartUp, notedBy, openMemoryMeter, startLoad, watchPage, watchRuns } from './window/index.ts';

const options = new Command('npm run bench -- window')
  .option('--json', 'print the figures as one line of JSON', false)
  .option('--rounds <n>', 'times that the start is measured', Number, 7)
  .option('--minutes <n>', 'how long the live view is open under load', Number, 10)
  .option('--runs <n>', 'runs whose way to the screen is measured', Number, 40)
  .parse()
  .opts<{ json: boolean; rounds: number; minutes: number; runs: number }>();

/** How long nothing happens before and while the idle program is measured, in milliseconds. */
const [settleMs, idleMs] = [15_000, 30_000];
/** A run that is not on the screen after this time never comes, and counts as that; in milliseconds. */
const longestWay = 2000;
/** No task of the page may be longer, in milliseconds. */
const longTaskMs = 50;

const say = (text: string) => process.stderr.write(`${text}\n`);

await ensurePackaged();
const display = process.platform === 'linux' && !process.env['DISPLAY'] ? await startVirtualDisplay() : null;
if (display !== null) process.env['DISPLAY'] = display.name;
try {
  const report = await inBenchFolder('window', measure);
  process.stdout.write(`${JSON.stringify(report, null, options.json ? undefined : 2)}\n`);
} finally {
  await display?.stop();
}

async function measure(folder: string): Promise<Record<string, number>> {
  const home = path.join(folder, 'home');
  await mkdir(home);
  await answerClosing(home, 'quit');
  const program = await startPackaged(home);
  const inUse = await useAndEnd(program, folder);
  const startOverheadMs = await measureStartUp(() => startPackaged(home), {
    folder,
    rounds: options.rounds,
    say,
  });
  return { startOverheadMs: rounded(startOverheadMs, 0), ...inUse };
}

async function useAndEnd(program: PackagedProgram, folder: string): Promise<Record<string, number>> {
  try {
    return await measureInUse(program, folder);
  } finally {
    if (program.running) await program.kill();
  }
}

/** While studies flow through it, and after that. */
async function measureInUse(program: PackagedProgram, folder: string): Promise<Record<string, number>> {
  await program.page.getByRole('heading', { level: 1 }).waitFor();
  const channel = await channelToRunningEngine(program.home);
  if (channel === null) throw new Error("The program's engine cannot be reached.");
  const client = createClient(channel);
  const { id } = await client.request('applications.create', {
    name: 'Window',
    options: { quietSeconds: 0, slots: 2 },
  });
  const open = (view: string) =>
    program.page.evaluate((hash) => {
      (globalThis as unknown as { location: { hash: string } }).location.hash = hash;
    }, `/a/${id}/${view}`);
  await open('flow');
  const { startKb, wholeKb } = pageWeight(inRoot('out', 'renderer'));
  say(
    `Scripts that the page loads at its start, packed: ${startKb.toFixed(0)} KB; with all its views but the viewer: ` +
      `${wholeKb.toFixed(0)} KB`,
  );

  const memory = await openMemoryMeter(program);
  const load = await startLoad(client, id, folder);
  await watchPage(program.page);
  let windowRssMb = 0;
  const begun = performance.now();
  while (performance.now() - begun < options.minutes * 60_000) {
    await pause(1000);
    windowRssMb = Math.max(windowRssMb, memory().rss);
  }
  const perSecond = load.changes() / ((performance.now() - begun) / 1000);
  const { longTasks } = await notedBy(program.page);
  const tooLong = longTasks.filter((one) => one > longTaskMs);
  say(
    `Live view, ${options.minutes} min, ${perSecond.toFixed(0)} changes per second: at most ${windowRssMb.toFixed(0)} MB, ` +
      `${tooLong.length} tasks over ${longTaskMs} ms, the longest ${Math.max(0, ...longTasks).toFixed(0)} ms`,
  );

  await open('runs');
  await watchRuns(program.page);
  const before = await newestRun();
  while ((await newestRun()) < before + options.runs) await pause(500);
  await pause(longestWay);
  const { runsSeen } = await notedBy(program.page);
  const { rows } = await client.request('runs.list', { application: id, limit: 200 });
  const delays = rows
    .filter(({ number }) => number > before && number <= before + options.runs)
    .map(({ number, createdAt }) => (runsSeen[String(number)] ?? Number.POSITIVE_INFINITY) - createdAt);
  await load.stop();
  const eventToPixelP95Ms = percentile(delays, 95);
  say(
    `A new run on the screen, ${delays.length} runs: p50 ${percentile(delays, 50).toFixed(0)} ms, ` +
      `p95 ${eventToPixelP95Ms.toFixed(0)} ms after it was written down`,
  );

  await pause(settleMs);
  const used = cpuTime(program.pid);
  await pause(idleMs);
  const idleCpuPercent = ((cpuTime(program.pid) - used) / idleMs) * 100;
  say(`Idle: ${idleCpuPercent.toFixed(2)} % of one processor`);
  client.close();
  await program.close();

  return {
    windowRssMb: rounded(windowRssMb, 0),
    eventToPixelP95Ms: rounded(eventToPixelP95Ms, 0),
    longTasksOver50Ms: tooLong.length,
    idleCpuPercent: rounded(idleCpuPercent, 2),
    bundleGzipKb: rounded(startKb, 0),
  };

  async function newestRun(): Promise<number> {
    const { rows } = await client.request('runs.list', { application: id, limit: 1 });
    return rows[0]?.number ?? 0;
  }
}
