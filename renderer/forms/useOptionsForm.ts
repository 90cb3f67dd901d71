import { useForm, type UseFormInput, type UseFormReturnType } from '@mantine/form';
import { useEffect, useEffectEvent, useState } from 'react';
import type { ApplicationOptions, EngineError, Finding, RouteInput } from '../../contract/index.ts';
import { useAction } from '../engine/index.ts';
import { useApplicationId } from '../navigation/index.ts';
import { notifyDone } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import { fieldProblems } from './fieldProblems.ts';
import { placeFindings, useApplicationCheck } from './findings/index.ts';

type OptionChanges = RouteInput<'applications.set_options'>['options'];

interface OptionsFormInput<Values extends Record<string, unknown>> {
  /** As they are stored. */
  options: ApplicationOptions;
  /** From the application to the form. */
  valuesOf: (options: ApplicationOptions) => Values;
  /** From the form to the engine. */
  optionsOf: (values: Values) => OptionChanges;
  /** The field of the form for a path within the options, such as `filters.modalities[0]`; undefined: none. */
  fieldOf: (path: string) => string | undefined;
  validate?: UseFormInput<Values>['validate'];
  /** Said once they are stored. */
  savedText?: string;
}

/** A form of some of the application's options, which are stored together. */
export interface OptionsForm<Values extends Record<string, unknown>> {
  form: UseFormReturnType<Values>;
  submit: (values: Values) => void;
  saving: boolean;
  /** A refusal that belongs to none of the fields. */
  problem: EngineError | null;
  discard: () => void;
  /** What the engine found about the changes; nothing while there are none. */
  findings: readonly Finding[];
  /** Those of them that none of the fields shows. */
  elsewhere: Finding[];
  /** Something was found that has to be mended first, and nothing was changed since. */
  isRefused: boolean;
}

/** Fills a form from the options of the application and stores what was changed. */
export function useOptionsForm<Values extends Record<string, unknown>>(
  input: OptionsFormInput<Values>,
): OptionsForm<Values> {
  const { options, valuesOf, optionsOf, fieldOf, validate, savedText = texts.settings.saved } = input;
  const application = useApplicationId();
  const save = useAction('applications.set_options');
  const [problem, setProblem] = useState<EngineError | null>(null);
  const form = useForm<Values>({
    initialValues: valuesOf(options),
    ...(validate === undefined ? {} : { validate, validateInputOnChange: true }),
  });

  const check = useApplicationCheck(
    form.isDirty() ? { application, options: optionsOf(form.getValues()) } : null,
  );
  const findings = form.isDirty() ? check.findings : [];
  const { errors, elsewhere } = placeFindings(findings, fieldOf);

  function fill(stored: ApplicationOptions) {
    form.setInitialValues(valuesOf(stored));
    form.setValues(valuesOf(stored));
    form.resetDirty();
  }
  // They may be changed elsewhere while they are shown: saved as a whole, what is stale would undo that.
  const follow = useEffectEvent((stored: ApplicationOptions) => {
    if (!form.isDirty()) fill(stored);
  });
  useEffect(() => follow(options), [options]);

  return {
    form: withErrors(form, errors),
    saving: save.isPending,
    problem,
    findings,
    elsewhere,
    isRefused: !check.isLooking && findings.some(({ severity }) => severity === 'error'),
    submit(values) {
      setProblem(null);
      save.mutate(
        { application, options: optionsOf(values) },
        {
          onSuccess: (stored) => {
            fill(stored.options);
            notifyDone(savedText);
          },
          onError: (error) => {
            const atFields = [...fieldProblems(error)].flatMap(([path, words]) => {
              const field = fieldOf(path.replace(/^options\./, ''));
              return field === undefined ? [] : [[field, words] as const];
            });
            form.setErrors(Object.fromEntries(atFields));
            if (atFields.length === 0) setProblem(error);
          },
        },
      );
    },
    discard() {
      form.reset();
      // They may have been changed elsewhere since the form was filled.
      fill(options);
      setProblem(null);
    },
  };
}

/** The form with what the engine found at its fields; what the form itself finds comes first. */
function withErrors<Values extends Record<string, unknown>>(
  form: UseFormReturnType<Values>,
  errors: Record<string, string>,
): UseFormReturnType<Values> {
  return {
    ...form,
    errors: { ...errors, ...form.errors },
    getInputProps(path, options) {
      const own = form.getInputProps(path, options);
      return { ...own, error: own.error ?? errors[String(path)] };
    },
  };
}
