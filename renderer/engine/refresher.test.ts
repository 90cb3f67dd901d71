import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { createRefresher } from './refresher.ts';

/** A query on show whose readings the test ends, one after the other. */
function onShow(client: QueryClient, queryKey: string[]) {
  const readings: ((value: number) => void)[] = [];
  const observer = new QueryObserver(client, {
    queryKey,
    queryFn: () => new Promise<number>((resolve) => readings.push(resolve)),
    staleTime: Infinity,
  });
  const values: number[] = [];
  observer.subscribe(({ data }) => {
    if (data !== undefined) values.push(data);
  });
  return { readings, values };
}

test('a change during a reading is not lost: it is read once more', async () => {
  const client = new QueryClient();
  const { readings, values } = onShow(client, ['list']);
  readings[0]!(1);
  await vi.waitFor(() => expect(values.at(-1)).toBe(1));

  const refresher = createRefresher(client);
  refresher.refresh([['list']]);
  await vi.waitFor(() => expect(readings.length).toBe(2));
  refresher.refresh([['list']]);
  refresher.refresh([['list']]);
  expect(readings.length).toBe(2);
  readings[1]!(2);
  await vi.waitFor(() => expect(readings.length).toBe(3));
  readings[2]!(3);
  await vi.waitFor(() => expect(values.at(-1)).toBe(3));
});

test('a change during the very first reading, which nobody here began, is not lost either', async () => {
  const client = new QueryClient();
  const { readings, values } = onShow(client, ['list']);
  createRefresher(client).refresh([['list']]);
  readings[0]!(1);
  await vi.waitFor(() => expect(readings.length).toBe(2));
  readings[1]!(2);
  await vi.waitFor(() => expect(values.at(-1)).toBe(2));
});

test('what nobody looks at is not read, but is known to be out of date', async () => {
  const client = new QueryClient();
  client.setQueryData(['list'], 1);
  createRefresher(client).refresh([['list']]);
  await vi.waitFor(() => expect(client.getQueryState(['list'])?.isInvalidated).toBe(true));
});

test('a failed reading does not keep its key busy for ever', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  let times = 0;
  const observer = new QueryObserver(client, {
    queryKey: ['list'],
    queryFn: () => {
      times += 1;
      return Promise.reject(new Error('gone'));
    },
  });
  observer.subscribe(() => undefined);
  await vi.waitFor(() => expect(observer.getCurrentResult().isError).toBe(true));
  const refresher = createRefresher(client);
  refresher.refresh([['list']]);
  await vi.waitFor(() => expect(times).toBe(2));
  await vi.waitFor(() => {
    refresher.refresh([['list']]);
    expect(times).toBeGreaterThan(2);
  });
});
