import { BombError } from './allowance';
import { byName } from './by-name';
import type { Input, Inputs, Problem } from './input';
import { InputError } from './input-error';
import { beginsLikeX12, headSizes, isClaimFile, isClaimStream, isNamedLikeClaims } from './looks-like-x12';
import { packingOf, tarArchive } from './packing';

/** A file that may be an input, or an archive of inputs. */
export interface Candidate<I extends Input> {
  readonly path: string;
  /** Its name, or its path with `/` between folders. */
  readonly name: string;
  /** Its first `size` bytes. */
  head(size: number): Uint8Array | Promise<Uint8Array>;
  /** The file as an input. */
  input(packing: 'gzip' | null): I;
  /**
   * The files in it, if it is a zip.
   * @throws InputError if the archive cannot be read
   */
  zipped(): Promise<ZippedInput<I>[]>;
}

/** A file in a zip, as an input. */
export interface ZippedInput<I extends Input> {
  readonly input: I;
  /** Its bytes, for looking at the first of them. */
  look(): AsyncIterable<Uint8Array>;
}

/**
 * What there is to check in a file: the file itself, the claim files in an archive, or nothing, so that it is skipped.
 * @param isNamed whether the user named it, as opposed to its folder; then it is not skipped
 * @throws InputError if it cannot be read, for a tar, and for a named archive without claims
 */
export async function classify<I extends Input>(file: Candidate<I>, isNamed: boolean): Promise<Inputs<I>> {
  const { path, name } = file;
  const head = await file.head(headSizes.beginning);
  // An archive is judged by its content, not its name.
  const packing = packingOf(head, name);
  if (packing === 'tar') throw tarArchive(path);
  if (packing === 'zip') {
    const found = await claimsIn(await file.zipped());
    if (found.inputs.length + found.problems.length > 0) return found;
    if (isNamed) throw new InputError(`the archive ${path} holds no X12 file.`);
    // For example a document with the name of a claim file: it is not X12, and is reported as such.
    if (!isNamedLikeClaims(name, head)) return { inputs: [], problems: [], skipped: [path] };
    return { inputs: [file.input(null)], problems: [], skipped: [] };
  }
  const input = file.input(packing);
  const isInput =
    isNamed ||
    (packing === 'gzip'
      ? await isClaimStream(name, input.open())
      : beginsLikeX12(head) || isClaimFile(name, await file.head(headSizes.all)));
  return { inputs: isInput ? [input] : [], problems: [], skipped: isInput ? [] : [path] };
}

/** The claim files in a zip, chosen as in a folder. */
async function claimsIn<I extends Input>(files: ZippedInput<I>[]): Promise<Inputs<I>> {
  const inputs: I[] = [];
  const problems: Problem[] = [];
  const skipped: string[] = [];
  for (const { input, look } of files.sort((a, b) => inOrderOfFolders(a.input.name, b.input.name))) {
    const { name } = input;
    try {
      if (await isClaimStream(name, look())) inputs.push(input);
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

/** The order of a walk through folders: what is in `a` comes before `a.txt`. */
export function inOrderOfFolders(a: string, b: string): number {
  return byName(a.replaceAll('/', '\0'), b.replaceAll('/', '\0'));
}

/** Records a file or folder that cannot be read as a problem, so that the others are still found. */
export async function orProblem(
  problems: Problem[],
  name: string,
  find: () => void | Promise<void>,
): Promise<void> {
  try {
    await find();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.push({ name, message: error.message });
  }
}
