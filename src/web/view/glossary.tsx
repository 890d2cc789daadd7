import { useId, useState } from 'preact/hooks';

/** Words of the 837 that the page uses, and what they mean to someone who has never seen a file. */
const meanings: Readonly<Record<string, string>> = {
  'loop 2000A':
    'The part of the file that says who bills: from the HL segment of the billing provider to the next HL segment.',
  HL: 'The segment that begins a level of the file: a billing provider (20), a subscriber (22) or a patient (23).',
  PRV: 'The segment that carries the taxonomy code of a provider. Loop 2000A has one for the billing provider.',
  BI: 'The first value of PRV (PRV01): the provider is the one who bills.',
  PXC: 'The second value of PRV (PRV02): the next value, PRV03, is a taxonomy code. In version 4010 it is ZZ.',
  NM1: 'The segment with a name. NM1*85 has the name and the NPI of the billing provider.',
  CUR: 'The segment for a foreign currency. It is rarely there.',
};

/** The words in a text, also with a number as in PRV03. */
function wordsIn(text: string): string[] {
  return Object.keys(meanings).filter((word) => new RegExp(`\\b${word}\\d*\\b`, 'i').test(text));
}

/** Explains the words of the 837 in a text, one at a time: a button for each, since touch has no tooltips. */
export function Glossary({ text }: { readonly text: string }) {
  const [open, setOpen] = useState<string | null>(null);
  const id = useId();
  const words = wordsIn(text);
  if (words.length === 0) return null;
  return (
    <div class="glossary">
      <p>
        What is{' '}
        {words.map((word) => (
          <button
            key={word}
            type="button"
            aria-expanded={open === word}
            aria-controls={id}
            onClick={() => setOpen(open === word ? null : word)}
          >
            {word}
          </button>
        ))}
      </p>
      <p id={id} role="status">
        {open !== null && (
          <>
            <strong>{open}</strong> {meanings[open]}
          </>
        )}
      </p>
    </div>
  );
}
