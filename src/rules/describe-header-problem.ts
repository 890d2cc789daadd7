import type { HeaderProblem } from '../x12/header';

/** The elements that can make a header unreadable by what they hold. */
const names: Readonly<Record<number, string>> = {
  11: ' (the repetition separator)',
  12: ' (the version)',
  16: ' (the component separator)',
};

const faults = {
  empty: 'is empty',
  missing: 'is missing: "~" follows ISA15',
  alphanumeric: 'is a letter or digit',
  'not-five-digits': 'is not five digits',
};

/** Why an ISA cannot be read, as part of a sentence: `ISA11 (the repetition separator) is empty`. */
export function describeHeaderProblem(problem: HeaderProblem): string {
  if ('terminator' in problem) {
    if (problem.terminator === 'another-separator')
      return 'the segment terminator after ISA16 is the same character as another separator';
    const what = problem.terminator === 'blank' ? 'a blank' : 'a letter or digit';
    return `${what} follows ISA16, where the segment terminator belongs`;
  }
  const { element } = problem;
  const what =
    problem.is === 'too-long' ? `is longer than ${problem.longest} characters` : faults[problem.is];
  return `ISA${String(element).padStart(2, '0')}${names[element] ?? ''} ${what}`;
}
