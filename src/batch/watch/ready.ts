/** A file as seen in one scan of the folder. */
export interface Sighting {
  readonly name: string;
  /** Unchanged when the file is renamed; unique to the file. */
  readonly identity: string;
  readonly size: number;
  /** Milliseconds, by the clock of the disk or share. */
  readonly changed: number;
}

/** A file that may be claimed. */
export interface Arrival extends Sighting {
  /** The marker file beside it that declares it complete; null for a file without a marker. */
  readonly marker: string | null;
}

interface Known extends Sighting {
  /** When it was first seen in this state, by our own clock. */
  readonly since: number;
  readonly isRenamed: boolean;
  isWhole: boolean | null;
}

const temporaryName = /^\.|\.(part|filepart|tmp|partial|crdownload)$/i;
const markerName = /\.done$/;

/** After this many settling times without a change, a file without its end is taken for truncated. */
const CUT_OFF = 60;

/** Compares scans of a folder to find the files that have arrived completely. */
export class Arrivals {
  private known = new Map<string, Known>();
  /** Files that were seen under a temporary name and still exist. */
  private unfinished = new Map<string, number>();

  /** @param settle milliseconds for which a file must not change */
  constructor(private readonly settle: number) {}

  /**
   * @param now milliseconds, by our own clock
   * @param shareNow milliseconds, by the clock of `changed`
   * @param endsWell whether a file has its end
   * @returns the files that may be claimed, oldest first, and whether others only have to stay unchanged
   */
  async look(
    sightings: readonly Sighting[],
    now: number,
    shareNow: number,
    endsWell: (name: string) => Promise<boolean>,
  ): Promise<{ readonly arrivals: readonly Arrival[]; readonly areMoreSettling: boolean }> {
    const names = new Set(sightings.map(({ name }) => name));
    const known = new Map<string, Known>();
    const unfinished = new Map<string, number>();
    const arrivals: Arrival[] = [];
    let areMoreSettling = false;
    for (const sighting of sightings) {
      const { name, identity, size } = sighting;
      if (markerName.test(name)) continue;
      if (temporaryName.test(name)) {
        unfinished.set(identity, size);
        continue;
      }
      const file = this.recognised(sighting, now);
      known.set(name, file);
      const isStill = now - file.since >= this.settle;
      const marker = names.has(`${name}.done`) ? `${name}.done` : null;
      if (marker !== null || file.isRenamed) arrivals.push({ ...sighting, marker });
      else if (!isStill) areMoreSettling = true;
      else {
        file.isWhole ??= await endsWell(name);
        const isGivenUp = shareNow - file.changed >= CUT_OFF * this.settle;
        if (file.isWhole || isGivenUp) arrivals.push({ ...sighting, marker });
      }
    }
    this.known = known;
    this.unfinished = unfinished;
    arrivals.sort((a, b) => a.changed - b.changed || (a.name < b.name ? -1 : 1));
    return { arrivals, areMoreSettling };
  }

  private recognised(sighting: Sighting, now: number): Known {
    const { name, identity, size, changed } = sighting;
    const before = this.known.get(name);
    if (before?.identity === identity && before.size === size && before.changed === changed) return before;
    const isRenamed = size >= (this.unfinished.get(identity) ?? Number.POSITIVE_INFINITY);
    return { ...sighting, since: now, isRenamed, isWhole: null };
  }
}
