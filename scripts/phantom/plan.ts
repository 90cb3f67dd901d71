import { views } from './anatomy/index.ts';
import type { SceneName } from './anatomy/index.ts';

/** A patient to be made. Everything about the files follows from this and from nothing else. */
export interface PatientPlan {
  /** What the UIDs follow from, beside PatientID, StudyID, SeriesNumber and slice: other seed, other UIDs. */
  seed: string;
  /** What vessels and noise follow from. */
  anatomySeed: string;
  PatientID: string;
  PatientName: string;
  PatientSex: 'F' | 'M' | 'O';
  /** `YYYYMMDD` */
  PatientBirthDate: string;
  studies: readonly StudyPlan[];
}

export interface StudyPlan {
  StudyID: string;
  StudyDescription: string;
  /** `YYYYMMDD` */
  StudyDate: string;
  /** `HHMMSS` */
  StudyTime: string;
  series: readonly SeriesPlan[];
}

export interface SeriesPlan {
  SeriesNumber: number;
  SeriesDescription: string;
  scene: SceneName;
  rows: number;
  columns: number;
  slices: number;
  /** Distance of neighbouring slices, mm. */
  sliceSpacing: number;
  /** Turn of the slices about the left-right axis, degrees. */
  tilt: number;
}

const ctSeries: SeriesPlan = {
  SeriesNumber: 2,
  SeriesDescription: 'Chest abdomen portal venous',
  scene: 'ct-torso',
  rows: 512,
  columns: 512,
  slices: 60,
  sliceSpacing: 5,
  tilt: 0,
};

const mrSeries: SeriesPlan = {
  SeriesNumber: 3,
  SeriesDescription: 'T1 axial',
  scene: 'mr-head-t1',
  rows: 256,
  columns: 256,
  slices: 24,
  sliceSpacing: 6,
  tilt: 0,
};

/** The sample patient: a CT of the chest and upper abdomen and, three weeks later, an MR of the head in T1 and T2. */
export function samplePatient(seed = 'demo'): PatientPlan {
  return {
    seed,
    anatomySeed: seed,
    PatientID: 'DEMO-0001',
    PatientName: 'Phantom^Demo',
    PatientSex: 'O',
    PatientBirthDate: '19700101',
    studies: [
      {
        StudyID: 'CT-1',
        StudyDescription: 'CT chest and abdomen',
        StudyDate: '20240311',
        StudyTime: '101500',
        series: [ctSeries],
      },
      {
        StudyID: 'MR-1',
        StudyDescription: 'MR head',
        StudyDate: '20240402',
        StudyTime: '083000',
        series: [
          mrSeries,
          { ...mrSeries, SeriesNumber: 4, SeriesDescription: 'T2 oblique', scene: 'mr-head-t2', tilt: 12 },
        ],
      },
    ],
  };
}

/** The sample patient with fewer and smaller images: what the program brings with it for its guided tour. */
export function tourPatient(): PatientPlan {
  const plan = samplePatient('tour');
  const less = (series: SeriesPlan): SeriesPlan => ({
    ...series,
    rows: 256,
    columns: 256,
    slices: 12,
    sliceSpacing: (series.slices * series.sliceSpacing) / 12,
  });
  return {
    ...plan,
    PatientID: 'TOUR-0001',
    PatientName: 'Phantom^Tour',
    studies: plan.studies.map((study) => ({ ...study, series: study.series.map(less) })),
  };
}

/** How many patients of what shape `loadPatients` plans. */
export interface LoadShape {
  patients: number;
  /** Studies per patient. */
  studies: number;
  /** Series per study. */
  series: number;
  /** Slices per series. */
  slices: number;
  /** Rows and columns of a slice. */
  size: number;
  scene: SceneName;
  seed: string;
}

const smallLoad: LoadShape = {
  patients: 1,
  studies: 1,
  series: 1,
  slices: 20,
  size: 64,
  scene: 'ct-torso',
  seed: 'load',
};

/**
 * Patients `LOAD-0001`, … of one shape, for tests of load. Slices of 512 x 512 make files of about 525 KB, of 64 x 64
 * (the default) about 10 KB.
 */
export function loadPatients(shape: Partial<LoadShape> = {}): PatientPlan[] {
  const { patients, studies, series, slices, size, scene, seed } = { ...smallLoad, ...shape };
  const { coverage } = views[scene];
  return counted(patients, (patient) => ({
    seed,
    anatomySeed: seed,
    PatientID: `LOAD-${String(patient).padStart(4, '0')}`,
    PatientName: `Phantom^Load ${patient}`,
    PatientSex: 'O',
    PatientBirthDate: '19700101',
    studies: counted(studies, (study) => ({
      StudyID: String(study),
      StudyDescription: `Load study ${study}`,
      StudyDate: '20240311',
      StudyTime: '120000',
      series: counted(series, (number) => ({
        SeriesNumber: number,
        SeriesDescription: `Load series ${number}`,
        scene,
        rows: size,
        columns: size,
        slices,
        sliceSpacing: Math.min(5, coverage / slices),
        tilt: 0,
      })),
    })),
  }));
}

function counted<T>(count: number, make: (number: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index + 1));
}
