// The mark of public/icon.svg, drawn here: beside the name it costs no request.

export function Logo({ size }: { size: number }) {
  return (
    <svg viewBox="0 0 64 64" width={size} height={size} aria-hidden="true">
      <rect width="64" height="64" rx="16" fill="#0b6e4f" />
      <g fill="none" stroke="#fff" stroke-linecap="round" stroke-width="6">
        <circle cx="32" cy="32" r="20" stroke-opacity=".22" />
        <path d="M32 12a20 20 0 1 1-19.3 14.8" />
      </g>
      <path d="M24 40c-2.5-9 3.5-17 17-17 .6 12.5-6.5 19.5-15 17.5z" fill="#a9f0cf" />
    </svg>
  );
}
