import { config } from 'zod';

// Schemas would try to compile themselves as they are made, which the page's content security policy reports as a
// breach. The page imports this before anything that makes one.
config({ jitless: true });
