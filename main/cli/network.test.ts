import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { linkToEngine } from '../link/index.ts';
import { run } from './testing/run.ts';

it('the file of authorities is found from the folder of the command, not from that of the engine', async () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'cli-network-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  const link = await linkToEngine(home);
  onTestFinished(() => link.close());
  const file = path.join(home, 'hospital.pem');
  writeFileSync(file, rootCertificates[0] ?? '');
  const set = (value: string) => run(['--home', home, '-o', 'set', 'network', `caFile=${value}`]);
  const kept = async () => (await link.client.request('network.get', {})).settings.caFile;

  expect(await set(path.relative('', file))).toMatchObject({ code: 0 });
  expect(await kept()).toBe(file);
  expect(await set('null')).toMatchObject({ code: 0 });
  expect(await kept()).toBeNull();
}, 30_000);
