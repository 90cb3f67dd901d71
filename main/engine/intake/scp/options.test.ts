import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { openTestScp } from './testing/index.ts';

const run = promisify(execFile);
const environment = { ...process.env, TCP_NODELAY: '1' };

describe('options that are changed while the door is open', () => {
  it('take effect one after the other, also those that leave the port alone', async () => {
    const test = await openTestScp({ aeTitle: 'FIRST' });
    const echo = (calling: string) =>
      run('echoscu', ['-aet', calling, '127.0.0.1', String(test.port)], { env: environment });
    const { port } = test;
    expect(await test.setScp({ port, aeTitle: 'SECOND' })).toMatchObject({
      state: 'open',
      address: `SECOND at 127.0.0.1:${port}`,
    });
    await echo('ANYBODY');
    expect(await test.setScp({ port, aeTitle: 'SECOND', callingAeTitles: ['FRIEND'] })).toMatchObject({
      state: 'open',
    });
    await expect(echo('ANYBODY')).rejects.toThrow('Calling AE Title Not Recognized');
    await echo('FRIEND');
    expect(await test.setScp({ port, enabled: false })).toMatchObject({ state: 'off' });
    await expect(echo('FRIEND')).rejects.toThrow('Connection refused');
  });
});
