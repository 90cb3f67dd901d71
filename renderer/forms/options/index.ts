export { ChoiceOption } from './ChoiceOption.tsx';
export { gibibyte, NumberOption } from './NumberOption.tsx';
export { boundOption, optionIds, type OptionForm } from './optionForm.ts';
export { OptionRow } from './OptionRow.tsx';
export { PathOption } from './PathOption.tsx';
export { SwitchOption } from './SwitchOption.tsx';
export { TextOption } from './TextOption.tsx';
export { useOptionPart } from './useOptionPart.ts';
export { WordsOption } from './WordsOption.tsx';
