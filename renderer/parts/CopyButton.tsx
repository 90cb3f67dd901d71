import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '../icons/index.ts';
import { useEffect, useState } from 'react';
import { texts } from '../texts/index.ts';
import { announce } from './announce.ts';
import { copyText } from './copyText.ts';

interface CopyButtonProps {
  /** What is copied; asked for at the click where it is long. */
  text: string | (() => string);
  /** Name of the button. */
  label?: string;
}

/** Copies a text and says so. */
export function CopyButton({ text, label = texts.common.copy }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    const done = await copyText(typeof text === 'string' ? text : text());
    setCopied(done);
    announce(done ? texts.common.copied : texts.common.copyFailed);
  }

  return (
    <Tooltip label={copied ? texts.common.copied : label}>
      <ActionIcon aria-label={label} size={24} onClick={() => void copy()}>
        {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
      </ActionIcon>
    </Tooltip>
  );
}
