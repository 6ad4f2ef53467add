/* Starts the command from source. A file, because Node.js takes `-e … -- inspect` for a call of its debugger. */
import { main } from '../cli.ts';

await main();
