export { applicationOf } from './applicationOf.ts';
export { ApplicationContext, useApplicationId } from './applicationContext.ts';
export { keepLastApplication, readLastApplication } from './lastApplication.ts';
export { nameOfPart } from './names.ts';
export { paths, patterns } from './paths.ts';
export { tellOfGoingBack, useAddress } from './useAddress.ts';
export { useAddressValue } from './useAddressValue.ts';
export { useAddressValues, type ChangeAddress } from './useAddressValues.ts';
export { useDocumentTitle } from './useDocumentTitle.ts';
