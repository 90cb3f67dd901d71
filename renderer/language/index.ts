/** The choice of a language, which is made before any word is loaded: nothing here imports `texts`. */
export { keepLanguageChoice, languageOfWindow, readLanguageChoice } from './language.ts';
