export { CreateApplication } from './CreateApplication.tsx';
