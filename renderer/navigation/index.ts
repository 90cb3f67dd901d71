export { ApplicationContext, useApplicationId } from './applicationContext.ts';
export { keepLastApplication, readLastApplication } from './lastApplication.ts';
export { nameOfPart } from './names.ts';
export { paths, patterns } from './paths.ts';
export { tellOfGoingBack, useAddress } from './useAddress.ts';
export { useAddressValue } from './useAddressValue.ts';
export { useDocumentTitle } from './useDocumentTitle.ts';
