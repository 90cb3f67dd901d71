import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { completenessOptionsSchema, peerSchema } from '../../../contract/index.ts';
import type { CompletenessOptions } from '../../../contract/index.ts';
import { openTestRoom } from './testing/testRoom.ts';
import type { TestRoom } from './testing/testRoom.ts';

let test: TestRoom;
let questions: [string, string][];
let counts: (number | null | Error)[];
beforeEach(() => {
  test = openTestRoom();
  questions = [];
  counts = [];
  test.countAtPeer = async (peer, uid) => {
    questions.push([peer.name, uid]);
    const count = counts.length > 1 ? counts.shift() : counts[0];
    if (count instanceof Error) throw count;
    return count ?? null;
  };
});
afterEach(() => test.close());

const peer = (name: string, aeTitle: string) =>
  peerSchema.parse({ kind: 'dicom', name, aeTitle, host: '127.0.0.1', port: 104 });

function choose(completeness: Partial<CompletenessOptions>, quietSeconds = 0.2): void {
  test.options = {
    ...test.options,
    quietSeconds,
    peers: [peer('scanner', 'CT1'), peer('archive', 'PACS')],
    completeness: completenessOptionsSchema.parse(completeness),
  };
}
const fromScanner = { senders: ['CT1 (10.0.0.1)'] };
const addInstances = (at = Date.now()) =>
  test.context.history.run(
    'UPDATE study SET instance_count = instance_count + 5, last_instance_at = ? WHERE key = 1',
    [at],
  );
/** At one time, as the archive commits instances and their arrival. */
function send(): void {
  const at = Date.now();
  addInstances(at);
  test.note([1], { ...fromScanner, at });
}
const isComplete = () => test.until((rows) => rows[0]?.state === 'complete');

it('waits for what the sender has, asked when a study begins to come and again when it seems complete', async () => {
  choose({ askForCount: 'sender' });
  // The scanner is still making images when it is asked first.
  counts = [15, 20];
  test.open();
  send();
  await vi.waitUntil(() => questions.length === 2, 20_000);
  await test.until((rows) => rows[0]?.missing.includes('15 of 20 expected') === true);
  expect(questions).toEqual([
    ['scanner', '1.2.1'],
    ['scanner', '1.2.1'],
  ]);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(test.arrivals()).toMatchObject([{ state: 'collecting' }]);
  send();
  await isComplete();
  expect(test.arrivals()).toMatchObject([{ completed_by: 'quiet-time', missing: '[]' }]);
  expect(questions).toHaveLength(3);
  expect(test.context.history.all('SELECT * FROM expected_study')).toEqual([]);
});

it('asks the peer that was chosen, whoever sent it', async () => {
  choose({ askForCount: 'peer', askedPeer: 'archive' });
  counts = [15];
  test.open();
  send();
  await isComplete();
  expect(new Set(questions.map(([name]) => name))).toEqual(new Set(['archive']));
});

it.each([
  ['does not know the study', null],
  ['cannot be reached', new Error('no route')],
])('waits for nothing where the peer %s', async (_what, answer) => {
  choose({ askForCount: 'sender' });
  counts = [answer];
  test.open();
  send();
  await isComplete();
  expect(test.arrivals()).toMatchObject([{ completed_by: 'quiet-time' }]);
  expect(questions.length).toBeGreaterThan(0);
});

it('asks nobody by default, nor about what no peer sent, nor where somebody told the number', async () => {
  choose({}, 0.02);
  const room = test.open();
  send();
  await isComplete();
  choose({ askForCount: 'sender' }, 0.02);
  test.note([4], { senders: ['OTHER (b)'] });
  await test.until((rows) => rows.every(({ state }) => state === 'complete'));
  expect(questions).toEqual([]);

  test.context.history.run("UPDATE arrival SET state = 'planned'");
  room.expected('1.2.1', 25);
  send();
  await test.until((rows) => rows.some(({ missing }) => missing.includes('20 of 25')));
  send();
  await test.until((rows) => rows.every(({ state }) => state !== 'collecting'));
  expect(questions).toEqual([]);
});
