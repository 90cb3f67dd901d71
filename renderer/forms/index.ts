export { asSentence } from './asSentence.ts';
export { DurationInput } from './DurationInput.tsx';
export { Field, WholeField } from './Field.tsx';
export { fieldProblems } from './fieldProblems.ts';
export { errorOf, FieldWarnings, FindingsContext, inWords, useApplicationCheck } from './findings/index.ts';
export {
  ChoiceOption,
  DurationOption,
  gibibyte,
  JsonOption,
  NumberOption,
  optionIds,
  OptionRow,
  PathOption,
  SwitchOption,
  TextOption,
  useOption,
  useOptionPart,
  WordsOption,
  type OptionForm,
} from './options/index.ts';
export { folderIn, joinPath } from './folderIn.ts';
export { issueInWords } from './issueInWords.ts';
export { NewPlaceFields } from './NewPlaceFields.tsx';
export { optionProblems } from './optionProblems.ts';
export { Fields, Part } from './Part.tsx';
export { OptionsFormFrame } from './OptionsFormFrame.tsx';
export { PathInput } from './PathInput.tsx';
export { SaveBar } from './SaveBar.tsx';
export { hasUnsaved } from './unsaved.ts';
export { useOptionsForm } from './useOptionsForm.ts';
