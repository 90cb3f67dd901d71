import { expect, test } from 'vitest';
import { legacyApplicationSchema } from '../../../contract/index.ts';
import { commandOf } from './command.ts';
import { newImport } from './legacyValues.ts';

const part = (name: string) => ({ name, folder: '/old', bundled: false, problem: null, notes: [] });
const old = legacyApplicationSchema.parse({
  name: 'lung',
  folder: '/old',
  mappedFolder: null,
  suggestedName: 'lung',
  problem: null,
  settings: [],
  services: [part('seg'), part('report')],
  workers: [part('torch')],
  peers: [],
  left: [],
});

test('where every service is left out the command leaves them out, and does not take the next word for one', () => {
  const words = commandOf({ ...newImport, services: ['seg', 'report'], peers: false }, old);
  expect(words.slice(-2)).toEqual(['--no-services', '--no-peers']);
});

test('what was not chosen otherwise is left to the command, and what was is named', () => {
  expect(commandOf({ ...newImport, services: ['seg'], workers: ['torch'] }, old).slice(-3)).toEqual([
    '--services',
    'report',
    '--no-workers',
  ]);
  expect(commandOf(newImport, old)).not.toContain('--services');
});
