import { createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { create } from 'tar';
import { debianObstacle, debianRecipe, ensureDebianArchive, withLock } from '../setup/index.mjs';
import { docker } from './server.ts';

const base = 'dcm-processor-test/debian:bookworm';
const imaging = 'dcm-processor-test/debian-imaging:bookworm';
const tiny = 'dcm-processor-test/tiny:latest';
/** Tells from what an image was made: another recipe makes it anew. */
const recipeLabel = 'dcm-processor-test.recipe';
const imagingPackages = ['python3-numpy', 'dcm2niix'];

/** Debian 12 with Python 3.11 and its venv: what workers of tests are built on. @returns its name */
export function baseImage(server: Docker = docker()): Promise<string> {
  return once(server, base, debianRecipe, async (client) => {
    if (debianObstacle() === undefined) {
      await importArchive(client, createReadStream(await ensureDebianArchive()), base, debianRecipe);
      return;
    }
    const install = 'apt-get install -y --no-install-recommends ca-certificates python3 python3-venv';
    await build(client, base, debianRecipe, [
      'FROM debian:bookworm-slim',
      `RUN apt-get update && ${install}`,
    ]);
  });
}

/** The same with numpy and dcm2niix, for real services. @returns its name */
export async function imagingImage(): Promise<string> {
  const from = await baseImage();
  const install = `apt-get install -y --no-install-recommends ${imagingPackages.join(' ')}`;
  const lines = [`FROM ${from}`, `RUN apt-get update && ${install} && rm -rf /var/lib/apt/lists/*`];
  return once(docker(), imaging, `${debianRecipe}-${imagingPackages.join('-')}`, (client) =>
    build(client, imaging, `${debianRecipe}-${imagingPackages.join('-')}`, lines),
  );
}

/** A shell and the usual commands in 2 MB, where one can be made, else `baseImage`. @returns its name */
export async function tinyImage(client: Docker = docker()): Promise<string> {
  const busybox = '/bin/busybox';
  if (process.platform !== 'linux' || !existsSync(busybox)) return baseImage(client);
  return once(client, tiny, 'busybox', async () => {
    const commands = [
      'sh',
      'sleep',
      'cat',
      'echo',
      'dd',
      'seq',
      'true',
      'false',
      'kill',
      'tail',
      'yes',
      'head',
      'ls',
    ];
    await importArchive(client, await archiveOf(busybox, commands), tiny, 'busybox');
  });
}

/** A program under several names: each is a link to it. */
async function archiveOf(program: string, names: readonly string[]): Promise<Readable> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'test-image-'));
  const bin = path.join(folder, 'bin');
  await mkdir(bin);
  await copyFile(program, path.join(bin, 'busybox'));
  for (const name of names) await symlink('busybox', path.join(bin, name));
  const archive = Readable.from(create({ cwd: folder, portable: true }, ['bin']));
  archive.once('close', () => void rm(folder, { recursive: true, force: true }));
  return archive;
}

/** Makes an image where it is not there as it should be; one process at a time. */
async function once(
  client: Docker,
  name: string,
  recipe: string,
  make: (client: Docker) => Promise<void>,
): Promise<string> {
  if (await isThere(client, name, recipe)) return name;
  await withLock(`docker image ${name}`, async () => {
    if (!(await isThere(client, name, recipe))) await make(client);
  });
  return name;
}

async function isThere(client: Docker, name: string, recipe: string): Promise<boolean> {
  try {
    const { Config } = await client.getImage(name).inspect();
    return Config.Labels?.[recipeLabel] === recipe;
  } catch (cause) {
    if ((cause as { statusCode?: unknown }).statusCode === 404) return false;
    throw cause;
  }
}

async function importArchive(client: Docker, archive: Readable, name: string, recipe: string): Promise<void> {
  const [repo, tag] = name.split(':');
  const changes = [`LABEL ${recipeLabel}=${recipe}`, 'ENV PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin'];
  const stream = await client.importImage(archive, { repo, tag, changes });
  await followed(client, stream);
}

async function build(client: Docker, name: string, recipe: string, lines: readonly string[]): Promise<void> {
  const context = await mkdtemp(path.join(os.tmpdir(), 'test-image-'));
  try {
    await writeFile(
      path.join(context, 'Dockerfile'),
      [...lines, `LABEL ${recipeLabel}=${recipe}`, ''].join('\n'),
    );
    const options = { t: name, rm: true, forcerm: true };
    await followed(client, await client.buildImage({ context, src: ['Dockerfile'] }, options));
  } finally {
    await rm(context, { recursive: true, force: true });
  }
}

/** Docker tells of a failure within what it streams. */
async function followed(client: Docker, stream: NodeJS.ReadableStream): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    client.modem.followProgress(stream, (error: Error | null, told: { error?: string }[] | null) => {
      const failure = error?.message ?? told?.find((one) => one.error !== undefined)?.error;
      if (failure === undefined) resolve();
      else reject(new Error(failure));
    });
  });
}
