import { readFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { loadPatients, writePatients } from '../../scripts/phantom/index.ts';
import { followTask } from '../../main/link/index.ts';
import { flushDisks, median, rounded, runProgram, spread, timed } from '../support/index.ts';
import type { Bench } from '../support/index.ts';
import { startOrthanc } from './receivers.ts';

/** Long enough that nothing is processed while an import is measured, in seconds. */
const never = 86_400;
/** Uploads at once; more do not make Orthanc faster. */
const uploadsAtOnce = 4;

interface Settings {
  rounds: number;
  scale: number;
  say(text: string): void;
}

/** Import of large files beside `cp -r` plus `sync`, of small ones beside uploads to Orthanc, and of known ones again. */
export async function measureImports(
  bench: Bench,
  { rounds, scale, say }: Settings,
): Promise<{ importVsCp: number; importVsOrthancRest: number; rescanFilesPerSecond: number }> {
  const source = path.join(bench.folder, 'to-import');
  const copy = path.join(bench.folder, 'copy');

  const large = await writePatients(loadPatients({ slices: Math.round(2000 * scale), size: 512 }), source);
  const [importMs, copyMs]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    await flushDisks();
    copyMs.push(
      await timed(async () => {
        await runProgram('cp', ['-r', source, copy]);
        await flushDisks();
      }),
    );
    await rm(copy, { recursive: true });
    await flushDisks();
    importMs.push((await importAnew(bench, `Large ${round}`, source, large.files)).milliseconds);
  }
  await rm(source, { recursive: true });
  say(`Import of ${large.files} CT: ${spread(importMs)} ms; cp -r and sync: ${spread(copyMs)} ms`);

  const plan = loadPatients({ patients: 20, slices: Math.round(5000 * scale), size: 64 });
  const small = await writePatients(plan, source);
  const [smallMs, rescanMs, uploadRates]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    await flushDisks();
    const { application, milliseconds } = await importAnew(bench, `Small ${round}`, source, small.files);
    smallMs.push(milliseconds);
    rescanMs.push(await timed(() => importAll(bench, application, source)));
    await flushDisks();
    uploadRates.push(await uploadToOrthanc(bench, path.join(source, plan[0]?.PatientID ?? '')));
  }
  await rm(source, { recursive: true });
  const perSecond = (milliseconds: readonly number[]) =>
    milliseconds.map((one) => small.files / (one / 1000));
  say(`Import of ${small.files} small files: ${spread(perSecond(smallMs))} files per second`);
  say(
    `  upload to Orthanc ${spread(uploadRates)}, import of the same files again ${spread(perSecond(rescanMs))}`,
  );
  return {
    importVsCp: rounded(median(importMs) / median(copyMs), 2),
    importVsOrthancRest: rounded(median(perSecond(smallMs)) / median(uploadRates), 2),
    rescanFilesPerSecond: rounded(median(perSecond(rescanMs)), 0),
  };
}

async function importAnew(
  bench: Bench,
  name: string,
  source: string,
  files: number,
): Promise<{ application: string; milliseconds: number }> {
  const application = await bench.createApplication(name, { quietSeconds: never });
  return { application, milliseconds: await timed(() => bench.importNew(application, source, files)) };
}

async function importAll(bench: Bench, application: string, source: string): Promise<void> {
  const started = await bench.client.request('imports.start', { application, paths: [source] });
  await followTask(bench.client, application, started, { progress: () => undefined });
}

/** Instances per second by Orthanc's REST interface, into an empty Orthanc. */
async function uploadToOrthanc(bench: Bench, folder: string): Promise<number> {
  const orthanc = await startOrthanc(path.join(bench.folder, 'orthanc'), { TCP_NODELAY: '1' });
  try {
    const names = await readdir(folder, { recursive: true });
    const files = names.filter((name) => name.endsWith('.dcm')).map((name) => path.join(folder, name));
    const url = `http://127.0.0.1:${orthanc.httpPort}/instances`;
    const next = files.values();
    const lane = async (): Promise<void> => {
      for (const file of next) {
        const reply = await fetch(url, { method: 'POST', body: new Uint8Array(await readFile(file)) });
        if (!reply.ok) throw new Error(`Orthanc answered ${reply.status}.`);
        await reply.arrayBuffer();
      }
    };
    const milliseconds = await timed(() => Promise.all(Array.from({ length: uploadsAtOnce }, lane)));
    return files.length / (milliseconds / 1000);
  } finally {
    await orthanc.stop();
  }
}
