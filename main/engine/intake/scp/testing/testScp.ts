import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { z } from 'zod';
import { scpOptionsSchema } from '../../../../../contract/index.ts';
import type { DoorState } from '../../../../../contract/index.ts';
import { openTestDoors } from '../../testing/index.ts';
import type { TestDoors } from '../../testing/index.ts';
import { createScpDoor } from '../scpDoor.ts';
import type { ScpDoor, ScpSurroundings } from '../types.ts';

type Ended = { sender: string; studies: readonly string[]; openStudies: readonly string[] };

/** An application with an open C-STORE door. */
export interface TestScp extends TestDoors {
  door: ScpDoor;
  root: string;
  port: number;
  setScp(changes: ScpChanges): Promise<DoorState>;
  /** Resolves with the next association that has ended; in the order of their ends. */
  ended(): Promise<Ended>;
}

/** Options as they are written, where everything has its default. */
export type ScpChanges = z.input<typeof scpOptionsSchema>;

/**
 * Opens a C-STORE door on a free port until the end of the test.
 * @param more.root where the application lies; else in a folder that is removed afterwards
 * @param more.prepare called before the door is opened
 */
export async function openTestScp(
  changes: ScpChanges = {},
  {
    root: given,
    prepare,
    ...more
  }: Partial<ScpSurroundings> & { root?: string; prepare?: (test: TestDoors) => void } = {},
): Promise<TestScp> {
  const root = given ?? mkdtempSync(path.join(os.tmpdir(), 'scp-'));
  const optionsWith = (wanted: ScpChanges) => scpOptionsSchema.parse({ enabled: true, port: 0, ...wanted });
  const test = openTestDoors(root, { scp: optionsWith(changes) });
  prepare?.(test);
  const ends: Ended[] = [];
  let wake: () => void = () => undefined;
  const door = createScpDoor(test.context, {
    doors: test.doors.intake,
    quarantine: test.quarantine,
    associationEnded(sender, studies, openStudies) {
      ends.push({ sender, studies, openStudies });
      wake();
    },
    ...more,
  });
  test.doors.add(door);
  onTestFinished(async () => {
    await door.close();
    await test.close();
    if (given === undefined) rmSync(root, { recursive: true, force: true });
  });
  const state = await door.settled();
  return {
    ...test,
    door,
    root,
    port: portOf(state),
    async setScp(wanted) {
      test.setOptions({ scp: optionsWith(wanted) });
      return door.settled();
    },
    async ended() {
      for (;;) {
        const first = ends.shift();
        if (first !== undefined) return first;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

/** The port in the address of a door. */
export function portOf(state: DoorState): number {
  return Number(/:(\d+)/.exec(state.address ?? '')?.[1] ?? 0);
}
