import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { LanguageChoice } from '../../contract/index.ts';
import { useEngine } from '../engine/index.ts';
import { hasUnsaved } from '../forms/index.ts';
import { keepLanguageChoice, readLanguageChoice } from '../language/index.ts';
import { Confirm } from '../parts/index.ts';
import { texts } from '../texts/index.ts';

/** Who does not read the language on show has to find the own one: it is written as its speakers write it. */
const choices: { value: LanguageChoice; label: string }[] = [
  { value: 'system', label: texts.frame.systemLanguage },
  { value: 'en', label: 'English' },
  { value: 'de', label: 'Deutsch' },
];

/**
 * In which language the program speaks. A choice loads the page anew, which keeps its address; it is asked before where
 * something unsaved would be lost.
 */
export function LanguageSwitch() {
  const engine = useEngine();
  const words = texts.frame;
  const [asked, setAsked] = useState<LanguageChoice | null>(null);
  async function choose(language: LanguageChoice): Promise<void> {
    keepLanguageChoice(language);
    // A shell that cannot keep it speaks its own language; the window still follows.
    await engine.shell('shell.set_language', { language }).catch(() => undefined);
    window.location.reload();
  }
  return (
    <>
      <SegmentedControl
        aria-label={words.language}
        value={readLanguageChoice()}
        onChange={(language) => (hasUnsaved() ? setAsked(language) : void choose(language))}
        data={choices}
      />
      <Confirm
        opened={asked !== null}
        title={words.languageTitle}
        text={words.languageText}
        action={words.languageConfirm}
        busy={false}
        onConfirm={() => {
          if (asked !== null) void choose(asked);
        }}
        onClose={() => setAsked(null)}
      />
    </>
  );
}
