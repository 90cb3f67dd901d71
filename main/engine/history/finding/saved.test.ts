import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestApplication } from '../../dispatch/testing/index.ts';
import type { TestApplication } from '../../dispatch/testing/index.ts';
import { listSavedFilters, removeSavedFilter, renameSavedFilter, saveFilter } from './saved.ts';

let application: TestApplication;
beforeEach(() => {
  application = openTestApplication();
});
afterEach(() => {
  application.close();
  application.remove();
});
const historyNow = () => application.context.history;
const names = () => listSavedFilters(historyNow()).map(({ name }) => name);

it('are kept over a restart, by name; the same name of the same list is replaced, of the other list is not', () => {
  saveFilter(historyNow(), 'Failed', { list: 'job-runs', filter: { states: ['failed'] } });
  saveFilter(historyNow(), 'CT', { list: 'runs', filter: { modality: 'CT' } });
  saveFilter(historyNow(), 'failed', { list: 'runs', filter: { states: ['failed'] } });
  saveFilter(historyNow(), 'FAILED', { list: 'job-runs', filter: { states: ['timed-out'], text: 'x' } });
  application.reopen();
  expect(listSavedFilters(historyNow())).toMatchObject([
    { name: 'CT', list: 'runs', filter: { modality: 'CT' } },
    { name: 'FAILED', list: 'job-runs', filter: { states: ['timed-out'], text: 'x' } },
    { name: 'failed', list: 'runs', filter: { states: ['failed'] } },
  ]);
});

it('are renamed and removed; a name that is taken and one that is gone are refused', () => {
  const one = saveFilter(historyNow(), 'one', { list: 'runs', filter: {} });
  const two = saveFilter(historyNow(), 'two', { list: 'runs', filter: {} });
  expect(() => renameSavedFilter(historyNow(), two.id, 'ONE')).toThrow(/a saved filter "ONE" already/);
  expect(renameSavedFilter(historyNow(), one.id, 'One')).toMatchObject({ id: one.id, name: 'One' });
  removeSavedFilter(historyNow(), two.id);
  expect(() => removeSavedFilter(historyNow(), two.id)).toThrow(/no such saved filter/);
  expect(names()).toEqual(['One']);
});
