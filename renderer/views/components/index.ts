/** What runs beside the application. */
export { Components } from './Components.tsx';
