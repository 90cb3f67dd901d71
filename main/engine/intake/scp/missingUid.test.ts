import { expect, it } from 'vitest';
import { buildInstance } from '../../../../scripts/phantom/index.ts';
import { statuses } from '../../dimse/index.ts';
import { dataSetOf, openAssociation, openTestScp, storeMessage } from './testing/index.ts';

it.each(['StudyInstanceUID', 'SeriesInstanceUID'] as const)(
  'an instance without %s is put into quarantine, and its sender hears which UID that is',
  async (keyword) => {
    const test = await openTestScp();
    const sender = await openAssociation(test.port);
    const SOPInstanceUID = '1.2.826.0.1.3680043.2.1125.1';
    const bytes = dataSetOf(buildInstance({ SOPInstanceUID, [keyword]: '' }));
    sender.send(...storeMessage(bytes, { SOPInstanceUID }));
    expect(await sender.answer()).toMatchObject({
      Status: statuses.dataSetDoesNotMatch,
      ErrorComment: `No usable ${keyword} in the data set`,
    });
    expect(test.quarantined()).toMatchObject([{ reason: 'missing-uid' }]);
    sender.close();
  },
);
