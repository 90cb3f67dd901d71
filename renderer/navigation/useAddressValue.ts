import { useSearchParams } from 'wouter';

/**
 * A choice that is kept in the address of a view, so that going back and reloading find it again; empty where it is not
 * there. A change takes the place of the entry in the window's history.
 */
export function useAddressValue(name: string): [value: string, change: (value: string) => void] {
  const [values, change] = useSearchParams();
  function set(value: string) {
    change(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  }
  return [values.get(name) ?? '', set];
}
