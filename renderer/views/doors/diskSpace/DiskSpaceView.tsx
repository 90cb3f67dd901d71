import type { ApplicationDetail } from '../../../../contract/index.ts';
import { useRoute } from '../../../engine/index.ts';
import { formatBytes } from '../../../format/index.ts';
import {
  gibibyte,
  NumberOption,
  Part,
  OptionsFormFrame,
  useOptionPart,
  WholeField,
} from '../../../forms/index.ts';
import { paths, useApplicationId } from '../../../navigation/index.ts';
import { Answer, ListSkeleton, Page, ProblemNote, Trail } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { DiskMeter } from '../DiskMeter.tsx';
import styles from './DiskSpaceView.module.css';
import { GuardFields } from './GuardFields.tsx';
import { guardProblems } from './guardProblems.ts';

/** How much space there is for the archive, and what is done before there is none. */
export function DiskSpaceView() {
  const application = useApplicationId();
  const words = texts.doorSettings.disk;
  const detail = useRoute('applications.get', { application });
  const disk = useRoute('doors.list', { application }).data?.disk;
  return (
    <Page
      title={words.title}
      trail={<Trail href={paths.doors(application)} label={texts.doors.breadcrumb} />}
      description={words.lead}
    >
      {disk?.state === 'failed' && disk.problem !== null && (
        <div className={styles.problem}>
          <ProblemNote tone="failed" problem={disk.problem} details={disk.details} />
        </div>
      )}
      {disk !== undefined && (
        <Part title={words.now}>
          <WholeField>
            <div className={styles.now}>
              <DiskMeter disk={disk} />
              <span className={styles.free}>
                {texts.doors.freeOf(formatBytes(disk.freeBytes), formatBytes(disk.totalBytes))}
              </span>
            </div>
          </WholeField>
        </Part>
      )}
      <Answer query={detail} waiting={<ListSkeleton rows={6} height={56} />}>
        {(data) => <SpaceForm key={application} detail={data} />}
      </Answer>
    </Page>
  );
}

function SpaceForm({ detail }: { detail: ApplicationDetail }) {
  const words = texts.doorSettings.disk;
  const part = useOptionPart(detail.options, ['diskGuard', 'quarantine'], {
    savedText: words.saved,
    check: ({ diskGuard }) => guardProblems(diskGuard),
  });
  const { form } = part;
  return (
    <OptionsFormFrame part={part}>
      <GuardFields form={form} />
      <Part title={words.quarantine}>
        <NumberOption
          form={form}
          path="quarantine.maxBytes"
          label={words.maxBytes}
          help={words.maxBytesHelp}
          unit={gibibyte}
          suffix={texts.doorSettings.gibibytes}
        />
        <NumberOption
          form={form}
          path="quarantine.maxFiles"
          label={words.maxFiles}
          help={words.maxFilesHelp}
        />
      </Part>
    </OptionsFormFrame>
  );
}
