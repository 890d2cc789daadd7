import { useEffect, useState } from 'preact/hooks';

interface CopyProps {
  readonly text: string;
  /** What is copied, for those who do not see where the button stands: `claim A-17`. */
  readonly what: string;
  /** Shown; by default a sign. */
  readonly label?: string;
}

/** A button that puts a text on the clipboard, and says so. */
export function Copy({ text, what, label }: CopyProps) {
  const [said, say] = useState('');
  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => say(''), 2000);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => say('Copied'),
      () => say('The browser refuses: select the text, and press Ctrl+C'),
    );
  return (
    <span class="copy">
      <button
        type="button"
        class={label === undefined ? 'sign' : 'link'}
        onClick={copy}
        title={`Copy ${what}`}
      >
        {label ?? <Sign />}
        {label === undefined && <span class="hidden">Copy {what}</span>}
      </button>
      {said !== '' && (
        <span class="said" role="status">
          {said}
        </span>
      )}
    </span>
  );
}

function Sign() {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <rect
        x="5.5"
        y="5.5"
        width="8"
        height="8"
        rx="1.6"
        fill="none"
        stroke="currentColor"
        stroke-width="1.4"
      />
      <path d="M3.5 10.5h-1v-8h8v1" fill="none" stroke="currentColor" stroke-width="1.4" />
    </svg>
  );
}
