/** The few values that files, registries and policies share, so that they meet often. */

export const registeredNpis = ['1234567893', '1558598797', '1000000004'] as const;
/** Ten digits with a wrong last one; a registry may list it all the same. */
export const misspelledNpi = '1234567890';
export const unregisteredNpi = '2000000002';
export const brokenNpis = ['123456789', '12345678931', '12345A7893', '12345'] as const;
export const strangeNpis = ['', ' ', '1234567893\xa0'] as const;

export const taxonomyCodes = ['207Q00000X', '208D00000X', '261QF0400X', '282N00000X', '203BF0100Y'] as const;
export const malformedCodes = [
  '207q00000x',
  '207Q00000',
  '207Q00000XX',
  '207Q-0000X',
  '207Q 0000X',
  '207Q0000\xc9X',
] as const;

export const medicaidIds = ['7100000001', '7100000002', '7100000003', '07100000001'] as const;
export const providerTypes = ['01', '03', '64', '65', '82', '829'] as const;
export const registryZips = ['40202', '41011', '402021234', '402025678'] as const;
export const billingZips = [
  ...['40202', '41011', '402021234', '402021234', '402025678', '402029999', '99999', ''],
  ...['40202-1234', '4020212349'],
] as const;

/** NM101 of other providers of a claim or a line, each in its own role. */
export const otherEntities = ['DN', 'P3', '77', '72', 'ZZ', 'DK', 'DQ', 'DD', 'QB', 'AS'] as const;
/** Almost one of ours. */
export const oddEntities = ['82 ', ' 71', '082', '8', '821', ''] as const;

/** CLM05-1 and CLM05-2: inpatient, outpatient, and none of either. */
export const inpatientBills = ['11', '12', '18', '21', '22', '28', '41', '65', '66', '86'] as const;
export const outpatientBills = ['13', '14', '23', '71', '85', '1', '111', '011', '', '11 '] as const;
export const billQualifiers = ['B', '', 'a', ' A', 'AA'] as const;

export const payers = ['KYMEDICAID', '128KY', '14163', '61101'] as const;
/** The same IDs in other hands, in files and in policies: they mean the same payers. */
export const respelledPayers = ['kymedicaid', ' KYMEDICAID', 'KyMedicaid ', '128ky', ' 14163 '] as const;
export const receivers = ['KYDMS', 'HOUSE1', 'HOUSE2'] as const;

/** Few days, so that spans and services often begin or end together. */
export const days = [
  '20231231',
  '20240101',
  '20240229',
  '20241231',
  '20250101',
  '20250630',
  '20250701',
  '20260115',
] as const;

/** Names of billing providers; a person has two, and some have none. */
export const billingNames = [
  ['2', 'RIVER CITY CLINIC', ''],
  ['2', 'ISAAC MEDICAL GROUP', ''],
  ['1', 'MARLOWE', 'GWEN'],
] as const;
export const oddBillingNames = [
  ['2', 'CLINIQUE \xc9TOILE', ''],
  ['2', 'CL\xc3\x8dNICA', ''],
  ['2', 'RIVER\nISAAC CLINIC', ''],
  ['2', 'TWO\r\nLINES', ''],
  ['2', 'MOSES\nISA', ''],
  ['2', '', ''],
  ['1', 'MARLOWE', ''],
  ['1', '', 'GWEN'],
  ['', '', ''],
] as const;

/** DTP02 and DTP03 that name a day or two, in unusual ways. */
export const oddDates = [
  ['D8', ' 20250701 '],
  ['D8', '20250701\t'],
  ['D8', '20240101-20250101'],
  [' D8', '20260115'],
  ['RD8 ', '20250630 - 20250701'],
  ['RD8', '20250701-20250630'],
  ['D8', '00010101'],
  ['RD8', '20240229-99991231'],
  ['D8', '20250701', 'MORE'],
] as const;

/** DTP02 and DTP03 that name no day. */
export const unreadableDates = [
  ['D8', ''],
  ['D8', ' '],
  ['D8', '2025-07-01'],
  ['D8', '20251131'],
  ['D8', '20250229'],
  ['D8', '00000101'],
  ['D8', '202507010'],
  ['D8', '2025 0701'],
  ['D8', '20250701\xa0'],
  ['D8', '07/01/2025'],
  ['d8', '20250701'],
  ['D6', '250701'],
  ['DT', '202507011200'],
  ['RDT', '202507011200-202507021200'],
  ['TM', '1200'],
  ['', '20250701'],
  ['20250701', ''],
  ['RD8', '20250701-'],
  ['RD8', '-20250701'],
  ['RD8', '20250630-20250701-20250701'],
  ['RD8', '20250630/20250701'],
  ['RD8', '20250630-20251131'],
] as const;

/** What DTP01 may be instead of 472 or 434; the last few are no dates of service. */
export const dateQualifiers = [
  '472',
  '434',
  ' 472',
  '472 ',
  '4 72',
  '43 4',
  '',
  ' ',
  '435',
  '47',
  '472A',
] as const;

/** Of no guide that we know. */
export const openCodes = ['005010', '004010', '005010X279A1', '006020X323'] as const;

/** GS08 or ST03: guides and versions that we know, and others. */
export const guideCodes = [
  '005010X222A1',
  '005010X222',
  '005010X223A2',
  '005010X224A2',
  '005010X298',
  '004010X098A1',
  '004010X096',
  ' 005010X222A1 ',
  '005010',
  '004010',
  '005010X279A1',
  '006020X323',
  'X222',
  '',
] as const;
