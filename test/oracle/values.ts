/** The few values that files, registries and policies share, so that they meet often. */

export const registeredNpis = ['1234567893', '1558598797', '1000000004'] as const;
/** Ten digits with a wrong last one; a registry may list it all the same. */
export const misspelledNpi = '1234567890';
export const unregisteredNpi = '2000000002';
export const brokenNpis = ['123456789', '12345678931', '12345A7893'] as const;

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
export const billingZips = ['40202', '41011', '402021234', '402029999', '99999', ''] as const;

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
