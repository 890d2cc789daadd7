import type { Digest } from '../../report/digest';
import type { Line } from '../../report/excerpt';
import type { PlaceWanted } from '../protocol';
import type { Client } from './client';

/** Reads the segments around a place from its file, when they are looked at. */
export function excerptReader(client: Client, digest: Digest) {
  return async (place: number): Promise<readonly Line[] | null> => {
    const answer = await client.ask({ name: 'excerpts', places: placesWanted(digest, [place]) });
    return answer[place] ?? null;
  };
}

/** Where the segments around places are to be read. */
export function placesWanted(digest: Digest, places: readonly number[]): PlaceWanted[] {
  return places.flatMap((place) => {
    const { file, hlOffset, hlSegment, offset, segment } = digest.places[place]!;
    const { name } = digest.files[file]!;
    if (name === null) return [];
    const hl = { offset: hlOffset, segment: hlSegment };
    return [{ place, file: name, hl, marked: { offset, segment } }];
  });
}
