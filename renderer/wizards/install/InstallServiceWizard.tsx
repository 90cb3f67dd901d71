import { Button, Switch, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { errorsIn, type RouteOutput, type StagedSource } from '../../../contract/index.ts';
import { routeKey, useAction, useEngine, useRoute } from '../../engine/index.ts';
import { errorOf, FieldWarnings } from '../../forms/index.ts';
import { FetchPart, folderToLookAt, useFetched } from '../../fetching/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Answer, ListSkeleton, notifyDone } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { Review, useWizard, Wizard, type WizardPage } from '../frame/index.ts';
import styles from './Install.module.css';
import { installCommand } from './installCommand.ts';
import { ServiceFindings } from './ServiceFindings.tsx';
import { SourcePage } from './SourcePage.tsx';
import { emptyInstall, installValuesSchema, keptInstall, type InstallValues } from './sourceForm.ts';
import { sourceOf, sourceProblems } from './sourceValues.ts';
import { useInspected } from './useInspected.ts';

/** From a folder, a repository or an archive to an installed service, with all that was noticed on the way. */
export function InstallServiceWizard() {
  const application = useApplicationId();
  const engine = useEngine();
  const client = useQueryClient();
  const words = texts.installWizard;
  const [, navigate] = useLocation();
  const install = useAction('services.install');
  const installed = useRoute('services.list', { application }).data ?? [];
  const applicationName = useRoute('applications.get', { application }).data?.name ?? application;
  const wizard = useWizard<InstallValues>({
    name: `install-service.${application}`,
    schema: installValuesSchema,
    begin: emptyInstall,
    firstPage: 'source',
    check: ({ source }) => sourceProblems(source),
    forKeeping: keptInstall,
  });
  const { form } = wizard;
  const values = form.getValues();
  const fetched = useFetched(
    sourceOf(values.source),
    values.fetched,
    (record) => form.setFieldValue('fetched', record),
    values.remember,
  );
  const { staged } = fetched;
  const folder = folderToLookAt(staged, 'service');
  const { query: inspected, isLooking } = useInspected(folder === null ? undefined : staged, values.name);
  const service = inspected.data;
  const findings = service?.findings ?? [];
  const given = values.name.trim();
  const name = given === '' ? (service?.name ?? '') : given;
  const replaces = installed.some((one) => one.name === name);
  const canLink = values.source.kind === 'folder';
  const command = installCommand({
    what: 'service',
    application: applicationName,
    values,
    name: given === '' ? null : given,
    subfolder: staged?.origin?.subfolder ?? '',
    replace: replaces,
  });

  const pages: WizardPage[] = [
    {
      id: 'source',
      title: words.source.title,
      lead: words.source.lead,
      fields: ['source'],
      onNext: () => fetched.begin(),
      content: <SourcePage form={form} what="service-folder" refusal={fetched.refusal} />,
    },
    {
      id: 'look',
      title: words.look.title,
      lead: words.look.lead,
      blocked: inspected.error === null ? blockedBy(staged, folder, service) : '',
      content: (
        <FetchPart fetched={fetched} what="service">
          {() =>
            folder !== null && (
              <Answer query={inspected} waiting={<Waiting />}>
                {(found) => (
                  <>
                    <ServiceFindings service={found} />
                    {found.findings.length > 0 && (
                      <div>
                        <Button
                          variant="default"
                          loading={inspected.isFetching}
                          onClick={() => void inspected.refetch()}
                        >
                          {words.look.again}
                        </Button>
                      </div>
                    )}
                  </>
                )}
              </Answer>
            )
          }
        </FetchPart>
      ),
    },
    {
      id: 'confirm',
      title: words.confirm.title,
      lead: words.confirm.lead,
      fields: ['name'],
      content: (
        <Review commands={[command]}>
          {service !== undefined && (
            <p className={styles.note}>
              <strong>{words.confirm.what(service.name, texts.common.jobs(service.jobs.length))}</strong>
            </p>
          )}
          {replaces && <p className={styles.note}>{words.confirm.replaceNote(name)}</p>}
          {findings.length > 0 && <p className={styles.note}>{words.confirm.warnings(findings.length)}</p>}
          <div>
            <TextInput
              label={words.confirm.name}
              description={words.confirm.nameHelp}
              placeholder={service?.name ?? ''}
              {...form.getInputProps('name')}
              error={errorOf(findings, 'name')}
            />
            <FieldWarnings path="name" />
          </div>
          {canLink && (
            <Switch
              label={words.confirm.link}
              description={words.confirm.linkHelp}
              {...form.getInputProps('link', { type: 'checkbox' })}
            />
          )}
        </Review>
      ),
    },
  ];

  function finish() {
    if (staged === undefined || folder === null) return;
    install.mutate(
      {
        application,
        source: canLink ? { folder } : { staged: staged.id },
        ...(given === '' ? {} : { name: given }),
        replace: replaces,
        link: canLink && values.link,
      },
      {
        onSuccess: (done) => {
          wizard.forget();
          void client.invalidateQueries({ queryKey: routeKey('services.list', { application }) });
          // Nothing else is made of it.
          void engine.request('sources.close', { id: staged.id }).catch(() => undefined);
          notifyDone(words.service.done(done.name));
          navigate(paths.service(application, done.name));
        },
      },
    );
  }
  return (
    <Wizard
      title={words.service.title}
      wizard={wizard}
      findings={findings}
      isLooking={isLooking && wizard.page !== 'source'}
      pages={pages}
      action={replaces ? words.service.replace : words.service.action}
      onFinish={finish}
      busy={install.isPending}
      problem={install.error}
      onLeave={() => navigate(paths.services(application))}
    />
  );
}

function Waiting() {
  return (
    <>
      <output className={styles.note}>{texts.installWizard.look.looking}</output>
      <ListSkeleton rows={4} />
    </>
  );
}

function blockedBy(
  staged: StagedSource | undefined,
  folder: string | null,
  service: RouteOutput<'services.inspect'> | undefined,
): string | null {
  const words = texts.installWizard.look;
  if (folder === null) return staged?.state === 'ready' ? words.chooseFirst : '';
  if (service === undefined) return words.wait;
  // Another name can be given on the next page.
  return errorsIn(service.findings).some(({ field }) => field !== 'name') ? words.hasErrors : null;
}
