import { useEffect, useState } from 'react';

/** The bytes of a file as far as they are there. */
export type FileBytes =
  | { state: 'reading' }
  | { state: 'read'; bytes: ArrayBuffer }
  | { state: 'failed'; message: string };

/** Reads a file by its address, once; a file that was looked away from is not read to its end. */
export function useFileBytes(address: string): FileBytes {
  const [read, setRead] = useState<{ of: string; file: FileBytes } | null>(null);
  useEffect(() => {
    const ending = new AbortController();
    readBytes(address, ending.signal).then(
      (bytes) => setRead({ of: address, file: { state: 'read', bytes } }),
      (cause: unknown) => {
        if (ending.signal.aborted) return;
        const message = cause instanceof Error ? cause.message : String(cause);
        setRead({ of: address, file: { state: 'failed', message } });
      },
    );
    return () => ending.abort();
  }, [address]);
  return read?.of === address ? read.file : { state: 'reading' };
}

async function readBytes(address: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const response = await fetch(address, { signal });
  if (response.ok) return response.arrayBuffer();
  const told: unknown = await response.json().catch(() => null);
  const message = typeof told === 'object' && told !== null && 'message' in told ? told.message : null;
  throw new Error(typeof message === 'string' ? message : String(response.status));
}
