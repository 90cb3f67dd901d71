import { expect, test } from 'vitest';
import { curlCommand, tryCommands } from './tryCommands.ts';

test('the commands call by the right titles', () => {
  const commands = tryCommands({ aeTitle: 'DCM-PROCESSOR', callingAeTitles: [] }, '127.0.0.1', 11_112);
  expect(commands.split('\n')).toEqual([
    'echoscu -v -aec DCM-PROCESSOR 127.0.0.1 11112',
    'storescu -v +sd +r -aec DCM-PROCESSOR 127.0.0.1 11112 FOLDER',
  ]);
});

test('a door for certain senders is tried as one of them, and no AE title can become a command', () => {
  const commands = tryCommands({ aeTitle: "A'; rm $HOME", callingAeTitles: ['CT 1', 'MR'] }, 'ward', 104);
  expect(commands.split('\n')[0]).toBe(String.raw`echoscu -v -aet 'CT 1' -aec 'A'\''; rm $HOME' ward 104`);
});

test('curl is given the token as a header, whole', () => {
  expect(curlCommand('http://localhost:8043/instances', 'abc-_1')).toBe(
    "curl --fail -H 'Authorization: Bearer abc-_1' -H 'Content-Type: application/dicom' " +
      '--data-binary @image.dcm http://localhost:8043/instances',
  );
});
