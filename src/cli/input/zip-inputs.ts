import { BombError } from '../../input/allowance';
import { byName } from '../../input/by-name';
import { isClaimStream } from '../../input/looks-like-x12';
import { InputError } from '../../node/input-error';
import { openZip } from '../../node/unpack/zip';
import type { Input, Inputs, Problem } from './input';

/**
 * The claim files in a zip, chosen as in a folder.
 * @throws InputError if the archive cannot be read
 */
export async function findInZip(path: string): Promise<Inputs> {
  const inputs: Input[] = [];
  const problems: Problem[] = [];
  const skipped: string[] = [];
  const files = (await openZip(path)).sort((a, b) => byName(inFolders(a.name), inFolders(b.name)));
  for (const { name, look, open } of files) {
    try {
      if (await isClaimStream(name, look())) inputs.push({ name, path, size: null, open });
      else skipped.push(name);
    } catch (error) {
      // A BombError is a fault of the whole archive, since looking at one file unpacks little; nothing of it is
      // checked.
      if (!(error instanceof InputError) || error instanceof BombError) throw error;
      problems.push({ name, message: error.message });
    }
  }
  return { inputs, problems, skipped };
}

/** A sort key that gives the order of a walk through folders: what is in `a` comes before `a.txt`. */
function inFolders(name: string): string {
  return name.replaceAll('/', '\0');
}
