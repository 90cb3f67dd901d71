import { useState } from 'react';
import { useLocation } from 'wouter';
import { useRoute } from '../../engine/index.ts';
import { paths } from '../../navigation/index.ts';
import { keepTour, readTour, type TourState } from '../../tour/index.ts';
import { TourSteps } from './TourSteps.tsx';
import { TourStart } from './TourStart.tsx';

export interface GuidedTourProps {
  /** How often it was asked for. */
  asked: number;
  onEnd: () => void;
}

/** The guided tour: asks whether to begin, then walks through the window with a patient that is really processed. */
export function GuidedTour({ asked, onEnd }: GuidedTourProps) {
  const [tour, setTour] = useState(readTour);
  const [, navigate] = useLocation();
  const applications = useRoute('applications.list', {}).data;
  if (applications === undefined) return null;
  const there = applications.find(({ id }) => id === tour?.application);

  function change(next: TourState | null) {
    keepTour(next);
    setTour(next);
  }
  // What was kept last counts: a change may come late, such as that the import has begun.
  function changeParts(changes: Partial<TourState>) {
    const now = readTour();
    if (now !== null) change({ ...now, ...changes });
  }
  // It is just being removed.
  if (tour?.step === 'end' && there === undefined) return null;
  if (tour === null || tour.step === null || there === undefined) {
    return (
      <TourStart
        applications={applications}
        former={there ?? null}
        onBegin={(begun) => {
          change(begun);
          navigate(paths.overview(begun.application));
        }}
        onClose={onEnd}
      />
    );
  }
  return (
    <TourSteps
      key={tour.application}
      asked={asked}
      tour={tour}
      step={tour.step}
      name={there.name}
      onChange={changeParts}
      onEnd={(isRemoved) => {
        change(isRemoved ? null : { ...tour, step: null });
        onEnd();
      }}
    />
  );
}
