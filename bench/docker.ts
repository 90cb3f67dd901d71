/**
 * `npm run bench -- docker [--json]`: a no-op job in a warm container beside one in the local runtime, `docker run --rm`
 * and `docker exec` of the same, in turn; how long containers take until they are ready; what idling costs.
 */
import { Command } from 'commander';
import { openCommands } from './docker/commands.ts';
import { prepareGround } from './docker/ground.ts';
import { measureIdle } from './docker/idle.ts';
import { median, percentile, rounded, timed } from './support/index.ts';

const options = new Command('npm run bench -- docker')
  .option('--json', 'print the figures as one line of JSON', false)
  .option('--rounds <n>', 'times that each point is measured', Number, 15)
  .option('--jobs <n>', 'no-op jobs of each runtime in a round', Number, 40)
  .option('--idle <s>', 'seconds of idling', Number, 15)
  .parse()
  .opts<{ json: boolean; rounds: number; jobs: number; idle: number }>();

const say = (text: string) => process.stderr.write(`${text}\n`);
const ground = await prepareGround();
const commands = await openCommands(ground.image);
try {
  const times: Record<'local' | 'warm' | 'run' | 'exec', number[]> = {
    local: [],
    warm: [],
    run: [],
    exec: [],
  };
  const starts: number[] = [];
  const local = await ground.openLocal();
  const warm = ground.openDocker();
  await warm.runtime.reconcile();
  for (const runtime of [local, warm.runtime])
    for (let job = 0; job < 20; job += 1) await ground.runNoop(runtime);
  for (let round = 0; round < options.rounds; round += 1) {
    for (let job = 0; job < options.jobs; job += 1) {
      times.local.push(await timed(() => ground.runNoop(local)));
      times.warm.push(await timed(() => ground.runNoop(warm.runtime)));
    }
    for (const name of ['run', 'exec'] as const) times[name].push(await timed(commands[name]));
  }
  await local.close();
  for (const [name, values] of Object.entries(times)) {
    say(`${name}: ${median(values).toFixed(2)} ms (p95 ${percentile(values, 95).toFixed(2)})`);
  }
  const idleCpuPercent = await measureIdle(warm.docker, options.idle);
  say(`idle: ${idleCpuPercent.toFixed(2)} % of a core`);
  await warm.close();
  for (let round = 0; round < 5; round += 1) {
    // From nothing: the image alone is there. Two containers are started, that of the worker and that of callbacks.
    await ground.removeContainers();
    const alone = (await commands.start()) + (await commands.start());
    const opened = ground.openDocker();
    const ready = await timed(() => opened.runtime.reconcile());
    if ((opened.runtime.environments()[0]?.slots ?? 0) === 0)
      throw new Error('The runtime did not become ready.');
    await opened.close();
    starts.push((ready - alone) / 1000);
    say(`start: ready after ${ready.toFixed(0)} ms, docker start alone ${alone.toFixed(0)} ms`);
  }
  const warmMs = median(times.warm);
  const report = {
    ratio: {
      warmVsLocal: rounded(warmMs / median(times.local), 2),
      warmVsDockerRun: rounded(warmMs / median(times.run), 3),
      warmVsDockerExec: rounded(warmMs / median(times.exec), 3),
    },
    warmMs: rounded(warmMs, 2),
    startOverheadS: rounded(median(starts), 2),
    idleCpuPercent: rounded(idleCpuPercent, 2),
  };
  process.stdout.write(`${JSON.stringify(report, null, options.json ? undefined : 2)}\n`);
} finally {
  await commands.close();
  await ground.remove();
}
