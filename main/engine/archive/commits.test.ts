import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { identifiersOf } from '../dicom/index.ts';
import { createCommits } from './commits.ts';
import { openTestArchive } from './testing/index.ts';
import type { TestArchive } from './testing/index.ts';

let root: string;
let test: TestArchive;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'commits-'));
  test = openTestArchive(root);
});
afterEach(async () => {
  await test.close();
  rmSync(root, { recursive: true, force: true });
});

it('commits what is ready at the same time in one transaction, however many batches it came in', async () => {
  const transactions: number[] = [];
  const commits = createCommits(test.context, {
    completeness: {
      note: (series) => transactions.push(series.reduce((sum, one) => sum + one.newInstances, 0)),
    },
  });
  const staged = await Promise.all(
    Array.from({ length: 20 }, (_, index) => test.stage(buildInstance({ InstanceNumber: index + 1 }))),
  );
  await Promise.all(
    staged.map((one, index) =>
      commits.add({
        fresh: [{ staged: one, ids: identifiersOf(one.header), sender: undefined }],
        record: () => undefined,
        flushed: index % 2 === 0,
        committed: () => undefined,
      }),
    ),
  );
  expect(transactions).toEqual([20]);
});
