import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { History } from '../database/index.ts';
import { openHistory } from '../database/index.ts';
import { lastDurations, lastSamples, learn } from './durations.ts';
import { createEstimates } from './estimates.ts';
import { countOpen, openOfRun, standingOfName } from './openJobs.ts';
import { createRandom } from './random.ts';

let folder: string;
let history: History;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'estimates-'));
  history = openHistory(path.join(folder, 'history.sqlite'));
  history.run("INSERT INTO patient (key, id, PatientID, PatientName, tags) VALUES (1, 'p', 'P', 'P', '{}')");
});
afterEach(() => {
  history.close();
  rmSync(folder, { recursive: true, force: true });
});

let runs = 0;
/** Adds a run with jobs that wait for others by their place; those without a duration have not ended. */
function addRun(
  instances: number,
  jobs: readonly { name: string; needs?: readonly number[]; duration?: number; runningFor?: number }[],
): string {
  runs += 1;
  const id = `run-${runs}`;
  const isActive = jobs.some((job) => job.duration === undefined);
  const now = Date.now();
  history.write(() => {
    history.run(
      `INSERT INTO arrival (id, level, entity_id, patient_key, state, instance_count, first_instance_at,
         last_instance_at, due_at) VALUES (?, 'patient', 'p', 1, 'planned', 1, 1, 1, 1)`,
      [`arrival-${runs}`],
    );
    history.run(
      `INSERT INTO run (number, id, arrival_id, level, entity_id, patient_key, state, study_count, series_count,
         instance_count, created_at, headers, added_params) VALUES (?, ?, ?, 'patient', 'p', 1, ?, 1, 1, ?, 1, '{}', '{}')`,
      [runs, id, `arrival-${runs}`, isActive ? 'active' : 'succeeded', instances],
    );
    const keys: number[] = [];
    jobs.forEach(({ name, needs = [], duration, runningFor }, position) => {
      const waits = needs.some((need) => jobs[need]?.duration === undefined);
      const state =
        duration !== undefined
          ? 'succeeded'
          : runningFor !== undefined
            ? 'running'
            : waits
              ? 'waiting'
              : 'queued';
      const startedAt =
        duration !== undefined ? runs * 1000 : runningFor === undefined ? null : now - runningFor;
      const { lastInsertRowid } = history.run(
        `INSERT INTO job_run (id, run_id, position, job_name, job_group, definition, channel, priority, timeout_ms,
           state, open_dependencies, created_at, started_at, finished_at)
         VALUES (?, ?, ?, ?, 'registry', '{}', 'default', 0, 1, ?, 0, 1, ?, ?)`,
        [
          `${id}-${position}`,
          id,
          position,
          name,
          state,
          startedAt,
          duration === undefined ? null : (startedAt ?? 0) + Math.round(duration),
        ],
      );
      for (const need of needs) {
        history.run("INSERT INTO job_edge (from_key, to_key, needs) VALUES (?, ?, 'success')", [
          keys[need] ?? 0,
          lastInsertRowid,
        ]);
      }
      keys.push(lastInsertRowid);
    });
  });
  return id;
}

/** One environment for all channels, and nothing paused. */
const on = (slots: number) => ({
  environments: () => [{ name: 'base', channels: ['*'], slots }],
  pauses: () => ({ application: null, channels: new Map() }),
});
const inMs = (at: number | null | undefined, since: number) => (at ?? Number.NaN) - since;

describe('learning how long a job takes', () => {
  it('finds the part that grows with the number of instances, and is not led astray by a few odd runs', () => {
    const random = createRandom(7);
    const samples = Array.from({ length: 40 }, (_, index) => {
      const instances = 50 + Math.floor(random.next() * 500);
      const odd = index % 10 === 0 ? 20 : 1;
      return { instances, duration: (1000 + 10 * instances) * (0.95 + 0.1 * random.next()) * odd };
    });
    const model = learn(samples);
    expect(model?.typical(100)).toBeGreaterThan(1600);
    expect(model?.typical(100)).toBeLessThan(2400);
    expect(model?.typical(1000)).toBeGreaterThan(9500);
    expect(model?.typical(1000)).toBeLessThan(12_500);
  });

  it('takes the middle where the number of instances says nothing', () => {
    const samples = Array.from({ length: 20 }, (_, index) => ({ instances: 1 + index * 100, duration: 500 }));
    expect(learn(samples)?.typical(1_000_000)).toBe(500);
  });

  it('knows nothing from nothing', () => {
    expect(learn([])).toBeNull();
  });
});

describe('an estimate of a run', () => {
  it('follows the longest way through the graph where there are places enough', () => {
    for (let n = 0; n < 20; n++) {
      addRun(10, [
        { name: 'a', duration: 1000 },
        { name: 'b', duration: 5000 },
        { name: 'c', duration: 2000 },
      ]);
    }
    const run = addRun(10, [
      { name: 'a' },
      { name: 'b', needs: [0] },
      { name: 'c', needs: [0] },
      { name: 'c', needs: [1, 2] },
    ]);
    const now = Date.now();
    const wide = createEstimates(history, on(4)).run(run);
    expect(inMs(wide?.doneAt, now)).toBeGreaterThan(7500);
    expect(inMs(wide?.doneAt, now)).toBeLessThan(8600);
    const narrow = createEstimates(history, on(1)).run(run);
    expect(inMs(narrow?.doneAt, now)).toBeGreaterThan(9500);
    expect(inMs(narrow?.doneAt, now)).toBeLessThan(10_700);
    expect(wide).toMatchObject({ unknown: [], basedOn: 60 });
  });

  it('says which job it knows nothing of, and does not guess', () => {
    addRun(10, [{ name: 'a', duration: 1000 }]);
    const run = addRun(10, [{ name: 'a' }, { name: 'new one', needs: [0] }]);
    const estimates = createEstimates(history, on(2));
    expect(estimates.run(run)).toEqual({
      doneAt: null,
      low: null,
      high: null,
      basedOn: 1,
      unknown: ['new one'],
      paused: false,
    });
    expect(estimates.queue()).toMatchObject({
      estimate: { doneAt: null, unknown: ['new one'] },
      openJobRuns: 2,
    });
  });

  it('has each job wait for the places of its own environment, and take as many as it asks for', () => {
    for (let n = 0; n < 40; n++) {
      addRun(10, [
        { name: 'net', duration: 1000 },
        { name: 'small', duration: 1000 },
      ]);
    }
    history.run("UPDATE job_run SET channel = 'gpu' WHERE job_name = 'net'");
    const wide = { name: 'base', channels: ['*'], slots: 8 };
    const surroundings = {
      ...on(8),
      environments: () => [wide, { name: 'gpu', channels: ['gpu'], slots: 1 }],
    };
    const open = (name: string) =>
      addRun(
        10,
        Array.from({ length: 8 }, () => ({ name })),
      );
    const [nets, smalls] = [open('net'), open('small')];
    history.run("UPDATE job_run SET channel = 'gpu' WHERE job_name = 'net'");
    const estimates = createEstimates(history, surroundings);
    const now = Date.now();
    expect(inMs(estimates.run(nets)?.doneAt, now)).toBeGreaterThan(7500);
    expect(inMs(estimates.run(smalls)?.doneAt, now)).toBeLessThan(1500);
    history.run("UPDATE job_run SET slots = 4 WHERE job_name = 'small'");
    expect(inMs(createEstimates(history, surroundings).run(smalls)?.doneAt, now)).toBeGreaterThan(3500);
    // Many are counted only, also in the place that they wait for.
    for (let n = 0; n < 40; n++) open('net');
    history.run("UPDATE job_run SET channel = 'gpu' WHERE job_name = 'net'");
    expect(inMs(createEstimates(history, surroundings).queue().estimate?.doneAt, now)).toBeGreaterThan(
      200_000,
    );
  });

  it.each([30, 400])('lets what has a greater priority come first, with %i others open', (others) => {
    for (let n = 0; n < 40; n++) {
      addRun(10, [
        { name: 'slow', duration: 1000 },
        { name: 'urgent', duration: 1000 },
      ]);
    }
    for (let n = 0; n < others; n++) addRun(10, [{ name: 'slow' }]);
    const slow = addRun(10, [{ name: 'slow' }]);
    const urgent = addRun(10, [{ name: 'urgent' }]);
    const late = addRun(10, [{ name: 'urgent' }]);
    // Nobody knows how long it takes, but nobody waits for it either.
    addRun(10, [{ name: 'new' }]);
    history.run("UPDATE job_run SET priority = 50 WHERE job_name = 'urgent'");
    history.run("UPDATE job_run SET priority = -50 WHERE job_name = 'new'");
    const estimates = createEstimates(history, on(1));
    const now = Date.now();
    // Of many, those before it are only reckoned by the share of earlier runs.
    expect(inMs(estimates.run(urgent)?.doneAt, now)).toBeLessThan(others > 300 ? 2100 : 1100);
    expect(inMs(estimates.run(late)?.doneAt, now) / 1000).toBeCloseTo(2, 1);
    const share = inMs(estimates.run(slow)?.doneAt, now) / 1000 / (others + 3);
    expect(share).toBeGreaterThan(0.95);
    expect(share).toBeLessThan(1.05);
  });

  it('waits for the pause before another try', () => {
    for (let n = 0; n < 40; n++) {
      addRun(10, [
        { name: 'a', duration: 1000 },
        { name: 'b', duration: 1000 },
      ]);
    }
    const run = addRun(10, [{ name: 'a' }, { name: 'b', needs: [0] }]);
    const now = Date.now();
    history.run("UPDATE job_run SET not_before = ? WHERE state = 'queued'", [now + 60_000]);
    const doneAt = inMs(createEstimates(history, on(1)).run(run)?.doneAt, now);
    expect(doneAt).toBeGreaterThan(61_500);
    expect(doneAt).toBeLessThan(62_500);
  });

  it('is none while something of it is paused, and says so', () => {
    addRun(10, [{ name: 'a', duration: 1000 }]);
    const run = addRun(10, [{ name: 'a' }]);
    const none = { doneAt: null, low: null, high: null, unknown: [], paused: true };
    const paused = (application: unknown, ...channels: string[]) => ({
      ...on(2),
      pauses: () => ({ application, channels: new Map(channels.map((channel) => [channel, {}])) }),
    });
    expect(createEstimates(history, paused({})).run(run)).toMatchObject(none);
    expect(createEstimates(history, paused(null, 'default')).run(run)).toMatchObject(none);
    expect(createEstimates(history, paused(null, 'other')).run(run)).toMatchObject({ paused: false });
  });

  it('is wide with one past run and narrow with many', () => {
    const width = (name: string) => {
      const { low, high, doneAt } = createEstimates(history, on(1)).run(addRun(10, [{ name }])) ?? {};
      return ((high ?? 0) - (low ?? 0)) / inMs(doneAt, Date.now());
    };
    addRun(10, [{ name: 'once', duration: 10_000 }]);
    for (let n = 0; n < 40; n++) addRun(10, [{ name: 'often', duration: 10_000 }]);
    expect(width('once')).toBeGreaterThan(0.8);
    history.run("UPDATE run SET state = 'succeeded'");
    history.run("UPDATE job_run SET state = 'succeeded', started_at = 0, finished_at = 10000");
    expect(width('often')).toBeLessThan(0.1);
  });

  it('takes into account for how long a job runs already, also longer than any before', () => {
    for (let n = 0; n < 20; n++) addRun(10, [{ name: 'a', duration: 10_000 }]);
    const now = Date.now();
    const estimates = createEstimates(history, on(1));
    const nearly = estimates.run(addRun(10, [{ name: 'a', runningFor: 9000 }]));
    expect(inMs(nearly?.doneAt, now)).toBeGreaterThan(800);
    expect(inMs(nearly?.doneAt, now)).toBeLessThan(1500);
    history.run("UPDATE run SET state = 'succeeded'");
    history.run("UPDATE job_run SET state = 'failed' WHERE state = 'running'");
    const overdue = estimates.run(addRun(10, [{ name: 'a', runningFor: 60_000 }]));
    expect(inMs(overdue?.doneAt, now)).toBeGreaterThan(0);
  });

  it('is none for a run that has ended', () => {
    const estimates = createEstimates(history, on(1));
    expect(estimates.run(addRun(1, [{ name: 'a', duration: 5 }]))).toBeNull();
    expect(estimates.queue()).toEqual({ estimate: null, openJobRuns: 0 });
  });
});

describe('against a history whose truth is known', () => {
  it('the truth lies between low and high as often as it says, and close to the middle', () => {
    const random = createRandom(3);
    const places = 3;
    const truthOf = (name: string, instances: number) => {
      const typical = name === 'segment' ? 2000 + 30 * instances : name === 'measure' ? 900 : 200;
      return typical * Math.exp(0.25 * random.normal());
    };
    const names = ['prepare', 'segment', 'measure'];
    const size = () => 50 + Math.floor(random.next() * 400);
    for (let n = 0; n < 60; n++) {
      const instances = size();
      addRun(
        instances,
        names.map((name) => ({ name, duration: truthOf(name, instances) })),
      );
    }
    let within = 0;
    const errors: number[] = [];
    const trials = 30;
    for (let trial = 0; trial < trials; trial++) {
      history.write(() => {
        history.run('DELETE FROM job_edge');
        history.run("DELETE FROM job_run WHERE state <> 'succeeded'");
        history.run("UPDATE run SET state = 'succeeded'");
      });
      const queued = Array.from({ length: 12 }, size);
      for (const instances of queued) {
        addRun(
          instances,
          names.map((name, at) => ({ name, needs: at === 0 ? [] : [at - 1] })),
        );
      }
      const now = Date.now();
      const { estimate } = createEstimates(history, on(places)).queue();
      const truth = execute(
        queued.map((instances) => names.map((name) => truthOf(name, instances))),
        places,
      );
      const [low, middle, high] = [estimate?.low, estimate?.doneAt, estimate?.high].map((at) =>
        inMs(at, now),
      );
      if (truth >= (low ?? 0) && truth <= (high ?? 0)) within += 1;
      errors.push(Math.abs((middle ?? 0) - truth) / truth);
    }
    errors.sort((a, b) => a - b);
    expect(within).toBeGreaterThan(trials * 0.5);
    expect(errors[trials / 2]).toBeLessThan(0.15);
  });

  /** The queue as it is worked off: chains of jobs in order, earlier runs first. Milliseconds until all have ended. */
  function execute(chains: readonly (readonly number[])[], places: number): number {
    const next = chains.map(() => 0);
    const ready = chains.map(() => 0);
    const running: { chain: number; end: number }[] = [];
    let now = 0;
    for (;;) {
      for (let chain = 0; chain < chains.length && running.length < places; chain++) {
        const duration = chains[chain]?.[next[chain] ?? 0];
        if (duration === undefined || (ready[chain] ?? 0) > now) continue;
        running.push({ chain, end: now + duration });
        ready[chain] = now + duration;
        next[chain] = (next[chain] ?? 0) + 1;
      }
      running.sort((a, b) => b.end - a.end);
      const ended = running.pop();
      if (ended === undefined) return now;
      now = ended.end;
    }
  }
});

it('stays on its indexes however long the history and the queue are', () => {
  expect(history.explain(lastSamples, ['a']).join('\n')).toMatch(/INDEX job_run_succeeded \(job_name=\?/);
  const all = history.explain(lastDurations, ['["a"]']).join('\n');
  expect(all).toMatch(/COVERING INDEX job_run_succeeded \(job_name=\?/);
  expect(history.explain(standingOfName, ['a']).join('\n')).toMatch(/INDEX job_run_\w+ \(job_name=\?/);
  expect(history.explain(openOfRun, ['run']).join('\n')).toMatch(/INDEX job_run_(open|by_run) \(run_id=\?\)/);
});

it('counts open job runs right whatever becomes of them, or the queue would never be done', () => {
  addRun(1, [{ name: 'a' }, { name: 'a', needs: [0] }, { name: 'b' }, { name: 'c', duration: 1 }]);
  const counts = () => Object.fromEntries(countOpen(history));
  expect(counts()).toEqual({ a: 2, b: 1 });
  history.run("UPDATE job_run SET state = 'running' WHERE job_name = 'b'");
  expect(counts()).toEqual({ a: 2, b: 1 });
  history.run("UPDATE job_run SET state = 'failed' WHERE job_name IN ('a', 'b')");
  expect(counts()).toEqual({});
  // Requeued by hand, one that never was open before included.
  history.run("UPDATE job_run SET state = 'queued' WHERE job_name IN ('b', 'c')");
  expect(counts()).toEqual({ b: 1, c: 1 });
  history.run("DELETE FROM job_run WHERE job_name = 'c'");
  expect(counts()).toEqual({ b: 1 });
});
