import { QueryClient } from '@tanstack/react-query';

/**
 * The cache of answers. Nothing grows old by time: events and reconnects say what to read again. The engine is on
 * this machine, so the state of the network does not matter.
 */
export function createQueryClient(): QueryClient {
  const always = { networkMode: 'always', retry: false } as const;
  return new QueryClient({
    defaultOptions: {
      queries: {
        ...always,
        staleTime: Infinity,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: always,
    },
  });
}
