import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query';

/** Reads again what became out of date, without ever reading the same thing twice at once. */
export interface Refresher {
  refresh: (keys: QueryKey[]) => void;
  refreshAll: () => void;
}

/**
 * A key that is asked for while it is being read is read once more afterwards, since that reading may have begun
 * before the change. Between two readings of a key lies at least the time the first one took, so that a long list
 * under many events costs at most half of the engine's time.
 */
export function createRefresher(queryClient: QueryClient): Refresher {
  const again = new Map<string, QueryKey>();
  const busy = new Set<string>();

  async function read(id: string, key: QueryKey): Promise<void> {
    busy.add(id);
    const filter = { queryKey: key, type: 'active' } as const;
    if (queryClient.isFetching(filter) > 0) again.set(id, key);
    const began = performance.now();
    await queryClient.invalidateQueries({ queryKey: key }, { cancelRefetch: false });
    await pause(performance.now() - began);
    busy.delete(id);
    const next = again.get(id);
    again.delete(id);
    if (next !== undefined) await read(id, next);
  }

  return {
    refresh(keys) {
      for (const key of keys) {
        const id = hashKey(key);
        if (busy.has(id)) again.set(id, key);
        else void read(id, key);
      }
    },
    refreshAll() {
      void queryClient.invalidateQueries(undefined, { cancelRefetch: true });
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
