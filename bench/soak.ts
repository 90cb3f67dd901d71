/**
 * `npm run bench -- soak [--json]`: the packaged program's window while studies come for a quarter of an hour: what
 * window and engine hold, minute by minute, and the page's long tasks. A person goes through the views meanwhile.
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
import { startVirtualDisplay } from '../scripts/test/index.ts';
import { startStudies } from './soak/flowOfStudies.ts';
import { growth } from './soak/judge.ts';
import { openPageMeter } from './soak/pageMeter.ts';
import { inBenchFolder, rounded } from './support/index.ts';
import { memoryOf, notedBy, openMemoryMeter, watchPage } from './window/index.ts';

const options = new Command('npm run bench -- soak')
  .option('--json', 'print the figures as one line of JSON', false)
  .option('--minutes <n>', 'how long studies come', Number, 15)
  .option('--studies <n>', 'studies per minute', Number, 20)
  .parse()
  .opts<{ json: boolean; minutes: number; studies: number }>();

/** No task of the page may be longer, in milliseconds. */
const longTaskMs = 50;
/** What the person looks at in turn; the rest of each minute is spent with the picture of the flow. */
const looks = ['runs', 'jobs', 'studies', 'imports', 'services', ''];
const lookMs = 2000;

const say = (text: string) => process.stderr.write(`${text}\n`);

await ensurePackaged();
const display = process.platform === 'linux' && !process.env['DISPLAY'] ? await startVirtualDisplay() : null;
if (display !== null) process.env['DISPLAY'] = display.name;
try {
  const report = await inBenchFolder('soak', measure);
  process.stdout.write(`${JSON.stringify(report, null, options.json ? undefined : 2)}\n`);
} finally {
  await display?.stop();
}

async function measure(folder: string): Promise<Record<string, number>> {
  const home = path.join(folder, 'home');
  await mkdir(home);
  await answerClosing(home, 'quit');
  const program = await startPackaged(home);
  try {
    return await soak(program, folder);
  } finally {
    if (program.running) await program.kill();
  }
}

async function soak(program: PackagedProgram, folder: string): Promise<Record<string, number>> {
  const { page, home } = program;
  await page.getByRole('heading', { level: 1 }).waitFor();
  const channel = await channelToRunningEngine(home);
  if (channel === null) throw new Error("The program's engine cannot be reached.");
  const client = createClient(channel);
  const { id } = await client.request('applications.create', { name: 'Soak', options: { quietSeconds: 1 } });
  const { pid: engine } = await client.request('engine.status', {});
  const studies = await startStudies(client, id, { folder, perMinute: options.studies });
  const open = async (view: string) => {
    await page.evaluate((hash) => {
      (globalThis as unknown as { location: { hash: string } }).location.hash = hash;
    }, `/a/${id}/${view}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
  };
  const memory = await openMemoryMeter(program);
  const held = await openPageMeter(program);
  await open('flow');
  await watchPage(page);

  const minutes: Record<'windowMb' | 'heapMb' | 'nodes' | 'detached' | 'listeners' | 'engineMb', number>[] =
    [];
  const longTasks: number[] = [];
  const begun = performance.now();
  for (let minute = 1; minute <= options.minutes; minute += 1) {
    for (const view of looks) {
      await open(view);
      await pause(lookMs);
    }
    await open('flow');
    await pause(Math.max(begun + minute * 60_000 - performance.now(), 0));
    const noted = (await notedBy(page)).longTasks.splice(longTasks.length);
    longTasks.push(...noted);
    const windowMb = memory().rss;
    const now = { windowMb, ...(await held()), engineMb: memoryOf(engine).rss };
    minutes.push(now);
    const tooLong = noted.filter((one) => one > longTaskMs);
    say(
      `Minute ${minute}: ${studies.come()} studies; window ${windowMb.toFixed(0)} MB, of it ${now.heapMb.toFixed(1)} MB ` +
        `heap, ${now.nodes} nodes (${now.detached} detached), ${now.listeners} listeners; engine ` +
        `${now.engineMb.toFixed(0)} MB; ${tooLong.length} tasks over ${longTaskMs} ms, the longest ` +
        `${Math.max(0, ...noted).toFixed(0)} ms`,
    );
  }
  await studies.stop();
  const failed = (await client.request('applications.get', { application: id })).counts;
  say(`All runs have ended: ${JSON.stringify(failed)}`);
  client.close();
  const last = minutes.at(-1);
  const grew = (figure: keyof NonNullable<typeof last>) => growth(minutes.map((one) => one[figure]));
  return {
    minutes: options.minutes,
    studies: studies.come(),
    windowRssMb: rounded(Math.max(...minutes.map(({ windowMb }) => windowMb)), 0),
    windowGrowthMb: rounded(grew('windowMb'), 1),
    heapGrowthMb: rounded(grew('heapMb'), 1),
    nodesGrowth: rounded(grew('nodes'), 0),
    listenersGrowth: rounded(grew('listeners'), 0),
    detachedNodes: last?.detached ?? Number.NaN,
    engineRssMb: rounded(Math.max(...minutes.map(({ engineMb }) => engineMb)), 0),
    engineGrowthMb: rounded(grew('engineMb'), 1),
    longTasksOver50Ms: longTasks.filter((one) => one > longTaskMs).length,
    longestTaskMs: rounded(Math.max(0, ...longTasks), 0),
  };
}
