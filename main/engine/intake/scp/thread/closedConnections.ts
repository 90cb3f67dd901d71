/** How often at most it is told what was closed, in milliseconds. */
const pauseMs = 1000;
/** Addresses that are told apart in one pause; a scan from very many must not flood the list of senders. */
const mostAddresses = 20;
const further = 'further addresses';

/** Counts connections that were closed because too many were open, and tells of them now and then. */
export interface ClosedConnections {
  add(remoteAddress: string): void;
  /** Tells what was not told yet. */
  close(): void;
}

/** @param tell of one address with the number since it was told last; at once of the first after a pause */
export function createClosedConnections(
  tell: (remoteAddress: string, count: number) => void,
): ClosedConnections {
  const untold = new Map<string, number>();
  let timer: NodeJS.Timeout | null = null;

  function tellAll(): boolean {
    const told = [...untold];
    untold.clear();
    for (const [address, count] of told) tell(address, count);
    return told.length > 0;
  }
  function wait(): void {
    timer = setTimeout(() => {
      timer = null;
      if (tellAll()) wait();
    }, pauseMs).unref();
  }

  return {
    add(remoteAddress) {
      const isKnown = untold.has(remoteAddress) || untold.size < mostAddresses;
      const address = isKnown ? remoteAddress : further;
      untold.set(address, (untold.get(address) ?? 0) + 1);
      if (timer !== null) return;
      tellAll();
      wait();
    },
    close() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      tellAll();
    },
  };
}
