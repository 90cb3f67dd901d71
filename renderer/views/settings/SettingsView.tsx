import { DesktopPart } from '../../desktop/index.ts';
import { useRoute } from '../../engine/index.ts';
import { Field, Part } from '../../forms/index.ts';
import { LanguageSwitch, SchemeSwitch } from '../../frame/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Answer, ListSkeleton, Page } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { About } from './About.tsx';
import { BuildForm } from './BuildForm.tsx';
import { DockerForm } from './DockerForm.tsx';
import { NetworkPart, SecretsPart } from './network/index.ts';
import { OptionsForm } from './OptionsForm.tsx';
import { ThisApplication } from './application/index.ts';
import { UpkeepForm } from './UpkeepForm.tsx';

/** What can be set, and what there is to know. */
export function SettingsView() {
  const application = useApplicationId();
  const detail = useRoute('applications.get', { application });
  return (
    <Page title={texts.settings.title}>
      <Answer query={detail} waiting={<ListSkeleton rows={8} height={56} />}>
        {(data) => (
          <>
            <DockerForm key={`${application} docker`} detail={data} />
            <OptionsForm key={application} detail={data} />
            {data.options.runtime === 'docker' && <BuildForm key={`${application} build`} detail={data} />}
            <UpkeepForm key={`${application} upkeep`} detail={data} />
          </>
        )}
      </Answer>
      <Part title={texts.settings.appearance}>
        <Field label={texts.settings.colourScheme} help={texts.settings.colourSchemeHelp}>
          <SchemeSwitch />
        </Field>
        <Field label={texts.settings.language} help={texts.settings.languageHelp}>
          <LanguageSwitch />
        </Field>
      </Part>
      {detail.data && <DesktopPart detail={detail.data} />}
      <NetworkPart />
      <SecretsPart />
      {detail.data && <ThisApplication detail={detail.data} />}
      <About folder={detail.data?.folder ?? null} />
    </Page>
  );
}
