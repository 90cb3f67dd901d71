import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { buildInstance } from '../../scripts/phantom/index.ts';
import { shellWord } from '../platform/index.ts';
import { useDemo } from './testing/demo.ts';
import { run } from './testing/run.ts';

const demo = useDemo('hints');
const said = (...words: string[]) => run(['--home', demo.home, '-o', ...words]);

it('a command that a hint names can be called as it stands, also where there are several applications', async () => {
  await demo.said('create', 'app', '--name', 'Other');
  await demo.said('stop', 'app', '--name', 'Other');
  const file = path.join(demo.home, 'one.dcm');
  writeFileSync(file, buildInstance({ PatientID: 'HINT' }));
  const { code, errors } = await said('import', file, '--app', 'other');
  expect(code).toBe(1);
  const [, words = ''] = /^Start it: dcm-processor (.+)$/m.exec(errors) ?? [];
  expect(words).toBe('start app --name other');
  expect(await demo.said(...words.split(' '))).toContain('"Other" is running');

  const unknown = await said('show', 'service', '--name', 'none', '--app', 'Other');
  expect(unknown.errors).toContain('dcm-processor list service --app Other\n');
  // A name that a replacement text would read as a pattern.
  await demo.said('create', 'app', '--name', 'Cost $');
  const priced = await said('show', 'service', '--name', 'none', '--app', 'Cost $');
  expect(priced.errors).toContain(`dcm-processor list service --app ${shellWord('Cost $')}\n`);
  // One that needs no application, and one of a call that names none.
  const { errors: nobody } = await said('list', 'service', '--app', 'nobody');
  expect(nobody).toContain('There are: ');
  expect((await said('explain', '--app', 'Demo')).errors).toContain(
    'dcm-processor list studies --app Demo --json\n',
  );
}, 60_000);

it('a restored application is started by the command that is told', async () => {
  const backup = path.join(demo.home, 'demo.tar.gz');
  await demo.said('backup', 'app', '--name', 'Demo', '--backup', backup);
  const told = await demo.said('restore', 'app', '--backup', backup, '--name', "Demo's other");
  expect(told).toContain(`start it with: dcm-processor start app --name ${shellWord("Demo's other")}\n`);
}, 60_000);
