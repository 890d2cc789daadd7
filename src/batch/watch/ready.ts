/** A file as one look at the folder saw it. */
export interface Sighting {
  readonly name: string;
  /** Stays when the file is renamed; another file has another. */
  readonly identity: string;
  readonly size: number;
  /** Milliseconds, by the clock of the disk or share. */
  readonly changed: number;
}

/** A file that may be taken. */
export interface Arrival extends Sighting {
  /** The file beside it that says so; null where it says so itself. */
  readonly marker: string | null;
}

interface Known extends Sighting {
  /** When it was first seen as it is now, by our own clock. */
  readonly since: number;
  readonly isRenamed: boolean;
  isWhole: boolean | null;
}

const temporaryName = /^\.|\.(part|filepart|tmp|partial|crdownload)$/i;
const markerName = /\.done$/;

/** A file that stays still for so many times the settling time without its end will not get one. */
const CUT_OFF = 60;

/** Tells from one look at a folder after another which files have come whole. */
export class Arrivals {
  private known = new Map<string, Known>();
  /** Files that were seen under a temporary name, as long as they are there. */
  private unfinished = new Map<string, number>();

  /** @param settle milliseconds for which a file must not change */
  constructor(private readonly settle: number) {}

  /**
   * @param now milliseconds, by our own clock
   * @param shareNow the same by the clock that `changed` is told by
   * @param endsWell whether a file has its end
   * @returns the files that may be taken, the oldest first, and whether others only have to stay as they are
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
