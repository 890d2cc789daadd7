export function Problems({ problems }: { readonly problems: readonly string[] }) {
  return (
    problems.length > 0 && (
      <ul class="rows-list error-text">
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    )
  );
}
