import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { errorsIn } from '../../../../contract/index.ts';
import type { ServiceDetail, ServiceSource } from '../../../../contract/index.ts';
import { ChangesView } from '../../../changes/index.ts';
import { useAction, useRoute } from '../../../engine/index.ts';
import { IconFolderPlus, IconRefresh } from '../../../icons/index.ts';
import { paths, useApplicationId } from '../../../navigation/index.ts';
import { Answer, ErrorNote, ListSkeleton, Note, notifyDone, Section } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { FetchPart, folderToLookAt, useFetched, type FetchRecord } from '../../../wizards/install/index.ts';
import { sourceAgain } from './sourceAgain.ts';
import styles from './Update.module.css';

/** The service as it is now where it came from, against what is installed. */
export function UpdateTab({ service }: { service: ServiceDetail }) {
  const application = useApplicationId();
  const words = texts.service.updating;
  const source = sourceAgain(service.source);
  const [record, setRecord] = useState<FetchRecord | null>(null);
  const fetched = useFetched(source ?? { kind: 'folder', path: '.' }, record, setRecord);
  const folder = folderToLookAt(fetched.staged, 'service');
  const isAsked = record !== null || fetched.error !== null;
  return (
    <div className={styles.tab}>
      <p className={styles.lead}>{words.lead}</p>
      {service.linkedFolder !== null && <Note>{words.linked}</Note>}
      <div className={styles.from}>
        <span>
          {source === null ? (
            words.unknown
          ) : (
            <>
              {words.from} <code>{service.origin}</code>
            </>
          )}
        </span>
        <span className={styles.buttons}>
          {source !== null && (
            <Button
              size="sm"
              variant={isAsked ? 'default' : 'filled'}
              leftSection={<IconRefresh size={15} aria-hidden />}
              onClick={() => void fetched.begin(true)}
            >
              {isAsked ? words.lookAgain : words.look}
            </Button>
          )}
          <Button
            component={Link}
            href={paths.installService(application)}
            size="sm"
            variant="default"
            leftSection={<IconFolderPlus size={15} aria-hidden />}
          >
            {words.elsewhere}
          </Button>
        </span>
      </div>
      {isAsked && (
        <FetchPart fetched={fetched} what="service">
          {({ id }) =>
            folder !== null && (
              <Compared key={`${id} ${folder}`} service={service.name} source={{ staged: id }} />
            )
          }
        </FetchPart>
      )}
    </div>
  );
}

function Compared({ service: name, source }: { service: string; source: ServiceSource }) {
  const application = useApplicationId();
  const words = texts.service.updating;
  const comparison = useRoute('services.compare', { application, name, with: source }, { keep: false });
  const update = useAction('services.update');
  return (
    <Answer query={comparison} waiting={<ListSkeleton rows={4} />}>
      {(found) => (
        <Section title={found.isSame ? words.upToDate : words.changes}>
          {!found.isSame && (
            <>
              <ChangesView comparison={found} />
              {update.error !== null && <ErrorNote error={update.error} />}
              <div className={styles.foot}>
                <Button
                  size="sm"
                  disabled={errorsIn(found.findings).length > 0}
                  loading={update.isPending}
                  onClick={() =>
                    update.mutate(
                      { application, name, source, expected: found.to },
                      {
                        onSuccess: ({ to }) => {
                          notifyDone(words.updated(to));
                          void comparison.refetch();
                        },
                      },
                    )
                  }
                >
                  {words.update}
                </Button>
                {errorsIn(found.findings).length > 0 && (
                  <span className={styles.lead}>{words.hasErrors}</span>
                )}
              </div>
            </>
          )}
        </Section>
      )}
    </Answer>
  );
}
