import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { EngineError, RouteOutput } from '../../../../contract/index.ts';
import { routeKey, useAction, useRoute } from '../../../engine/index.ts';
import { fieldProblems, Part, PathOption, SaveBar, TextOption, WordsOption } from '../../../forms/index.ts';
import { Answer, ListSkeleton, notifyDone } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { AddressCheck } from './AddressCheck.tsx';
import { changesOf, problemsOf, valuesOf, type NetworkValues } from './networkValues.ts';

type Network = RouteOutput<'network.get'>;

/** How this machine reaches the network; for all applications. */
export function NetworkPart() {
  const network = useRoute('network.get', {}, { keep: false });
  return (
    <Answer query={network} waiting={<ListSkeleton rows={6} height={56} />}>
      {(data) => <NetworkForm network={data} />}
    </Answer>
  );
}

function NetworkForm({ network }: { network: Network }) {
  const words = texts.network;
  const queryClient = useQueryClient();
  const set = useAction('network.set');
  const [problem, setProblem] = useState<EngineError | null>(null);
  const form = useForm<NetworkValues>({
    initialValues: valuesOf(network.settings),
    validate: problemsOf,
    validateInputOnChange: true,
  });

  function submit(values: NetworkValues) {
    setProblem(null);
    set.mutate(
      { changes: changesOf(values, form.getInitialValues()) },
      {
        onSuccess(stored) {
          queryClient.setQueryData(routeKey('network.get', {}), stored);
          form.setInitialValues(valuesOf(stored.settings));
          form.setValues(valuesOf(stored.settings));
          notifyDone(words.saved);
        },
        onError(error) {
          const atFields = [...fieldProblems(error)].map(
            ([path, sentence]) => [path.replace(/^changes\./, ''), sentence] as const,
          );
          form.setErrors(Object.fromEntries(atFields));
          if (atFields.length === 0) setProblem(error);
        },
      },
    );
  }
  /** What holds where nothing is set, and whether a password is kept. */
  const help = (name: keyof NetworkValues, text: string) => {
    const kept = network.passwords.some((one) => one === name) ? ` ${words.passwordKept}` : '';
    return `${text}${kept}`;
  };
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Part title={words.title}>
        {(['httpProxy', 'httpsProxy', 'ftpProxy'] as const).map((name) => (
          <TextOption
            key={name}
            form={form}
            path={name}
            label={words.names[name]}
            help={help(name, words.helps[name])}
            placeholder={placeholderOf(name, network)}
          />
        ))}
        <TextOption
          form={form}
          path="noProxy"
          label={words.names.noProxy}
          help={words.helps.noProxy}
          placeholder={placeholderOf('noProxy', network)}
        />
        <WordsOption
          form={form}
          path="trustedHosts"
          label={words.names.trustedHosts}
          help={words.helps.trustedHosts}
          placeholder={words.none}
        />
        <PathOption
          form={form}
          path="caFile"
          label={words.names.caFile}
          help={words.helps.caFile}
          what="pem-file"
          chooseText={texts.applicationWizard.choose}
          chooseLabel={texts.doorSettings.choose(words.names.caFile)}
          placeholder={words.none}
        />
        <TextOption
          form={form}
          path="pipIndexUrl"
          label={words.names.pipIndexUrl}
          help={help('pipIndexUrl', words.helps.pipIndexUrl)}
          placeholder="PyPI"
        />
        <AddressCheck />
      </Part>
      <SaveBar
        changed={form.isDirty()}
        saving={set.isPending}
        problem={problem}
        onDiscard={() => {
          form.reset();
          setProblem(null);
        }}
      />
    </form>
  );
}

/** Names of variables that hold where a setting is not made, as programs read them. */
const variables = {
  httpProxy: 'http_proxy',
  httpsProxy: 'https_proxy',
  ftpProxy: 'ftp_proxy',
  noProxy: 'no_proxy',
} as const;

function placeholderOf(name: keyof typeof variables, { environment }: Network): string {
  const found = environment.find((one) => one.name.toLowerCase() === variables[name]);
  return found === undefined ? texts.network.none : texts.network.fromEnvironment(found.name, found.value);
}
