import type { DoorSummary } from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { addressToCall, urlToCall } from './reach.ts';
import { useHosts } from './useHosts.ts';

/** Where a door can be reached, as a sender has to write it; null where it cannot be reached, or not by an address. */
export function useAddress({ door, state, address }: DoorSummary): string | null {
  const application = useApplicationId();
  const hosts = useHosts();
  const http = useRoute('applications.get', { application }).data?.options.http;
  if (address === null || state === 'off') return null;
  return door === 'http' ? urlToCall(address, http?.bindAddress ?? '', hosts) : addressToCall(address, hosts);
}
