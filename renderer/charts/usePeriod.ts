import { useAddressValues, type ChangeAddress } from '../navigation/index.ts';
import { periodOf, readPeriod, type Period, type PeriodName } from './period.ts';
import { useToday } from './useToday.ts';

/** The period of a view, kept in its address. @param usual where the address names none */
export function usePeriod(usual: Exclude<PeriodName, 'other'>): [Period, URLSearchParams, ChangeAddress] {
  const [values, change] = useAddressValues();
  const period = readPeriod(values.get('from'), values.get('to'), periodOf(usual, useToday()));
  return [period, values, change];
}
