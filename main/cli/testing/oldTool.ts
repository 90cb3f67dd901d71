import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes two small applications as the old tool did. @returns its config.json */
export function writeOldTool(root: string): string {
  const apps: Record<string, object> = {};
  for (const name of ['first', 'se cond']) {
    const files = {
      [`apps/${name}/.env`]: `BASEDIR=${root}/mapped/${name}\nSUPPORTED_MODALITY=CT\nDASHBOARD_PORT=5000\n`,
      [`mapped/${name}/registry/lung/settings.json`]: JSON.stringify({
        jobName: 'lung',
        worker: 'lung.worker',
        callback: 'lung.callback',
      }),
      [`mapped/${name}/registry/lung/__init__.py`]: 'def callback(**_): return True\n',
      [`mapped/${name}/modules/lung/__init__.py`]: 'def worker(**_): pass\n',
    };
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), content);
    }
    apps[name] = {
      name,
      base_dir: `${root}/apps/${name}`,
      mapped_path: `${root}/mapped/${name}`,
      services: { lung: {} },
      workers: {},
    };
  }
  const config = { apps, proxies: { http_proxy: 'http://a:old-word@proxy:3128' } };
  writeFileSync(path.join(root, 'config.json'), JSON.stringify(config));
  return path.join(root, 'config.json');
}
