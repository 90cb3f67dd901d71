/** Whether an application runs, and what people do about it. */
export { LifeMenu } from './LifeMenu.tsx';
export { lifeTones } from './lifeTones.ts';
export { RemoveApplication } from './RemoveApplication.tsx';
export { useLife } from './useLife.ts';
