import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { readAddress, writeAddress, type AddressFilter, type ListName } from './listFilter.ts';

/** The filter of a list, kept in its address: going back, reloading and links find it again. */
export interface UsedFilter {
  filter: AddressFilter;
  /** Changes parts of it. */
  change: (parts: Partial<AddressFilter>) => void;
  /** Takes another one in place of all of it. */
  replace: (filter: Partial<AddressFilter>) => void;
}

/** Reads the filter of a list from the address, and writes it there. */
export function useListFilter(list: ListName): UsedFilter {
  const [values, setValues] = useSearchParams();
  const address = values.toString();
  const filter = useMemo(() => readAddress(list, new URLSearchParams(address)), [address, list]);
  return useMemo(
    () => ({
      filter,
      // What is typed letter by letter is one step for going back, and so is each choice after it.
      change: (parts) => setValues(writeAddress({ ...filter, ...parts }), { replace: 'text' in parts }),
      replace: (next) => setValues(writeAddress(next)),
    }),
    [filter, setValues],
  );
}
