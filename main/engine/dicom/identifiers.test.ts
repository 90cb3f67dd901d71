import { describe, expect, it } from 'vitest';
import { identifiersOf } from './identifiers.ts';

describe('identifiers', () => {
  it('are those of Orthanc 1.10.1, or services would not find their patients again', () => {
    // Told by an Orthanc that received a file with these values.
    expect(
      identifiersOf({
        PatientID: '  PÄT 1',
        StudyInstanceUID: '1.2.3.1',
        SeriesInstanceUID: '1.2.3.2',
        SOPInstanceUID: '1.2.3.448537980',
      }),
    ).toEqual({
      patient: '35540afc-2fee2553-508abe36-b09ea22c-dd261c38',
      study: '11d97f5c-0f88003a-ea8c487d-7967176a-195825af',
      series: '207f9a0c-ee04e8e3-d62cc429-110c4bfb-16ef91f8',
      instance: '30d062aa-5921dea2-e7442989-8f660c8a-459f2de5',
    });
  });

  it('never are those of the series before, also where values hold the sign that joins them', () => {
    const base = { PatientID: 'A', StudyInstanceUID: '1', SeriesInstanceUID: '2|3', SOPInstanceUID: '4' };
    const others = [
      { PatientID: 'A', StudyInstanceUID: '1|2', SeriesInstanceUID: '3', SOPInstanceUID: '4' },
      { PatientID: 'A|1', StudyInstanceUID: '2', SeriesInstanceUID: '3', SOPInstanceUID: '4' },
      { ...base, PatientID: 'B' },
      { ...base, StudyInstanceUID: '9' },
      { ...base, SeriesInstanceUID: '9' },
    ];
    const fresh = others.map((other) => {
      identifiersOf({ PatientID: '', StudyInstanceUID: '', SeriesInstanceUID: '', SOPInstanceUID: '' });
      return identifiersOf(other);
    });
    for (const [index, other] of others.entries()) {
      identifiersOf(base);
      expect(identifiersOf(other)).toEqual(fresh[index]);
    }
    expect(identifiersOf({ ...base, SOPInstanceUID: '5' }).instance).not.toBe(identifiersOf(base).instance);
    expect(identifiersOf(base).study).not.toBe(fresh[0]?.study);
  });
});
