import { SegmentedControl } from '@mantine/core';
import type { LanguageChoice } from '../../contract/index.ts';
import { useEngine } from '../engine/index.ts';
import { keepLanguageChoice, readLanguageChoice } from '../language/index.ts';
import { texts } from '../texts/index.ts';

/** Who does not read the language on show has to find the own one: it is written as its speakers write it. */
const choices: { value: LanguageChoice; label: string }[] = [
  { value: 'system', label: texts.frame.systemLanguage },
  { value: 'en', label: 'English' },
  { value: 'de', label: 'Deutsch' },
];

/** In which language the program speaks. A choice loads the page anew, which keeps its address. */
export function LanguageSwitch() {
  const engine = useEngine();
  async function choose(language: LanguageChoice): Promise<void> {
    keepLanguageChoice(language);
    // A shell that cannot keep it speaks its own language; the window still follows.
    await engine.shell('shell.set_language', { language }).catch(() => undefined);
    window.location.reload();
  }
  return (
    <SegmentedControl
      aria-label={texts.frame.language}
      value={readLanguageChoice()}
      onChange={(language) => void choose(language)}
      data={choices}
    />
  );
}
