import { type ComponentChildren, options } from 'preact';
import { visible } from '../values/visible';

/**
 * Escapes invisible and direction-changing characters in all text rendered from now on, since it may come from files.
 */
export function drawSafeText(): void {
  const before = options.vnode;
  options.vnode = (vnode) => {
    const props = vnode.props as { children?: ComponentChildren; title?: unknown };
    if (props.children !== undefined) props.children = safe(props.children);
    if (typeof props.title === 'string') props.title = safeText(props.title);
    before?.(vnode);
  };
}

function safe(children: ComponentChildren): ComponentChildren {
  if (typeof children === 'string') return safeText(children);
  return Array.isArray(children) ? children.map(safe) : children;
}

/** Line breaks are kept: messages may have several lines. */
function safeText(text: string): string {
  return text.split('\n').map(visible).join('\n');
}
