import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import type { EngineClient } from '../../../contract/index.ts';
import { linkToEngine } from '../../link/index.ts';
import type { EngineLink } from '../../link/index.ts';
import { run } from './run.ts';

/** An engine in a data home of its own with an application "Demo", for all tests of a file. */
export interface Demo {
  readonly home: string;
  readonly client: EngineClient;
  /** Identifier of the application. */
  readonly application: string;
  /** What a command says that succeeds. */
  said(...words: string[]): Promise<string>;
  /** Why a command line is refused. */
  refused(...words: string[]): Promise<string>;
}

/**
 * Starts it before the tests of a file or group, and removes it after them.
 * @param tidy what else is to be removed once the engine has ended
 */
export function useDemo(name: string, tidy: (home: string) => Promise<void> = async () => undefined): Demo {
  const home = mkdtempSync(path.join(os.tmpdir(), `cli-${name}-`));
  let link: EngineLink;
  let application: string;
  beforeAll(async () => {
    link = await linkToEngine(home);
    ({ id: application } = await link.client.request('applications.create', { name: 'Demo', options: {} }));
  }, 60_000);
  afterAll(async () => {
    await link.close();
    await tidy(home);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }, 60_000);
  return {
    home,
    get client() {
      return link.client;
    },
    get application() {
      return application;
    },
    async said(...words) {
      const { code, output, errors } = await run(['--home', home, '-o', ...words]);
      expect([words, code, code === 0 ? '' : errors]).toEqual([words, 0, '']);
      return output;
    },
    async refused(...words) {
      const { code, errors } = await run(['--home', home, '-o', ...words]);
      expect(code).toBe(2);
      return errors;
    },
  };
}
