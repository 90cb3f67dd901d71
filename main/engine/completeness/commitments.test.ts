import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { completenessOptionsSchema } from '../../../contract/index.ts';
import type { CompletenessOptions } from '../../../contract/index.ts';
import { watchPlans } from '../history/testing/index.ts';
import { readContents } from './missing.ts';
import { openTestRoom } from './testing/testRoom.ts';
import type { TestRoom } from './testing/testRoom.ts';

let test: TestRoom;
beforeEach(() => {
  test = openTestRoom();
});
afterEach(() => test.close());

function choose(completeness: Partial<CompletenessOptions>, quietSeconds = 600): void {
  test.options = {
    ...test.options,
    quietSeconds,
    completeness: completenessOptionsSchema.parse({ awaitCommitted: true, ...completeness }),
  };
}
const atOnce = { atExpectedInstances: true };

/** Archives instances of a series as the archive does: rows and arrival have one time. */
function store(series: number, ...uids: string[]): void {
  const at = Date.now();
  const { history } = test.context;
  history.write(() => {
    for (const uid of uids) {
      history.run(
        `INSERT INTO instance (series_key, SOPInstanceUID, SOPClassUID, TransferSyntaxUID, size, content_hash,
           received_at) VALUES (?, ?, '', '', 1, x'', ?)`,
        [series, uid, at],
      );
    }
    history.run(
      `UPDATE study SET instance_count = instance_count + ?, last_instance_at = ?
       WHERE key = (SELECT study_key FROM series WHERE key = ?)`,
      [uids.length, at, series],
    );
    test.note([series], { newInstances: uids.length, at, senders: ['CT1 (10.0.0.1)'] });
  });
}
const noted = () => test.context.history.all('SELECT * FROM committed_instance');
const says = (words: string) => test.until((rows) => rows[0]?.missing.includes(words) === true);
const isComplete = (index = 0) => test.until((rows) => rows[index]?.state === 'complete');

describe('what a sender names for storage commitment', () => {
  it('holds an arrival beyond its quiet time until it is there, whoever brings it', async () => {
    choose({});
    const room = test.open();
    store(1, 'a', 'b');
    await room.commitmentAsked(['c', 'd', 'a', 'b']);
    await says('2 of 4 instances that were named for storage commitment have arrived');
    choose({}, 0.02);
    room.optionsChanged();
    await test.until((rows) => (rows[0]?.due_at ?? Infinity) <= Date.now());
    store(2, 'c');
    await says('3 of 4 instances');
    expect(test.arrivals()).toMatchObject([{ state: 'collecting' }]);
    store(1, 'd');
    await isComplete();
    expect(test.arrivals()).toMatchObject([{ completed_by: 'quiet-time', missing: '[]' }]);
    expect(noted()).toEqual([]);
  });

  it('completes it with the last of them without quiet time, where that is wanted', async () => {
    choose(atOnce);
    const room = test.open();
    store(1, 'a');
    await room.commitmentAsked(['b', 'a']);
    await says('1 of 2 instances');
    store(2, 'b');
    await isComplete();
    expect(test.arrivals()).toMatchObject([{ completed_by: 'expected-instances' }]);
  });

  it('completes what is all there at once, and nothing that came unnamed as well', async () => {
    choose(atOnce);
    const room = test.open();
    store(1, 'a', 'b');
    store(4, 'x', 'y');
    await room.commitmentAsked(['x', 'y']);
    await isComplete(1);
    await room.commitmentAsked(['a']);
    // The next one names the rest of it.
    expect(test.arrivals()).toMatchObject([{ state: 'collecting', missing: '[]' }, { state: 'complete' }]);
    await room.commitmentAsked(['b']);
    await isComplete();
    expect(noted()).toEqual([]);
  });

  it('counts together where several requests concern an arrival, or name the same', async () => {
    choose(atOnce);
    const room = test.open();
    store(1, 'a');
    store(3, 'c');
    await room.commitmentAsked(['b', 'a']);
    await room.commitmentAsked(['d', 'c']);
    await says('2 of 4 instances');
    // After it was told that b is not stored: it is asked about again, with another one.
    await room.commitmentAsked(['b', 'e']);
    await says('2 of 5 instances');
    store(1, 'b', 'e');
    await says('4 of 5 instances');
    store(3, 'd');
    await isComplete();
    expect(test.arrivals()).toMatchObject([{ completed_by: 'expected-instances', missing: '[]' }]);
    expect(noted()).toEqual([]);
  });

  it('may come before the first of its instances, and after a restart', async () => {
    choose(atOnce);
    await test.open().commitmentAsked(['a', 'b']);
    expect(noted()).toHaveLength(2);
    await test.shut();
    test.open();
    store(1, 'a');
    await says('1 of 2 instances');
    await test.shut();
    store(1, 'b');
    test.open();
    await isComplete();
  });

  it('holds every arrival that the request has instances of, and is let go by the maximum wait', async () => {
    choose({ maximumWaitSeconds: 1000 }, 0.02);
    const room = test.open();
    await room.commitmentAsked(['missing', 'a', 'x']);
    store(1, 'a');
    store(4, 'x');
    await test.until((rows) => rows.length === 2 && rows.every(({ missing }) => missing.includes('2 of 3')));
    test.context.history.run(
      "UPDATE arrival SET first_instance_at = first_instance_at - 2000000 WHERE entity_id = 'patient-1'",
    );
    store(2, 'b');
    await isComplete();
    expect(test.arrivals()).toMatchObject([
      { completed_by: 'maximum-wait', missing: expect.stringContaining('2 of 3') },
      { state: 'collecting' },
    ]);
    // The other patient still waits for it.
    store(4, 'missing');
    await isComplete(1);
    expect(noted()).toEqual([]);
  });

  it('has come when it lies in quarantine, and the run is told', async () => {
    choose(atOnce);
    const room = test.open();
    store(1, 'a');
    await room.commitmentAsked(['b', 'a']);
    await says('1 of 2');
    test.context.history.run(
      `INSERT INTO quarantine (id, reason, message, sender, size, content_hash, first_at, last_at, header)
       VALUES ('q', 'damaged', '', '', 1, x'00', 0, 0, '{"SOPInstanceUID":"b"}')`,
    );
    test.context.events.emit('quarantine.changed', { application: 'a' });
    await isComplete();
    expect(test.arrivals()).toMatchObject([
      { completed_by: 'expected-instances', missing: expect.stringMatching(/1 of them lies in quarantine/) },
    ]);
  });

  it('is not kept where nothing waits for it, nor where nobody wants it, nor for longer than a day', async () => {
    choose(atOnce);
    const room = test.open();
    store(1, 'a');
    expect(room.processNow()).toBe(1);
    await room.commitmentAsked(['a']);
    expect(noted()).toEqual([]);
    choose({ awaitCommitted: false });
    await room.commitmentAsked(['z']);
    expect(noted()).toEqual([]);
    choose({});
    await room.commitmentAsked(['z']);
    test.context.history.run('UPDATE committed_instance SET told_at = told_at - 86400001');
    await room.commitmentAsked(['later']);
    expect(noted()).toMatchObject([{ SOPInstanceUID: 'later' }]);
  });

  it('is found without looking through the quarantine or the archive', async () => {
    choose(atOnce);
    const room = test.open();
    room.expected('1.2.1', 500);
    store(1, 'a');
    await room.commitmentAsked(['b', 'a']);
    await says('1 of 2');
    const { history, plans } = watchPlans(test.context.history);
    readContents(history, test.arrivals()[0]?.id ?? '', test.options.completeness);
    const all = plans.join('\n');
    expect(all).toContain('quarantine_by_study');
    expect(all).toContain('quarantine_by_instance');
    expect(all).toContain('committed_instance_by_request');
    expect(all).not.toMatch(/SCAN (quarantine|instance|study|series)\b/);
  });

  it('of a request of many thousands is noted without holding up others for long', async () => {
    choose({});
    const room = test.open();
    const uids = Array.from({ length: 20_000 }, (_one, index) => `1.2.${index}`);
    store(1, uids[0] ?? '');
    let turns = 0;
    const counting = setInterval(() => {
      turns += 1;
    }, 0);
    await room.commitmentAsked([...uids.slice(1), uids[0] ?? '']);
    clearInterval(counting);
    expect(turns).toBeGreaterThan(5);
    await says('1 of 20000');
    store(1, uids[1] ?? '');
    await vi.waitUntil(() => test.arrivals()[0]?.missing.includes('2 of 20000') === true, 20_000);
  });
});
