import { useRoute } from '../../engine/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import {
  Answer,
  CodeBlock,
  JsonTree,
  Page,
  ProblemNote,
  Section,
  StateBadge,
  Trail,
} from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { hexDump } from './hexDump.ts';
import { QuarantinedActions } from './QuarantinedActions.tsx';
import { QuarantinedFacts } from './QuarantinedFacts.tsx';
import styles from './QuarantinedView.module.css';
import { reasonTones } from './reasons.ts';
import { whatItIs } from './whatItIs.ts';

/** One file in quarantine: why it is there, what can be read of it, and what can be done with it. */
export function QuarantinedView({ id }: { id: string }) {
  const application = useApplicationId();
  const words = texts.quarantine;
  const query = useRoute('quarantine.get', { application, id });
  const { data } = query;
  return (
    <Page
      title={data === undefined ? words.pageTitle : whatItIs(data)}
      windowTitle={words.pageTitle}
      trail={<Trail href={paths.quarantine(application)} label={words.breadcrumb} />}
      mark={data && <StateBadge tone={reasonTones[data.reason]} label={words.reasons[data.reason]} />}
      description={data && words.reasonHelp[data.reason]}
      actions={data && <QuarantinedActions id={id} possible={data.taking.possible} />}
    >
      <Answer query={query}>
        {(file) => (
          <>
            <Section title={words.why}>
              <ProblemNote tone="warning" problem={file.message} details={file.details} />
              <p className={styles.taking}>
                <strong>{file.taking.possible ? words.taking : words.cannotTake}:</strong>{' '}
                {file.taking.message}
              </p>
            </Section>
            <QuarantinedFacts file={file} />
            <Section title={words.tags}>
              {file.tagsProblem === null ? (
                <JsonTree value={file.tags} label={words.tagsLabel} />
              ) : (
                <ProblemNote tone="warning" problem={words.noTags} details={file.tagsProblem} />
              )}
            </Section>
            <Section title={words.bytes}>
              {file.firstBytes === '' ? (
                <p className={styles.taking}>{words.noBytes}</p>
              ) : (
                <CodeBlock text={hexDump(file.firstBytes)} label={words.bytesLabel} />
              )}
            </Section>
          </>
        )}
      </Answer>
    </Page>
  );
}
