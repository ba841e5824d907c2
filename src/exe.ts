/** Entry of the single executable. */
import { runProcess } from './process.ts';

void runProcess();
