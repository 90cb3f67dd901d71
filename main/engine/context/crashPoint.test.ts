import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import {
  backupCrashPoints,
  crashPoints,
  deleteCrashPoints,
  exportCrashPoints,
  goldenCrashPoints,
  serviceCrashPoints,
  workerCrashPoints,
} from './crashPoint.ts';

it('every step at which the engine can be made to crash stands in it exactly once, so that none is left out', () => {
  const engine = fileURLToPath(new URL('..', import.meta.url));
  const used = readdirSync(engine, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .flatMap((name) =>
      [...readFileSync(path.join(engine, name), 'utf8').matchAll(/crashPoint\('([^']+)'\)/g)].map(
        ([, step]) => step,
      ),
    );
  const known = [
    ...crashPoints,
    ...serviceCrashPoints,
    ...workerCrashPoints,
    ...deleteCrashPoints,
    ...exportCrashPoints,
    ...backupCrashPoints,
    ...goldenCrashPoints,
  ];
  expect(new Set(used)).toEqual(new Set(known));
  expect(used).toHaveLength(known.length);
});
