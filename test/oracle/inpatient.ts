/** Whether a claim bills an inpatient stay: by its type of bill. */

import type { Claim } from './set';

/** Types of bill without their frequency. */
const inpatientBills = ['11', '12', '18', '21', '22', '28', '41', '65', '66', '86'];

export function isInpatient({ facility }: Claim): boolean {
  const [bill = '', qualifier = ''] = facility;
  return qualifier === 'A' && inpatientBills.includes(bill);
}
