/** Segment ids as little-endian numbers: the first bytes of a segment. */
export const HL: u32 = 0x4c48;
export const CLM: u32 = 0x4d4c43;
export const DTP: u32 = 0x505444;
export const NM1: u32 = 0x314d4e;
export const N4: u32 = 0x344e;
export const PRV: u32 = 0x565250;
export const SBR: u32 = 0x524253;
export const LX: u32 = 0x584c;
export const SVD: u32 = 0x445653;
export const CL1: u32 = 0x314c43;
export const ST: u32 = 0x5453;
export const SE: u32 = 0x4553;
export const GE: u32 = 0x4547;
export const GS: u32 = 0x5347;

/** Whether the first element of a segment with an id of three characters clearly has data. */
export function holdsData(start: usize, separator: u32): bool {
  const byte: u32 = load<u8>(start, 4);
  return byte != separator && byte > 32;
}
