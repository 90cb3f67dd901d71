import type { ApplicationDetail } from '../../../../contract/index.ts';
import { useRoute } from '../../../engine/index.ts';
import { IconDoorEnter } from '../../../icons/index.ts';
import { paths, useApplicationId } from '../../../navigation/index.ts';
import { WayTo } from '../../../nextSteps/index.ts';
import { Answer, EmptyNote, ListSkeleton, Page, StateBadge, Trail } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { doorTones, isSettable, type SettableDoor } from '../doorLooks.ts';
import { DoorProblem } from '../DoorProblem.tsx';
import styles from './DoorSettingsView.module.css';
import { FoldersForm } from './FoldersForm.tsx';
import { HttpForm } from './HttpForm.tsx';
import { ScpForm } from './ScpForm.tsx';

const forms: Record<SettableDoor, (props: { detail: ApplicationDetail }) => React.ReactNode> = {
  scp: ScpForm,
  http: HttpForm,
  folder: FoldersForm,
};

/** The settings of one door, and at once what becomes of it. */
export function DoorSettingsView({ door: name }: { door: string }) {
  const application = useApplicationId();
  const words = texts.doors;
  const detail = useRoute('applications.get', { application });
  const door = useRoute('doors.list', { application }).data?.doors.find((one) => one.door === name);
  if (!isSettable(name)) {
    return (
      <Page title={words.title} trail={<Trail href={paths.doors(application)} label={words.breadcrumb} />}>
        <EmptyNote icon={IconDoorEnter} title={words.unknownTitle}>
          <WayTo href={paths.doors(application)} label={texts.nextSteps.doors} />
        </EmptyNote>
      </Page>
    );
  }
  const Form = forms[name];
  return (
    <Page
      title={words.settingsOf(words.names[name])}
      trail={<Trail href={paths.door(application, name)} label={words.names[name]} />}
      mark={
        door && (
          <output>
            <StateBadge tone={doorTones[door.state]} label={words.states[door.state]} />
          </output>
        )
      }
    >
      {door !== undefined && (
        <div className={styles.problem}>
          <DoorProblem door={door} />
        </div>
      )}
      <Answer query={detail} waiting={<ListSkeleton rows={8} height={56} />}>
        {(data) => <Form key={application} detail={data} />}
      </Answer>
    </Page>
  );
}
