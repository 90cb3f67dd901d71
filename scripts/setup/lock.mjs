import { createHash, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { toolchainCache } from './paths.mjs';
import { say, SetupError } from './report.mjs';

/**
 * Does work that only one process of this user may do at a time; the others wait. A lock whose process is gone is taken over.
 * @template T
 * @param {string} subject what is locked; any text
 * @param {() => Promise<T>} work
 * @param {string} [folder] where the lock files are
 * @returns {Promise<T>}
 */
export async function withLock(subject, work, folder = join(toolchainCache(), 'locks')) {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new SetupError(
      `The folder ${folder} cannot be made: choose another cache folder with XDG_CACHE_HOME.`,
      {
        details: String(error),
      },
    );
  }
  const lock = join(folder, createHash('sha256').update(subject).digest('hex').slice(0, 16));
  let told = false;
  while (!take(lock)) {
    const owner = readOwner(lock);
    if (owner !== undefined && !isAlive(owner)) {
      removeAbandoned(lock, owner);
      continue;
    }
    if (!told && owner !== undefined) say(`Waiting for another set-up (process ${owner})`);
    told = true;
    await wait(200);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** A hard link appears with its content in one step, so nobody ever reads a lock without owner. @param {string} lock */
function take(lock) {
  const own = `${lock}.${randomUUID()}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own);
  }
}

/** @param {string} lock @returns {number | undefined} undefined when the lock has just been released */
function readOwner(lock) {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * Moves the lock away and looks at what was moved: between reading and moving, another waiter may have taken it over.
 * @param {string} lock @param {number} deadOwner
 */
function removeAbandoned(lock, deadOwner) {
  const aside = `${lock}.${randomUUID()}`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (Number(readFileSync(aside, 'utf8')) !== deadOwner) linkSync(aside, lock);
  rmSync(aside);
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
