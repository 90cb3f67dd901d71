import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { completenessOptionsSchema, filterOptionsSchema } from '../../../contract/index.ts';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { openTestWalk } from '../archive/testing/index.ts';
import type { TestWalk } from '../archive/testing/index.ts';
import { runFolders } from '../context/index.ts';
import { getStudy, listArrivals, listStudies } from '../history/index.ts';

let walk: TestWalk;
beforeEach(() => {
  walk = openTestWalk();
});
afterEach(async () => {
  await walk.close();
  walk.application.remove();
});

const series = (SeriesNumber: number, count: number, tags: object = {}) =>
  Array.from({ length: count }, (_, index) =>
    buildInstance({ SeriesNumber, InstanceNumber: index + 1, ...tags }),
  );
const filter = (options: object = {}) => {
  walk.application.options.filters = filterOptionsSchema.parse({ enabled: true, ...options });
};
const newest = () => walk.run(walk.runs()[0]?.id ?? '');
const { signal } = new AbortController();

describe('a run behind filters', () => {
  it('has only what passed, in headers and files, and says what was kept out of which series', async () => {
    filter();
    await walk.receive(
      ...series(1, 4),
      buildInstance({ SeriesNumber: 1, InstanceNumber: 5, ImageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] }),
      ...series(2, 2),
      ...series(3, 3, { Modality: 'SR' }),
    );
    await walk.untilEnded(1);
    const run = newest();
    expect(run).toMatchObject({ state: 'succeeded', seriesCount: 1, instanceCount: 4, warnings: [] });
    const { data } = runFolders(walk.application.context.folders, run.id);
    const files = readdirSync(path.join(data, 'dicom'), { recursive: true, encoding: 'utf8' });
    expect(files.filter((name) => name.endsWith('.dcm'))).toHaveLength(4);
    expect(walk.runtime.asked[0]?.request.headers['seriesIds']).toHaveLength(1);
    expect(run.filters).toMatchObject({
      instanceCount: 10,
      passedInstanceCount: 4,
      seriesCount: 3,
      passedSeriesCount: 1,
      rules: [
        { rule: 'localizers', instances: 1, series: 1 },
        { rule: 'modalities', instances: 3, series: 1 },
        { rule: 'minimum-instances', instances: 2, series: 1 },
      ],
    });
    expect(
      run.filters?.series.map((one) => [one.SeriesNumber, one.Modality, one.passedCount, one.keptOut.length]),
    ).toEqual([
      ['1', 'CT', 4, 1],
      ['2', 'CT', 0, 1],
      ['3', 'SR', 0, 1],
    ]);
  });

  it('is still to be seen where nothing passed: no callback is asked, and it says why', async () => {
    filter();
    await walk.receive(...series(1, 2), ...series(2, 3, { ImageType: ['DERIVED', 'PRIMARY'] }));
    await walk.untilEnded(1);
    const run = newest();
    expect(run).toMatchObject({ state: 'filtered-out', instanceCount: 0, jobRuns: [], studyCount: 1 });
    expect(run.warnings).toEqual([
      {
        code: 'filtered-out',
        message: 'The filters let none of 5 instances pass: 3 by junk words, 2 by number of instances.',
        details: null,
      },
    ]);
    expect(run.finishedAt).not.toBeNull();
    expect(walk.runtime.asked).toEqual([]);
    const { history } = walk.application.context;
    const [study] = listStudies(history, { limit: 1 }).rows;
    expect(getStudy(history, study?.id ?? '').runs).toMatchObject([{ id: run.id, state: 'filtered-out' }]);
  });

  it('needs no Python to find that nothing passed', async () => {
    filter();
    walk.runtime.broken = true;
    await walk.receive(...series(1, 1));
    await walk.untilEnded(1);
    expect(newest().state).toBe('filtered-out');
  });

  it('does not call it filtered out when files are missing: that is a fault of the archive', async () => {
    filter();
    walk.application.options.quietSeconds = 1000;
    await walk.receive(...series(1, 3));
    const files = walk.archive.instancesOfSeries(1).map((instance) => instance.file);
    for (const file of files) rmSync(file);
    walk.completeness.processNow();
    await walk.untilEnded(1);
    expect(newest()).toMatchObject({ state: 'failed' });
    expect(newest().warnings.map((warning) => warning.code)).toContain('instance-missing');
  });

  it('has everything, and no report, while the switch is off', async () => {
    await walk.receive(...series(1, 1, { Modality: 'SR', ImageType: undefined }));
    await walk.untilEnded(1);
    expect(newest()).toMatchObject({ state: 'succeeded', instanceCount: 1, filters: null });
  });
});

describe('the preview of filters', () => {
  const preview = (level: 'patient' | 'study', key: string, options: object = {}) =>
    walk.planning.previewFilters({ level, key }, filterOptionsSchema.parse(options), signal);

  it('tells for a stored patient or study what rules would keep out, whether they are on or not', async () => {
    walk.application.options.quietSeconds = 1000;
    await walk.receive(...series(1, 3), ...series(1, 3, { StudyID: '2', Modality: 'SR' }));
    const { history } = walk.application.context;
    const studies = listStudies(history, { limit: 2 }).rows;
    const patient = studies[0]?.patient ?? '';
    expect(await preview('patient', patient)).toMatchObject({ instanceCount: 6, passedInstanceCount: 3 });
    const sr = studies.find((study) => study.ModalitiesInStudy.includes('SR'))?.id ?? '';
    expect(await preview('study', sr)).toMatchObject({ instanceCount: 3, passedInstanceCount: 0 });
    expect(await preview('study', sr, { modalities: ['SR'] })).toMatchObject({ rules: [] });
    expect(walk.runs()).toEqual([]);
  });

  it('refuses rules that nothing could pass, and what the archive does not hold', async () => {
    await expect(preview('study', 'nowhere')).rejects.toMatchObject({ code: 'not-found' });
    await expect(preview('study', 'nowhere', { requiredTags: ['InstanceNumbr'] })).rejects.toMatchObject({
      code: 'validation-failed',
      message: 'DICOM knows no attribute with the keyword "InstanceNumbr".',
    });
  });

  it('ends at once when nobody waits for it any more, and the next one is answered', async () => {
    walk.application.options.quietSeconds = 1000;
    await walk.receive(...series(1, 3));
    const patient = listStudies(walk.application.context.history, { limit: 1 }).rows[0]?.patient ?? '';
    const ending = new AbortController();
    const asked = walk.planning.previewFilters(
      { level: 'patient', key: patient },
      filterOptionsSchema.parse({}),
      ending.signal,
    );
    ending.abort(new Error('nobody waits'));
    await expect(asked).rejects.toThrow('nobody waits');
    expect(await preview('patient', patient)).toMatchObject({ passedInstanceCount: 3 });
  });
});

describe('what is odd about an arrival', () => {
  it('is told with the run: it lacked something, and somebody did not want to wait', async () => {
    walk.application.options.completeness = completenessOptionsSchema.parse({
      requiredSeries: 'count(Modality == "SEG") >= 1',
    });
    await walk.receive(...series(1, 1));
    await walk.application.until(
      () => listArrivals(walk.application.context.history, 'open')[0]?.missing.length === 1,
    );
    walk.completeness.processNow();
    await walk.untilEnded(1);
    expect(newest().warnings).toMatchObject([
      {
        code: 'incomplete',
        message: expect.stringContaining('count(Modality == "SEG") >= 1; so far it is 0'),
      },
    ]);
  });

  it('is a study that changes its patient id midway: two runs that never mix, and a warning at each place', async () => {
    const StudyInstanceUID = '1.2.3';
    walk.application.options.quietSeconds = 1000;
    await walk.receive(...series(1, 2, { StudyInstanceUID, PatientID: 'WRONG' }));
    expect(listArrivals(walk.application.context.history, 'open')[0]?.warnings).toEqual([]);
    await walk.receive(
      buildInstance({ StudyInstanceUID, PatientID: 'RIGHT', SeriesNumber: 1, InstanceNumber: 3 }),
    );
    const { history } = walk.application.context;
    const arrivals = listArrivals(history, 'open');
    expect(arrivals.map((arrival) => [arrival.PatientID, arrival.instanceCount])).toEqual([
      ['WRONG', 2],
      ['RIGHT', 1],
    ]);
    expect(arrivals.flatMap((arrival) => arrival.warnings.map((warning) => warning.message))).toEqual([
      expect.stringContaining('under the patient id "WRONG" and also under "RIGHT"'),
      expect.stringContaining('under the patient id "RIGHT" and also under "WRONG"'),
    ]);
    for (const study of listStudies(history, { limit: 2 }).rows) {
      expect(getStudy(history, study.id).otherPatientIDs).toEqual([
        study.PatientID === 'RIGHT' ? 'WRONG' : 'RIGHT',
      ]);
    }
    walk.completeness.processNow();
    await walk.untilEnded(2);
    for (const summary of walk.runs()) {
      const run = walk.run(summary.id);
      expect(run.warnings.map((warning) => warning.code)).toEqual(['patient-id-changed']);
      expect(run.instanceCount).toBe(run.PatientID === 'RIGHT' ? 1 : 2);
    }
  });
});
