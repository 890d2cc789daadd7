/** Private values that no output may ever show: nothing that prvcheck is allowed to show resembles them. */

export const plantedNames = [
  'QUIBBLEWORTH',
  'ZANDERFELT',
  'OXNARDSKI',
  'THEODOSIAN',
  'BARTHOLOMEA',
  'WILHELMOT',
] as const;

export const plantedMemberIds = ['MBRZ88172635', 'MBRZ90551147', 'MBRZ73310928'] as const;

/** As X12 writes them. */
export const plantedBirthDates = ['19310217', '19280704', '19331129'] as const;

export const plantedAddresses = [
  '4417 WISTERIA HOLLOW RD',
  '92 FROGMARSH TERRACE',
  '8 THISTLEDOWN MEWS',
  'PIDDLEBROOK',
  'UPPER SNODSWICK',
] as const;

export const plantedOther = ['911882773', '2705559876', 'ALLERGIC TO GOOSEBERRIES'] as const;

/** Everything above, birth dates also as a person or a JSON file would write them. */
export const PLANTED: readonly string[] = [
  ...plantedNames,
  ...plantedMemberIds,
  ...plantedBirthDates,
  ...plantedBirthDates.map((day) => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`),
  ...plantedAddresses,
  ...plantedOther,
];
