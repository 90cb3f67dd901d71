import type { ReactNode } from 'react';
import { DockerNote, useRuntimeKind } from '../../docker/index.ts';
import { useRoute } from '../../engine/index.ts';
import { formatBytes } from '../../format/index.ts';
import { IconContainer } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { WayTo } from '../../nextSteps/index.ts';
import { Answer, EmptyNote, KeyValues, Page, Section, StateBadge, type Tone } from '../../parts/index.ts';
import type { DockerState } from '../../../contract/index.ts';
import { texts } from '../../texts/index.ts';
import { Components } from '../components/index.ts';
import { ContainerTable } from './ContainerTable.tsx';
import styles from './ContainersView.module.css';

/** Figures are asked for anew after so many milliseconds. */
const figuresMs = 2000;

/** What runs in Docker for the application, and Docker itself. */
export function ContainersView() {
  const words = texts.docker;
  const application = useApplicationId();
  const isLocal = useRuntimeKind() === 'local';
  return (
    <Page title={words.containers} description={words.containersLead}>
      {isLocal ? (
        <>
          <EmptyNote icon={IconContainer} title={words.noContainersTitle} text={words.noContainersLocal}>
            <WayTo href={paths.settings(application)} label={texts.workers.toSettings} />
          </EmptyNote>
          <Components />
        </>
      ) : (
        <>
          <Containers />
          <Components />
          <DockerSection />
        </>
      )}
    </Page>
  );
}

function Containers() {
  const application = useApplicationId();
  const words = texts.docker;
  const list = useRoute('containers.list', { application, figures: true }, { everyMs: figuresMs });
  return (
    <Answer query={list}>
      {(containers) =>
        containers.length === 0 ? (
          <EmptyNote icon={IconContainer} title={words.noContainersTitle} text={words.noContainersText}>
            <WayTo href={paths.workers(application)} label={texts.nextSteps.workers} />
          </EmptyNote>
        ) : (
          <div className={styles.containers}>
            {containers.map(
              ({ name, problem }) => problem !== null && <DockerNote key={name} problem={problem} />,
            )}
            <ContainerTable containers={containers} label={words.containers} />
          </div>
        )
      }
    </Answer>
  );
}

const stateTones: Record<DockerState['state'], Tone> = {
  idle: 'waiting',
  connecting: 'running',
  connected: 'succeeded',
  unavailable: 'failed',
};

/** What answers as Docker, and where. */
function DockerSection() {
  const words = texts.docker;
  const docker = useRoute('docker.state', {});
  return (
    <Answer query={docker} waiting={null}>
      {({ state, endpoint, server }) => {
        const pairs: [string, ReactNode][] = [];
        if (server !== null) {
          const { kind, version, operatingSystem, cpus, memoryBytes } = server;
          pairs.push([words.server, words.serverIs(words.kinds[kind], version, operatingSystem)]);
          pairs.push([words.size, words.serverSize(cpus, formatBytes(memoryBytes))]);
          pairs.push([words.keeps, <code key="root">{server.rootFolder}</code>]);
        }
        if (endpoint !== null) {
          pairs.push([words.address, <code key="address">{endpoint.address}</code>]);
          pairs.push([words.found, endpoint.origin]);
        }
        return (
          <Section
            title={words.title}
            mark={<StateBadge tone={stateTones[state]} label={words.states[state]} />}
          >
            <KeyValues pairs={pairs} />
          </Section>
        );
      }}
    </Answer>
  );
}
