import path from 'node:path';
import { expect, test } from 'vitest';
import { argumentsToOpen, homeArgument } from './arguments.ts';
import { openedPaths, openedPlace } from './openedPaths.ts';

test.each([null, path.resolve('/src/dcm')])(
  'a start that is made up for keeps its data home, its link and its files (program in %s)',
  (programFolder) => {
    const place = { application: 'a1', what: 'run', id: 'r1' } as const;
    const paths = [path.resolve('/data/a b.dcm'), path.resolve('/data/-x')];
    const home = path.resolve('/data/other home');
    const argv = ['/electron', ...argumentsToOpen({ programFolder, home, paths, place })];
    expect(homeArgument(argv)).toBe(home);
    expect(openedPlace(argv)).toEqual(place);
    expect(openedPaths(argv, programFolder, '/')).toEqual(paths);
  },
);
