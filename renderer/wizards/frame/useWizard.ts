import { useForm, type UseFormReturnType } from '@mantine/form';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import { draftText, forgetDraft, keepDraft, readDraft } from './draft.ts';
import type { Problems } from './pages.ts';

interface WizardInput<Values extends Record<string, unknown>> {
  /** What it is kept under; with the application's id where it is about one: `peer.<id>`. */
  name: string;
  /** What is kept is checked with it: another version may have written it. See `schemaLike`. */
  schema: z.ZodType<Values>;
  /** What the form holds at first. */
  begin: Values;
  /** Id of the first page. */
  firstPage: string;
  /** What is wrong with the values, by field, where no finding says so. */
  check?: (values: Values) => Problems;
  /** What of the values is written to the disk: without passwords, which are asked for again. */
  forKeeping?: (values: Values) => Values;
}

/** The state of a wizard: what was entered and where one stands. It survives the window. */
export interface WizardState<Values extends Record<string, unknown>> {
  form: UseFormReturnType<Values>;
  problems: Problems;
  /** Id of the page on show. */
  page: string;
  /** Id of the last page that was reached. */
  furthest: string;
  goTo: (page: string, isFurther?: boolean) => void;
  /** Something was entered that would be lost. */
  isBegun: boolean;
  /** It goes on from what was kept when it was left. */
  isResumed: boolean;
  /** Begins anew. */
  restart: () => void;
  /** What was kept goes; for when it is done. */
  forget: () => void;
}

/** Holds what is entered into a wizard, and keeps every change of it for the next time that it is opened. */
export function useWizard<Values extends Record<string, unknown>>(
  input: WizardInput<Values>,
): WizardState<Values> {
  const { name, schema, begin, firstPage, check, forKeeping = (all) => all } = input;
  const [kept] = useState(() => readDraft(name, schema));
  const [place, setPlace] = useState({
    page: kept?.page ?? firstPage,
    furthest: kept?.furthest ?? firstPage,
  });
  const [isResumed, setResumed] = useState(kept !== null);
  const [isOver, setOver] = useState(false);
  const form = useForm<Values>({ initialValues: kept?.values ?? begin });
  const values = form.getValues();

  const draft = draftText({ values: forKeeping(values), ...place });
  const isBegun = JSON.stringify(values) !== JSON.stringify(begin);
  useEffect(() => {
    if (isOver) return;
    if (isBegun) keepDraft(name, draft);
    else forgetDraft(name);
  }, [name, draft, isBegun, isOver]);

  return {
    form,
    problems: check?.(values) ?? {},
    ...place,
    isBegun,
    isResumed,
    goTo(page, isFurther = false) {
      setPlace((before) => ({ page, furthest: isFurther ? page : before.furthest }));
    },
    restart() {
      form.setValues(begin);
      form.clearErrors();
      setPlace({ page: firstPage, furthest: firstPage });
      setResumed(false);
    },
    forget() {
      setOver(true);
      forgetDraft(name);
    },
  };
}
