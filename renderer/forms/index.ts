export { DurationInput } from './DurationInput.tsx';
export { Field, WholeField } from './Field.tsx';
export { fieldProblems } from './fieldProblems.ts';
export {
  boundOption,
  ChoiceOption,
  gibibyte,
  NumberOption,
  optionIds,
  OptionRow,
  PathOption,
  SwitchOption,
  TextOption,
  useOptionPart,
  WordsOption,
  type OptionForm,
} from './options/index.ts';
export { issueInWords } from './issueInWords.ts';
export { optionProblems } from './optionProblems.ts';
export { Part } from './Part.tsx';
export { PathInput } from './PathInput.tsx';
export { SaveBar } from './SaveBar.tsx';
export { useOptionsForm } from './useOptionsForm.ts';
