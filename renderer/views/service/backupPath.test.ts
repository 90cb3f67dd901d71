import { expect, test } from 'vitest';
import { backupPath } from './backupPath.ts';

test.each([
  ['/data/backups', '/data/backups/lung.zip'],
  ['/', '/lung.zip'],
  ['D:\\backups\\', 'D:\\backups\\lung.zip'],
  ['\\\\server\\share', '\\\\server\\share\\lung.zip'],
])('a backup in %s is a file of its own there', (folder, file) => {
  expect(backupPath(folder, 'lung')).toBe(file);
});
