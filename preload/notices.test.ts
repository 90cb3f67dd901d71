import { expect, test } from 'vitest';
import { createNotices } from './notices.ts';

test('files opened by the system wait for the one who imports, whoever listens for something else before', () => {
  const notices = createNotices();
  notices.tell({ kind: 'open', paths: ['/a'] });
  const heard: unknown[] = [];
  notices.hear('go', (notice) => heard.push(notice));
  expect(heard).toEqual([]);
  const stop = notices.hear('open', (notice) => heard.push(notice.paths));
  expect(heard).toEqual([['/a']]);
  stop();
  notices.tell({ kind: 'closing' });
  expect(heard).toHaveLength(1);
});
