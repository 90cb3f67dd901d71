import type { Language } from '../contract/index.ts';

/** What is said where the words of the window cannot be read, which are in the same place as its code. */
const unreadable = {
  en: 'The window could not be opened: a file of the program cannot be read. Start it again; if that does not help, install it again.',
  de: 'Das Fenster konnte nicht geöffnet werden: Eine Datei des Programms ist nicht lesbar. Starten Sie es neu; hilft das nicht, installieren Sie es neu.',
};

/** Shows the window, in English where the words of another language cannot be read, or says why there is none. */
export async function openPage(
  page: Document,
  language: Language,
  code: { german: () => Promise<void>; start: () => Promise<void> },
): Promise<void> {
  page.documentElement.lang = language;
  // Words are constants of the modules that show them: they have to be there before those are.
  if (language === 'de') {
    try {
      await code.german();
    } catch (cause) {
      page.documentElement.lang = 'en';
      reportError(cause);
    }
  }
  try {
    await code.start();
  } catch (cause) {
    reportError(cause);
    const said = page.createElement('p');
    said.setAttribute('role', 'alert');
    said.style.cssText =
      'margin: 48px auto; max-width: 44em; padding: 0 24px; font: 15px/1.5 system-ui, sans-serif';
    said.lang = language;
    said.textContent = unreadable[language];
    page.querySelector('#root')?.replaceChildren(said);
  }
}
