import { type BigIntStats, existsSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { OutputError, refuseAwkward } from '../../node/output-error';
import { liesIn, placeKey, realPlace } from '../../node/real-place';
import { UsageError } from '../usage-error';
import { type Output, openOutput } from './outputs';

/** The files of a run. Ensures that an output never replaces an input or another output. */
export class RunFiles {
  private readKeys: ReadonlySet<string> | null = null;
  private readonly written = new Set<string>();
  private readonly folders = new Map<string, string>();

  /**
   * @param paths files that the run reads; null if one is not given
   * @param mode file mode of the outputs
   */
  constructor(
    private readonly paths: readonly (string | null)[],
    readonly mode: number,
  ) {}

  /** Found out only where something is written to a file: a run may read very many. */
  private get read(): ReadonlySet<string> {
    this.readKeys ??= new Set(this.paths.flatMap((path) => (path === null ? [] : this.keysOf(path))));
    return this.readKeys;
  }

  isRead(path: string): boolean {
    return this.keysOf(path).some((key) => this.read.has(key));
  }

  /** @throws OutputError if the run reads or already writes this file, or if it cannot have this name */
  claim(path: string): void {
    refuseAwkward(path);
    const keys = this.keysOf(path);
    if (keys.some((key) => this.read.has(key)))
      throw new OutputError(`will not write ${path}: this run reads it. Name another file.`);
    if (keys.some((key) => this.written.has(key)))
      throw new OutputError(`will not write ${path}: this run writes it already. Name another file.`);
    for (const key of keys) this.written.add(key);
  }

  /** The same for everything written to a folder. */
  claimIn(folder: string, names: Iterable<string>): void {
    const real = realPlace(folder);
    for (const name of names) {
      const place = placeKey(join(real, name));
      if (this.read.has(place))
        throw new OutputError(
          `will not write ${join(folder, name)}: this run reads it. Name another output folder.`,
        );
      this.written.add(place);
    }
  }

  /**
   * Opens an output file, which appears under its name when complete.
   * @throws OutputError if it conflicts or cannot be written
   */
  async open(path: string, isPrivate = false): Promise<Output> {
    this.claim(path);
    return openOutput({ path, mode: this.mode, isPrivate });
  }

  /** Identifies a file by its path, that of the link to it, and its inode. Devices may be shared. */
  private keysOf(path: string): string[] {
    const whole = resolve(path);
    const link = join(this.realFolder(dirname(whole)), basename(whole));
    let info = infoOf(lstatSync, whole);
    const keys = [placeKey(link)];
    if (info?.isSymbolicLink()) {
      info = infoOf(statSync, whole);
      keys.push(placeKey(realPlace(whole)));
    }
    if (info === undefined) return keys;
    return info.isFile() ? [...keys, `${info.dev} ${info.ino}`] : [];
  }

  private realFolder(path: string): string {
    const known = this.folders.get(path) ?? realPlace(path);
    this.folders.set(path, known);
    return known;
  }
}

/** An error here is reported when the file is opened. */
function infoOf(look: typeof statSync, path: string): BigIntStats | undefined {
  try {
    return look(path, { bigint: true });
  } catch {
    return undefined;
  }
}

/** Refuses an output folder inside the inputs: the next run would check its files. */
export function refuseInside(out: string, input: string): void {
  if (!existsSync(input)) return;
  if (liesIn(realPlace(out), realpathSync.native(input)))
    throw new UsageError(
      `--out ${out} lies inside ${input}, which is to be checked. Name a folder elsewhere.`,
    );
}
