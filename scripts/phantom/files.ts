import {
  add,
  createRenderer,
  firstCentre,
  identity,
  rotation,
  scale,
  transpose,
  views,
} from './anatomy/index.ts';
import type { Vector } from './anatomy/index.ts';
import { elementHeader, encodeDataset, filePrefix, uidOf } from './dicom/index.ts';
import type { DicomTags } from './dicom/index.ts';
import { acquisitionTags, commonTags } from './headers.ts';
import type { PatientPlan, SeriesPlan, StudyPlan } from './plan.ts';

/** One DICOM file that is about to be written. Files that show the same slice share the memory of its pixels. */
export interface PhantomFile {
  /** Path inside the target folder, with `/`. */
  path: string;
  SOPInstanceUID: string;
  /** Everything up to and including the header of PixelData. */
  head: Buffer;
  pixels: Buffer;
}

/** A longer series repeats its slices: rendering must not be what limits a load of thousands of files. */
const renderedLevels = 64;

/** The files of the patients, in the order patient, study, series, slice; made as they are taken. */
export function* phantomFiles(patients: readonly PatientPlan[]): Generator<PhantomFile, void, undefined> {
  const pixelsOf = sharedPixels();
  for (const patient of patients) {
    for (const study of patient.studies) {
      for (const series of study.series) {
        const seriesTags = tagsOfSeries(patient, study, series);
        for (let slice = 0; slice < series.slices; slice += 1) {
          yield sliceFile(patient, study, series, seriesTags, slice, pixelsOf(patient, series, slice));
        }
      }
    }
  }
}

function sliceFile(
  patient: PatientPlan,
  study: StudyPlan,
  series: SeriesPlan,
  seriesTags: DicomTags & { SeriesInstanceUID: string },
  slice: number,
  pixels: Buffer,
): PhantomFile {
  const SOPInstanceUID = uidOf(seriesTags.SeriesInstanceUID, slice);
  const { SOPClassUID } = acquisitionTags[series.scene];
  const position = positionOf(series, slice);
  const dataset = encodeDataset({
    ...seriesTags,
    SOPInstanceUID,
    InstanceNumber: slice + 1,
    ImagePositionPatient: position.map(millionths),
    SliceLocation: millionths(levelOf(series, slice)),
  });
  return {
    path: `${patient.PatientID}/${study.StudyID}/${series.SeriesNumber}/${String(slice + 1).padStart(4, '0')}.dcm`,
    SOPInstanceUID,
    head: Buffer.concat([
      filePrefix({ SOPClassUID, SOPInstanceUID }),
      dataset,
      elementHeader('PixelData', pixels.length),
    ]),
    pixels,
  };
}

function tagsOfSeries(
  patient: PatientPlan,
  study: StudyPlan,
  series: SeriesPlan,
): DicomTags & { SeriesInstanceUID: string } {
  const { StudyDate, StudyTime } = study;
  const studyUid = uidOf(patient.seed, patient.PatientID, study.StudyID);
  const [row, column] = axesOf(series);
  const spacing = pixelSpacingOf(series);
  return {
    ...commonTags,
    ...acquisitionTags[series.scene],
    PatientID: patient.PatientID,
    PatientName: patient.PatientName,
    PatientSex: patient.PatientSex,
    PatientBirthDate: patient.PatientBirthDate,
    StudyInstanceUID: studyUid,
    StudyID: study.StudyID,
    StudyDescription: study.StudyDescription,
    StudyDate,
    StudyTime,
    SeriesInstanceUID: uidOf(studyUid, series.SeriesNumber),
    SeriesNumber: series.SeriesNumber,
    SeriesDescription: series.SeriesDescription,
    ProtocolName: series.SeriesDescription,
    SeriesDate: StudyDate,
    SeriesTime: StudyTime,
    AcquisitionDate: StudyDate,
    AcquisitionTime: StudyTime,
    ContentDate: StudyDate,
    ContentTime: StudyTime,
    FrameOfReferenceUID: uidOf(studyUid, 'frame of reference'),
    ImageOrientationPatient: [...row, ...column].map(millionths),
    Rows: series.rows,
    Columns: series.columns,
    PixelSpacing: [spacing, spacing],
    SliceThickness: series.sliceSpacing,
    // The CT Image module does not define it (PS3.3 C.8.2.1).
    SpacingBetweenSlices: series.scene === 'ct-torso' ? undefined : series.sliceSpacing,
  };
}

/** Directions of rows, columns and normal of the slices, in patient coordinates. */
function axesOf(series: SeriesPlan) {
  return series.tilt === 0 ? identity : transpose(rotation('x', series.tilt));
}

function pixelSpacingOf(series: SeriesPlan): number {
  return views[series.scene].fieldOfView / Math.max(series.rows, series.columns);
}

/** Position along the normal, mm; slices ascend to the head. */
function levelOf(series: SeriesPlan, slice: number): number {
  return (
    views[series.scene].middle + firstCentre(series.slices, series.sliceSpacing) + slice * series.sliceSpacing
  );
}

/** Centre of the first pixel in patient coordinates (PS3.3 C.7.6.2.1.1). */
function positionOf(series: SeriesPlan, slice: number): Vector {
  const [row, column, normal] = axesOf(series);
  const spacing = pixelSpacingOf(series);
  const corner = add(
    scale(row, firstCentre(series.columns, spacing)),
    scale(column, firstCentre(series.rows, spacing)),
  );
  return add(corner, scale(normal, levelOf(series, slice)));
}

function millionths(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/** Renders each distinct slice once; keeps those of the latest kind of series only. */
function sharedPixels(): (patient: PatientPlan, series: SeriesPlan, slice: number) => Buffer {
  let currentKind = '';
  let rendered = new Map<number, Buffer>();
  let render: (level: number) => Buffer = () => Buffer.alloc(0);
  return (patient, series, slice) => {
    const { scene, rows, columns, slices, sliceSpacing, tilt } = series;
    const kind = JSON.stringify([patient.anatomySeed, scene, rows, columns, slices, sliceSpacing, tilt]);
    if (kind !== currentKind) {
      currentKind = kind;
      rendered = new Map();
      const raster = { rows, columns, pixelSpacing: pixelSpacingOf(series), axes: axesOf(series) };
      render = createRenderer(scene, patient.anatomySeed, raster);
    }
    const level = levelOf(series, slice - (slice % Math.ceil(slices / renderedLevels)));
    const pixels = rendered.get(level) ?? render(level);
    rendered.set(level, pixels);
    return pixels;
  };
}
