export { ThisApplication } from './ThisApplication.tsx';
