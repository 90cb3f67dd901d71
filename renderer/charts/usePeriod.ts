import { useSearchParams } from 'wouter';
import { periodOf, readPeriod, type Period, type PeriodName } from './period.ts';
import { useToday } from './useToday.ts';

/** Changes some texts of the address; those that are empty are left out of it. */
export type ChangeAddress = (change: Readonly<Record<string, string>>) => void;

/** The address of a view behind its `?`. */
function useAddressTexts(): [texts: URLSearchParams, change: ChangeAddress] {
  const [texts, setTexts] = useSearchParams();
  return [
    texts,
    (change) =>
      setTexts(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, text] of Object.entries(change)) {
            if (text === '') next.delete(name);
            else next.set(name, text);
          }
          return next;
        },
        { replace: true },
      ),
  ];
}

/** The period of a view, kept in its address. @param usual where the address names none */
export function usePeriod(usual: Exclude<PeriodName, 'other'>): [Period, URLSearchParams, ChangeAddress] {
  const [texts, change] = useAddressTexts();
  const period = readPeriod(texts.get('from'), texts.get('to'), periodOf(usual, useToday()));
  return [period, texts, change];
}
