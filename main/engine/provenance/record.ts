import { createHash } from 'node:crypto';
import type { EnvironmentLock } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import type { Testimony } from './witness.ts';

/** Writes what an attempt of a job run ran with. Must be called inside `write`, with what ended it. */
export function recordTestimony(
  history: History,
  { key, number }: { key: number; number: number },
  told: Testimony,
): void {
  history.run(
    `INSERT INTO provenance (job_run_key, attempt, service_version, environment, runtime, environment_hash, machine,
       product_version, problems)
     VALUES (:key, :number, :version, :environment, :runtime, :lock, :machine, :product, :problems)
     ON CONFLICT (job_run_key, attempt) DO UPDATE SET service_version = excluded.service_version,
       environment = excluded.environment, runtime = excluded.runtime,
       environment_hash = excluded.environment_hash, machine = excluded.machine,
       product_version = excluded.product_version, problems = excluded.problems`,
    {
      key,
      number,
      version: told.serviceVersion,
      environment: told.environment,
      runtime: told.runtime,
      lock: told.lock === null ? null : keepLock(history, told.lock),
      machine: told.machine,
      product: told.productVersion,
      problems: JSON.stringify(told.problems),
    },
  );
}

/** Texts and hashes that are made out already: there are few locks, and every job brings one. */
const stored = new WeakMap<EnvironmentLock, { text: string; hash: string }>();

/** Stores a lock where it is not stored yet, and returns its hash. */
function keepLock(history: History, lock: EnvironmentLock): string {
  let made = stored.get(lock);
  if (made === undefined) {
    const text = JSON.stringify(lock);
    made = { text, hash: createHash('sha256').update(text).digest('hex') };
    stored.set(lock, made);
  }
  if (history.get('SELECT 1 FROM environment_lock WHERE hash = ?', [made.hash]) === undefined) {
    history.run('INSERT INTO environment_lock (hash, lock) VALUES (?, ?)', [made.hash, made.text]);
  }
  return made.hash;
}

/** True where a card names a version of a service. */
export function usesVersion(history: History, version: string): boolean {
  return history.get('SELECT 1 FROM provenance WHERE service_version = ? LIMIT 1', [version]) !== undefined;
}
