/** The entry of an executable, which has the whole program in one file. */
import { start } from './start';

start();
