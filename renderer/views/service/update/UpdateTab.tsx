import type { ServiceDetail, ServiceSource } from '../../../../contract/index.ts';
import { useAction, useRoute } from '../../../engine/index.ts';
import { paths, useApplicationId } from '../../../navigation/index.ts';
import { Note, notifyDone, Section } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { FromSource, ProposedChanges } from '../../../versions/index.ts';
import styles from './Update.module.css';

/** The service as it is now where it came from, against what is installed. */
export function UpdateTab({ service }: { service: ServiceDetail }) {
  const application = useApplicationId();
  const words = texts.service.updating;
  return (
    <div className={styles.tab}>
      <p className={styles.lead}>{words.lead}</p>
      {service.linkedFolder !== null && <Note>{words.linked}</Note>}
      <FromSource
        what="service"
        source={service.source}
        origin={service.origin}
        elsewhere={paths.installService(application)}
      >
        {({ id, folder }) => (
          <Compared key={`${id} ${folder}`} service={service.name} source={{ staged: id }} />
        )}
      </FromSource>
    </div>
  );
}

function Compared({ service: name, source }: { service: string; source: ServiceSource }) {
  const application = useApplicationId();
  const words = texts.service.updating;
  const comparison = useRoute('services.compare', { application, name, with: source }, { keep: false });
  const update = useAction('services.update');
  return (
    <Section title={comparison.data?.isSame === true ? words.upToDate : words.changes}>
      <ProposedChanges
        query={comparison}
        action={words.update}
        busy={update.isPending}
        error={update.error}
        onGo={(found) =>
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
      />
    </Section>
  );
}
