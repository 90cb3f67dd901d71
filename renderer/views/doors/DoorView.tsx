import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { DoorSummary } from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import { IconDoorEnter, IconSettings } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { WayTo } from '../../nextSteps/index.ts';
import { Answer, EmptyNote, ListSkeleton, Page, Section, StateBadge, Trail } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { doorTones } from './doorLooks.ts';
import { DoorTotals } from './DoorTotals.tsx';
import { FolderStates } from './FolderStates.tsx';
import { HttpEndpoint } from './HttpEndpoint.tsx';
import { OpenDoor } from './OpenDoor.tsx';
import { DoorProblem } from './DoorProblem.tsx';
import { ScpEndpoint } from './ScpEndpoint.tsx';
import styles from './DoorView.module.css';
import { Senders } from './Senders.tsx';

/** One door: how to send to it, what came through it, and from whom. */
export function DoorView({ door: name }: { door: string }) {
  const application = useApplicationId();
  const words = texts.doors;
  const list = useRoute('doors.list', { application });
  const door = list.data?.doors.find((one) => one.door === name);
  return (
    <Page
      title={door === undefined ? words.title : words.names[door.door]}
      trail={<Trail href={paths.doors(application)} label={words.breadcrumb} />}
      mark={door && <StateBadge tone={doorTones[door.state]} label={words.states[door.state]} />}
      description={door && words.purposes[door.door]}
      actions={door && <Actions door={door} />}
    >
      <Answer query={list} waiting={<ListSkeleton rows={6} height={64} />}>
        {() =>
          door === undefined ? (
            <EmptyNote icon={IconDoorEnter} title={words.unknownTitle}>
              <WayTo href={paths.doors(application)} label={texts.nextSteps.doors} />
            </EmptyNote>
          ) : (
            <>
              <div className={styles.problem}>
                {/* Each folder tells its own below. */}
                {door.door !== 'folder' && <DoorProblem door={door} />}
              </div>
              <Endpoint door={door} />
              <DoorTotals door={door} />
              <Section title={words.senders}>
                <Senders door={door.door} senders={door.senders} />
              </Section>
            </>
          )
        }
      </Answer>
    </Page>
  );
}

function Actions({ door }: { door: DoorSummary }) {
  const application = useApplicationId();
  const words = texts.doors;
  if (door.door === 'import') {
    return <WayTo href={paths.imports(application)} label={words.importsLink} />;
  }
  if (door.door === 'pull') {
    return <WayTo href={paths.peers(application)} label={words.peersLink} />;
  }
  return (
    <>
      <Button
        component={Link}
        href={paths.doorSettings(application, door.door)}
        variant="default"
        leftSection={<IconSettings size={15} aria-hidden />}
      >
        {words.settings}
      </Button>
      {door.state === 'off' && door.door !== 'folder' && <OpenDoor door={door.door} />}
    </>
  );
}

/** How to send to a door that others can send to. */
function Endpoint({ door }: { door: DoorSummary }) {
  switch (door.door) {
    case 'scp':
      return <ScpEndpoint door={door} />;
    case 'http':
      return <HttpEndpoint />;
    case 'folder':
      return <FolderStates />;
    default:
      return null;
  }
}
