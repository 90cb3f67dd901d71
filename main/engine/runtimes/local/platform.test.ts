import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { describe, expect, it } from 'vitest';
import { platformOf, taskkillArguments } from './platform.ts';

describe('what differs between systems', () => {
  it('gives a host a session of its own on POSIX, so that Ctrl+C does not reach it, and no window on Windows', () => {
    expect(platformOf('linux').hostOptions).toEqual({ detached: true });
    expect(platformOf('darwin').hostOptions).toEqual({ detached: true });
    expect(platformOf('win32').hostOptions).toEqual({ windowsHide: true });
  });

  it('ends a tree on Windows by an argument array', () => {
    expect(taskkillArguments(17)).toEqual(['/T', '/F', '/PID', '17']);
  });

  it.skipIf(process.platform === 'win32').each(['linux', 'win32'] as const)(
    'ends a process as on %s, even where taskkill is missing',
    async (system) => {
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      await once(child, 'spawn');
      platformOf(system).terminate(child);
      const [, signal] = await once(child, 'exit');
      expect(signal).toBe('SIGTERM');
    },
  );

  it.skipIf(process.platform === 'win32')(
    'puts a host back behind everybody else, with what it starts, and minds none that has ended',
    async () => {
      const platform = platformOf(process.platform);
      const host = spawn('sh', ['-c', 'read line; sleep 60 & echo $!; wait'], { detached: true });
      const own = os.getPriority();
      if (host.pid === undefined) throw new Error('sh was not started.');
      platform.putBack(host.pid);
      host.stdin.write('go\n');
      const [below] = (await once(host.stdout.setEncoding('utf8'), 'data')) as [string];
      expect(os.getPriority(Number(below))).toBe(5);
      expect(os.getPriority()).toBe(own);
      process.kill(-host.pid, 'SIGKILL');
      await once(host, 'exit');
      platform.putBack(host.pid);
    },
  );
});
