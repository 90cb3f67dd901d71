import { expect, it, onTestFinished, vi } from 'vitest';
import { buildInstance } from '../../../../scripts/phantom/index.ts';
import type { Quarantine } from '../../quarantine/index.ts';
import {
  associate,
  associateRequest,
  connectRaw,
  dataSetOf,
  openAssociation,
  openTestScp,
  release,
  storeMessage,
} from './testing/index.ts';

const patience = { timeout: 30_000, interval: 10 };
/** Requests that an association may have open while it is read from, and what it takes until no other gets in. */
const mostOpen = 15;
const mostRounds = Math.ceil(256 / mostOpen);
const mostLeft = mostRounds * mostOpen;

it('senders that break off again and again cannot pile up what is to be put away', async () => {
  const kept: Quarantine['keep'][] = [];
  let whenOpen: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    whenOpen = resolve;
  });
  let asked = 0;
  const test = await openTestScp(
    {},
    {
      prepare: ({ quarantine }) => void kept.push((request) => quarantine.keep(request)),
      quarantine: {
        // As slow as a disk can be.
        async keep(request) {
          asked += 1;
          await gate;
          return kept[0]!(request);
        },
      },
    },
  );
  onTestFinished(() => whenOpen());
  let number = 0;
  /** Sends whole instances that are damaged, does not wait for answers, and hangs up. */
  async function breakOff(): Promise<boolean> {
    const sender = await connectRaw(test.port);
    const answer = await associate(sender, associateRequest());
    if (answer.type !== 'associate-accept') return false;
    const before = asked;
    for (let index = 0; index < mostOpen; index += 1) {
      number += 1;
      const uid = `1.2.3.${number}`;
      const bytes = dataSetOf(buildInstance({ SOPInstanceUID: uid })).subarray(0, -8);
      sender.send(...storeMessage(bytes, { SOPInstanceUID: uid, messageId: index + 1 }));
    }
    await vi.waitUntil(() => asked === before + mostOpen, patience);
    sender.socket.resetAndDestroy();
    await vi.waitUntil(() => test.door.describe().active === 0, patience);
    return true;
  }
  let rounds = 0;
  while (rounds < 40 && (await breakOff())) rounds += 1;
  expect(rounds).toBe(mostRounds);
  expect(test.leftovers()).toHaveLength(mostLeft);
  await expect
    .poll(() => test.summary('scp')?.senders[0]?.lastProblem?.message, patience)
    .toMatch(/270 instances of associations that broke off .*Find out why/);

  whenOpen();
  await vi.waitUntil(() => test.quarantined().length === mostLeft, patience);
  await vi.waitUntil(() => test.leftovers().length === 0, patience);
  // Now there is room again.
  await vi.waitUntil(async () => {
    const sender = await connectRaw(test.port);
    const { type } = await associate(sender, associateRequest());
    sender.close();
    return type === 'associate-accept';
  }, patience);
}, 120_000);

it('a hundred senders that hang up in the middle leave nothing, and the door takes the next', async () => {
  const test = await openTestScp();
  const bytes = dataSetOf(buildInstance({ SOPInstanceUID: '1.2.3.4', Rows: 512, Columns: 512 }));
  const message = Buffer.concat(storeMessage(bytes, { SOPInstanceUID: '1.2.3.4' }));
  let most = 0;
  for (let index = 0; index < 100; index += 1) {
    const sender = await openAssociation(test.port);
    sender.socket.write(message.subarray(0, Math.round((message.length * (index + 1)) / 102)), () =>
      sender.socket.resetAndDestroy(),
    );
    await test.ended();
    most = Math.max(most, test.leftovers().length);
  }
  // What one association has under way, and files that are made ahead.
  expect(most).toBeLessThan(mostOpen);
  const last = await openAssociation(test.port);
  last.send(message);
  expect((await last.answer()).Status).toBe(0);
  await release(last);
  await vi.waitUntil(() => test.leftovers().length === 0, patience);
  expect(test.instances()).toEqual(['1.2.3.4']);
}, 60_000);
