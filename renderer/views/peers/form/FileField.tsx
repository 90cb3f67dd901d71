import type { UseFormReturnType } from '@mantine/form';
import { PathInput } from '../../../forms/index.ts';
import { texts } from '../../../texts/index.ts';
import type { PeerValues } from './peerValues.ts';

interface FileFieldProps {
  form: UseFormReturnType<PeerValues>;
  field: 'authorityFile' | 'certificateFile' | 'keyFile' | 'secretFile';
  label: string;
  help: string;
}

/** A file of a peer's secrets or certificates. */
export function FileField({ form, field, label, help }: FileFieldProps) {
  return (
    <PathInput
      label={label}
      description={help}
      what={field === 'secretFile' ? 'secret-file' : 'pem-file'}
      chooseText={texts.peers.choose}
      chooseLabel={texts.peers.chooseFile(label)}
      {...form.getInputProps(field)}
    />
  );
}
