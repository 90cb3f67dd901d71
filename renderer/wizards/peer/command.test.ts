import { expect, test } from 'vitest';
import { peerSchema } from '../../../contract/index.ts';
import { commandsOf } from './command.ts';

const dicom = { kind: 'dicom', name: '-PACS', aeTitle: 'A', host: 'h', port: 104 };

test('limits that were changed are part of what is shown, those that were not are no words', () => {
  expect(commandsOf(peerSchema.parse(dicom), 'Ward')).toHaveLength(1);
  const slow = peerSchema.parse({ ...dicom, timeouts: { connect: 5, network: 90 } });
  expect(commandsOf(slow, 'Ward')[1]?.join(' ')).toBe(
    'set peer timeouts.connect=5 timeouts.network=90 --app Ward --name -PACS',
  );
});

test('a DICOMweb server keeps its limit and its user, and no password becomes a word', () => {
  const authorization = { kind: 'basic', user: 'ada', secretFile: '/keys/pacs' };
  const web = { kind: 'dicomweb', name: 'W', url: 'https://pacs/dicom-web', authorization };
  const commands = commandsOf(peerSchema.parse({ ...web, timeoutSeconds: 9 }), 'Ward');
  expect(commands.map((words) => words.join(' '))).toEqual([
    'create peer --app Ward --name W --url https://pacs/dicom-web --user ada --secret-file /keys/pacs',
    'set peer timeoutSeconds=9 --app Ward --name W',
  ]);
});
