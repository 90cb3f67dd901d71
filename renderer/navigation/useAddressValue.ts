import { useAddressValues } from './useAddressValues.ts';

/** A choice that is kept in the address of a view (`useAddressValues`); empty where it is not there. */
export function useAddressValue(name: string): [value: string, change: (value: string) => void] {
  const [values, change] = useAddressValues();
  return [values.get(name) ?? '', (value) => change({ [name]: value })];
}
