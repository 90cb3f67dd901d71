import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { openTestWalk } from '../archive/testing/index.ts';
import type { TestWalk } from '../archive/testing/index.ts';
import { listRuns } from '../history/index.ts';

let root: string;
let walk: TestWalk;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'run-words-'));
  walk = openTestWalk(root);
});
afterEach(async () => {
  await walk.close();
  rmSync(root, { recursive: true, force: true });
});

const history = () => walk.application.context.history;
const found = (text: string) =>
  listRuns(history(), { limit: 9, text })
    .rows.map((run) => run.number)
    .toReversed();

it('those of several runs go with the name of patients without a PatientID, once they turn out to be several', async () => {
  const unnamed = { StudyInstanceUID: '1.2.3.1', PatientID: '', PatientName: 'ZEBEDEE' };
  await walk.receive(buildInstance(unnamed));
  walk.completeness.processNow();
  await walk.untilEnded(1);
  await walk.receive(buildInstance({ ...unnamed, StudyInstanceUID: '1.2.3.2' }));
  walk.completeness.processNow();
  await walk.untilEnded(2);
  history().run("UPDATE job_run SET error = json_object('type', 'E', 'message', 'okapi')");
  const texts = ['zebedee', 'zebedee okapi', 'okapi'];
  expect(texts.map(found)).toEqual([
    [1, 2],
    [1, 2],
    [1, 2],
  ]);
  await walk.receive(buildInstance({ ...unnamed, StudyInstanceUID: '1.2.3.3', PatientName: 'OTHER' }));
  expect(walk.runs()).toMatchObject([{ PatientName: '' }, { PatientName: '' }]);
  expect(texts.map(found)).toEqual([[], [], [1, 2]]);
});
