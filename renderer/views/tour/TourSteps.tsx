import { useEffect, useEffectEvent, useRef } from 'react';
import { useLocation } from 'wouter';
import { EngineError } from '../../../contract/index.ts';
import { useEngine } from '../../engine/index.ts';
import { notifyFailure } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { stepIds, type StepId, type TourState } from '../../tour/index.ts';
import { Spotlight } from './Spotlight.tsx';
import { steps } from './steps.ts';
import { TourCard } from './TourCard.tsx';
import { TourEnd } from './TourEnd.tsx';
import { useProgress } from './useProgress.ts';
import { useTarget } from './useTarget.ts';

interface TourStepsProps {
  asked: number;
  tour: TourState;
  step: StepId;
  /** Of the application. */
  name: string;
  onChange: (changes: Partial<TourState>) => void;
  onEnd: (isRemoved: boolean) => void;
}

/** The tour under way: one step after the other, each of which waits for what really happens. */
export function TourSteps({ asked, tour, step, name, onChange, onEnd }: TourStepsProps) {
  const engine = useEngine();
  const [, navigate] = useLocation();
  const progress = useProgress(tour);
  const { path, target, awaits, status } = steps[step];
  const place = useTarget(target);
  const at = stepIds.indexOf(step);
  const { application } = tour;

  const way = path(application, progress);
  // Once for each step: from there the person may go wherever they like.
  const goThere = useEffectEvent((to: string) => navigate(to));
  useEffect(() => {
    if (way !== null) goThere(way);
  }, [way]);

  const bringIn = useEffectEvent(async () => {
    const { patient } = await engine.shell('shell.sample', {});
    const task = await engine.request('imports.start', { application, paths: [patient] });
    onChange({ task: task.id });
  });
  const isToBegin = step === 'arrival' && tour.task === null;
  // Once, also for who goes back while it begins; where it failed, whoever comes again has it tried again.
  const begun = useRef(false);
  useEffect(() => {
    if (!isToBegin || begun.current) return;
    begun.current = true;
    bringIn().catch((cause: unknown) => {
      begun.current = false;
      notifyFailure(cause);
    });
  }, [isToBegin]);

  // A patient that was there already does not arrive: it is processed again.
  const again = useEffectEvent(async () => {
    const { PatientID } = await engine.shell('shell.sample', {});
    const { rows } = await engine.request('studies.list', { application, search: `PatientID:${PatientID}` });
    const study = rows.find((one) => one.PatientID === PatientID);
    if (study === undefined) throw new EngineError('not-found', texts.tour.sampleGone);
    await engine.request('arrivals.reprocess', { application, level: 'patient', key: study.patient });
  });
  const isThereAlready =
    step === 'complete' &&
    progress.run === null &&
    progress.task?.state === 'succeeded' &&
    progress.task.counts.new === 0;
  useEffect(() => {
    if (isThereAlready) again().catch(notifyFailure);
  }, [isThereAlready]);

  const go = (by: number) => {
    const next = stepIds[at + by];
    if (next !== undefined) onChange({ step: next });
  };
  return (
    <>
      {place !== null && <Spotlight place={place} />}
      <TourCard
        key={`${step} ${asked}`}
        step={step}
        target={place}
        status={status?.(progress) ?? null}
        isReady={awaits === undefined || awaits(progress)}
        onBack={at === 0 ? null : () => go(-1)}
        onNext={at === stepIds.length - 1 ? null : () => go(1)}
        onEnd={step === 'end' ? () => onEnd(false) : () => onChange({ step: 'end' })}
      >
        {step === 'end' && <TourEnd application={application} name={name} onEnd={onEnd} />}
      </TourCard>
    </>
  );
}
