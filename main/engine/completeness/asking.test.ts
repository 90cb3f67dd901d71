import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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

it('is complete without quiet time when all has come that the peer has, where that is wanted, and not before', async () => {
  choose({ askForCount: 'sender', atExpectedInstances: true }, 600);
  // It gets images itself, and has more of them when what it told first is there.
  counts = [15, 20, 20];
  test.open();
  send();
  await test.until((rows) => rows[0]?.missing.includes('15 of 20 expected') === true);
  expect(test.arrivals()).toMatchObject([{ state: 'collecting' }]);
  expect(questions).toHaveLength(2);
  send();
  await isComplete();
  expect(test.arrivals()).toMatchObject([{ completed_by: 'expected-instances', missing: '[]' }]);
  expect(questions).toHaveLength(3);
});

it('leaves that to the quiet time where it is not wanted', async () => {
  choose({ askForCount: 'sender' }, 600);
  counts = [15];
  const room = test.open();
  send();
  await vi.waitUntil(
    () => test.context.history.all('SELECT * FROM expected_study').length > 0 && questions.length > 0,
    20_000,
  );
  // Long enough for a second answer.
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(test.arrivals()).toMatchObject([{ state: 'collecting' }]);
  choose({ askForCount: 'sender', atExpectedInstances: true }, 600);
  room.optionsChanged();
  await isComplete();
});

describe('instances in quarantine', () => {
  const quarantine = (id: string, header: object) => {
    test.context.history.run(
      `INSERT INTO quarantine (id, reason, message, sender, size, content_hash, first_at, last_at, header)
       VALUES (?, 'damaged', '', '', 1, ?, 0, 0, ?)`,
      [id, Buffer.from(id), JSON.stringify(header)],
    );
    test.context.events.emit('quarantine.changed', { application: 'a' });
  };

  it('have come: they complete what waits for them, and it says that they are not in it', async () => {
    choose({ askForCount: 'sender', atExpectedInstances: true }, 600);
    counts = [17];
    test.open();
    send();
    await test.until((rows) => rows[0]?.missing.includes('15 of 17 expected') === true);
    quarantine('one', { StudyInstanceUID: '1.2.1', SOPInstanceUID: '9.1' });
    // The same instance, damaged in another way, and one of another study.
    quarantine('again', { StudyInstanceUID: '1.2.1', SOPInstanceUID: '9.1' });
    quarantine('other', { StudyInstanceUID: '1.2.3', SOPInstanceUID: '9.2' });
    await test.until((rows) => rows[0]?.missing.includes('1 instance of the study chest') === true);
    expect(test.arrivals()).toMatchObject([{ state: 'collecting' }]);
    quarantine('two', { StudyInstanceUID: '1.2.1' });
    await isComplete();
    expect(test.arrivals()).toMatchObject([
      {
        completed_by: 'expected-instances',
        missing: expect.stringMatching(/2 instances of the study chest 20240101 lie in quarantine/),
      },
    ]);
  });

  it('are not counted twice where the archive has other content of them', async () => {
    choose({}, 600);
    const room = test.open();
    room.expected('1.2.1', 16);
    test.context.history.run(
      `INSERT INTO instance (series_key, SOPInstanceUID, SOPClassUID, TransferSyntaxUID, size, content_hash, received_at)
       VALUES (1, '9.1', '', '', 1, x'', 0)`,
    );
    quarantine('one', { StudyInstanceUID: '1.2.1', SOPInstanceUID: '9.1' });
    send();
    await test.until((rows) => rows[0]?.missing.includes('15 of 16 expected') === true);
    expect(test.arrivals()).toMatchObject([{ missing: expect.not.stringContaining('quarantine') }]);
  });
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
