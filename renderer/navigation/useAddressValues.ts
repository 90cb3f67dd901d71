import { useSearchParams } from 'wouter';

/** Changes some values of the address; those that are empty are left out of it. */
export type ChangeAddress = (change: Readonly<Record<string, string>>) => void;

/**
 * Choices that are kept in the address of a view behind its `?`, so that going back and reloading find them again. A
 * change takes the place of the entry in the window's history.
 */
export function useAddressValues(): [values: URLSearchParams, change: ChangeAddress] {
  const [values, setValues] = useSearchParams();
  return [
    values,
    (change) =>
      setValues(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(change)) {
            if (value === '') next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true },
      ),
  ];
}
