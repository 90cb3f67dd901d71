import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostVariables } from './hostVariables.ts';

describe('the environment of a host', () => {
  it('has what programs need and no secret of the engine', () => {
    const variables = hostVariables('/runtime', {
      PATH: '/bin',
      HOME: '/home/a',
      LC_TIME: 'de_DE.UTF-8',
      CUDA_VISIBLE_DEVICES: '1',
      nnUNet_results: '/models',
      AWS_SECRET_ACCESS_KEY: 'secret',
      DATABASE_URL: 'postgres://user:secret@host',
      GITHUB_TOKEN: 'secret',
      ELECTRON_RUN_AS_NODE: '1',
      NODE_OPTIONS: '--inspect',
      DCM_PROCESSOR_HOME: '/data',
      http_proxy: 'http://user:secret@proxy',
      PYTHONHOME: '/wrong',
    });
    expect(variables).toEqual({
      PATH: '/bin',
      HOME: '/home/a',
      LC_TIME: 'de_DE.UTF-8',
      CUDA_VISIBLE_DEVICES: '1',
      nnUNet_results: '/models',
      LANG: 'C.UTF-8',
      PYTHONPATH: '/runtime',
      PYTHONUTF8: '1',
      PYTHONUNBUFFERED: '1',
      PYTHONIOENCODING: 'utf-8:surrogateescape',
    });
  });

  it('keeps the language of the machine, and its PYTHONPATH after the runtime package', () => {
    const variables = hostVariables('/runtime', { LANG: 'de_DE.UTF-8', PYTHONPATH: '/mine' });
    expect(variables).toMatchObject({
      LANG: 'de_DE.UTF-8',
      PYTHONPATH: ['/runtime', '/mine'].join(path.delimiter),
    });
  });

  it('leaves out libraries of the packaged program itself, which would break the Python of the machine', () => {
    const variables = hostVariables('/runtime', {
      APPDIR: '/tmp/.mount_app',
      PATH: ['/tmp/.mount_app', '/tmp/.mount_app/usr/bin', '/bin', '/tmp/.mount_apple'].join(path.delimiter),
      LD_LIBRARY_PATH: '/tmp/.mount_app/usr/lib',
    });
    expect(variables['PATH']).toBe(['/bin', '/tmp/.mount_apple'].join(path.delimiter));
    expect(variables).not.toHaveProperty('LD_LIBRARY_PATH');
  });
});
