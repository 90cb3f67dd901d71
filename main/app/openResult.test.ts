import { expect, test } from 'vitest';
import { openResult } from './openResult.ts';

/** A system with programs for some endings. */
function systemWith(...endings: string[]) {
  const [opened, shown]: [string[], string[]] = [[], []];
  return {
    opened,
    shown,
    async openPath(file: string) {
      if (!endings.some((ending) => file.endsWith(ending))) return 'No application is registered';
      opened.push(file);
      return '';
    },
    showItemInFolder: (file: string) => void shown.push(file),
  };
}

test('a file is opened where the system has a program, and shown in its folder where it has none', async () => {
  const system = systemWith('.pdf');
  expect(await openResult('/d/report.pdf', system)).toEqual({ opened: true, isRefused: false });
  expect(await openResult('/d/liver.nii.gz', system)).toEqual({ opened: false, isRefused: false });
  expect(system).toMatchObject({ opened: ['/d/report.pdf'], shown: ['/d/liver.nii.gz'] });
});

test('what may be a program is shown and never handed to the system', async () => {
  const system = systemWith('');
  expect(await openResult('/d/run.sh', system)).toEqual({ opened: false, isRefused: true });
  expect(system).toMatchObject({ opened: [], shown: ['/d/run.sh'] });
});
