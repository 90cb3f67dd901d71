import { Fields, NumberOption, SwitchOption, TextOption, type OptionForm } from '../../forms/index.ts';
import { texts } from '../../texts/index.ts';
import { AddressOption } from '../../views/doors/index.ts';

/** The door by which scanners and archives send. */
export function DicomPage({ form }: { form: OptionForm }) {
  const words = texts.applicationWizard;
  const shared = texts.doorSettings.scp;
  return (
    <Fields>
      <SwitchOption form={form} path="scp.enabled" label={words.scp} help={shared.enabledHelp} />
      {form.getValues().scp?.enabled === true && (
        <>
          <TextOption form={form} path="scp.aeTitle" label={shared.aeTitle} help={shared.aeTitleHelp} />
          <NumberOption form={form} path="scp.port" label={shared.port} help={shared.portHelp} />
          <AddressOption
            form={form}
            path="scp.bindAddress"
            label={shared.bindAddress}
            help={shared.bindAddressHelp}
            warning={texts.doorSettings.bind.warning}
          />
        </>
      )}
    </Fields>
  );
}

/** The door by which programs post. */
export function HttpPage({ form }: { form: OptionForm }) {
  const shared = texts.doorSettings.scp;
  return (
    <Fields>
      <SwitchOption
        form={form}
        path="http.enabled"
        label={texts.applicationWizard.httpDoor}
        help={texts.doorSettings.http.enabledHelp}
      />
      {form.getValues().http?.enabled === true && (
        <>
          <NumberOption
            form={form}
            path="http.port"
            label={shared.port}
            help={texts.doorSettings.http.portHelp}
          />
          <AddressOption
            form={form}
            path="http.bindAddress"
            label={shared.bindAddress}
            help={texts.doorSettings.http.plain}
            warning={texts.doorSettings.bind.warningHttp}
          />
        </>
      )}
    </Fields>
  );
}
