// The line icons: one style, drawn on a 24 grid with a 1.75 round pen. They are served as one
// column and shown as a mask: `<i class="ic ic-search" aria-hidden="true"></i>`, in the colour and
// size of the text around it.

const ICONS = {
  search: '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
  menu: '<path d="M4 6.5h16M4 12h16M4 17.5h16"/>',
  home: '<path d="m4 11 8-7 8 7v9h-5.5v-5.5h-5V20H4z"/>',
  cart: '<path d="M3 4h2.5l2.2 11h10l2-8H6.4"/><circle cx="9" cy="19.2" r="1.3"/><circle cx="16.5" cy="19.2" r="1.3"/>',
  bell: '<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4"/>',
  user: '<circle cx="12" cy="8" r="3.75"/><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0"/>',
  users: '<circle cx="9" cy="8.5" r="3.25"/><path d="M2.75 19.5a6.25 6.25 0 0 1 12.5 0M15.5 5.5a3.25 3.25 0 0 1 0 6M18 14.5a6.2 6.2 0 0 1 3.25 5"/>',
  building: '<path d="M5 20.5V4h9v16.5M14 9h5v11.5M3 20.5h18M8 8h3M8 12h3M8 16h3M16.5 13v0M16.5 16.5v0"/>',
  shop: '<path d="M4.5 10.5v10h15v-10M3 8l2-4.5h14L21 8c0 3.5-4.5 3.5-4.5 0 0 3.5-4.5 3.5-4.5 0 0 3.5-4.5 3.5-4.5 0C7.5 11.5 3 11.5 3 8zM9.5 20.5v-5.5h5v5.5"/>',
  doc: '<path d="M6 3.5h8l4 4v13H6zM13.5 3.5V8H18M9 12.5h6M9 16h6"/>',
  docs: '<path d="M8 3.5h7.5l4 4V17H8zM15 3.5V8h4.5M4.5 7v13.5H16"/>',
  signed: '<path d="M6 3.5h8l4 4v13H6zM13.5 3.5V8H18M9 14.5l2.200 2.200 4-4.200"/>',
  folder: '<path d="M3.5 6h6l2 2.5h9V19h-17z"/>',
  download: '<path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4.5 19.5h15"/>',
  upload: '<path d="M12 15.5v-11M7.5 8.5 12 4l4.5 4.5M4.5 19.5h15"/>',
  print: '<path d="M7 8.5V4h10v4.5M7 17H4V8.5h16V17h-3M7 14h10v6.5H7z"/>',
  check: '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
  done: '<circle cx="12" cy="12" r="8.5"/><path d="m8.200 12.300 2.700 2.700 5-5.300"/>',
  close: '<path d="m6 6 12 12M18 6 6 18"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  minus: '<path d="M5 12h14"/>',
  info: '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.800v0"/>',
  warn: '<path d="M12 4 2.800 20h18.400zM12 10v4.5M12 17.200v0"/>',
  stop: '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5v5.5M12 16.200v0"/>',
  help: '<circle cx="12" cy="12" r="8.5"/><path d="M9.5 9.700a2.5 2.5 0 1 1 3.800 2.100c-.8.5-1.300 1-1.300 1.900M12 16.5v0"/>',
  clock: '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.300l3.5 2"/>',
  calendar: '<path d="M4 5.5h16v15H4zM4 10h16M8 3.5v4M16 3.5v4"/>',
  truck: '<path d="M2.5 6h11.5v10.5H9.5M5 16.5H2.5V6M14 9.5h4l3.5 3.5v3.5h-2"/><circle cx="7.200" cy="17.200" r="2"/><circle cx="17.200" cy="17.200" r="2"/><path d="M14 16.5h1"/>',
  box: '<path d="m12 3.5 8 4v9l-8 4-8-4v-9zM4 7.5l8 4 8-4M12 11.5v9M8 5.5l8 4"/>',
  inspect: '<path d="M7 5H5v15.5h14V5h-2M9 3.5h6v3.5H9zM8.5 13.5l2.5 2.5 4.5-4.800"/>',
  won: '<circle cx="12" cy="12" r="8.5"/><path d="m8 8.5 2 7 2-7 2 7 2-7M7 11.5h10"/>',
  receipt: '<path d="M6 3.5h12v17l-2-1.5-2 1.5-2-1.5-2 1.5-2-1.5-2 1.5zM9 8h6M9 11.5h6M9 15h3.5"/>',
  coins: '<ellipse cx="9.5" cy="7.5" rx="5.5" ry="3"/><path d="M4 7.5v4c0 1.600 2.5 3 5.5 3s5.5-1.400 5.5-3v-4M9 14.5v2c0 1.700 2.5 3 5.5 3s5.5-1.300 5.5-3v-4c0-1.5-2-2.700-5-3"/>',
  shield: '<path d="M12 3.5 4.5 6v5.5c0 4.5 3 7.5 7.5 9 4.5-1.5 7.5-4.5 7.5-9V6zM8.700 12l2.400 2.400 4.300-4.600"/>',
  seal: '<circle cx="12" cy="9.5" r="6"/><path d="m8.5 14.5-1.5 6 5-2.5 5 2.5-1.5-6M9.800 9.5l1.600 1.600 2.900-3"/>',
  pen: '<path d="m4 20 1-4.5L16 4.5l3.5 3.5-11 11zM13.5 7l3.5 3.5"/>',
  edit: '<path d="M19.5 12.5v8h-16v-16h8M9 12.5 18 3.5l2.5 2.5-9 9H9z"/>',
  chat: '<path d="M4 5h16v11.5h-8L7.5 20v-3.5H4zM8 9h8M8 12.5h5"/>',
  phone: '<path d="M5 4h4l1.5 4.5L8 10.5a12 12 0 0 0 5.5 5.5l2-2.5L20 15v4c0 1-.7 1.5-1.5 1.5C10.5 20.5 3.5 13.5 3.5 5.5 3.5 4.700 4 4 5 4z"/>',
  headset: '<path d="M4.5 14.5V12a7.5 7.5 0 0 1 15 0v2.5M4.5 13.5h3V19h-3zM16.5 13.5h3V19h-3zM19.5 19c0 1.5-2 2-5 2"/>',
  chart: '<path d="M4 4v16h16M8 16v-4M12 16V8M16 16v-6"/>',
  target: '<circle cx="12" cy="12" r="8.5"/><circle cx="12" cy="12" r="4.5"/><path d="M12 12v0"/>',
  pin: '<path d="M12 21c4.5-5 7-8.5 7-11.5a7 7 0 0 0-14 0c0 3 2.5 6.5 7 11.5z"/><circle cx="12" cy="9.5" r="2.5"/>',
  filter: '<path d="M4 7h9M17 7h3M4 12h3M11 12h9M4 17h11M19 17h1"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="12" r="2"/><circle cx="17" cy="17" r="2"/>',
  sort: '<path d="M8 5v14M4.5 15.5 8 19l3.5-3.5M16 19V5M12.5 8.5 16 5l3.5 3.5"/>',
  up: '<path d="m5.5 15 6.5-6.5 6.5 6.5"/>',
  down: '<path d="m5.5 9 6.5 6.5L18.5 9"/>',
  left: '<path d="M15 5.5 8.5 12l6.5 6.5"/>',
  right: '<path d="m9 5.5 6.5 6.5L9 18.5"/>',
  link: '<path d="M13 5h6v6M19 5l-8.5 8.5M17 14.5V19H5V7h4.5"/>',
  lock: '<path d="M5.5 10.5h13v10h-13zM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5M12 14.5v2.5"/>',
  key: '<circle cx="8" cy="15.5" r="4"/><path d="m11 12.5 8-8M15.5 8l3 3M18 5.5l2 2"/>',
  logout: '<path d="M14 4H5v16h9M10 12h10M16.5 8.5 20 12l-3.5 3.5"/>',
  gear: '<circle cx="12" cy="12" r="3"/><path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.600 5.600l2.200 2.200M16.200 16.200l2.200 2.200M18.400 5.600l-2.200 2.200M7.800 16.200l-2.200 2.200"/>',
  refresh: '<path d="M19.5 12a7.5 7.5 0 1 1-2.200-5.300L20 9.200M20 4v5.200h-5.200"/>',
  star: '<path d="m12 4 2.5 5.200 5.5.8-4 4 1 5.700-5-2.700-5 2.700 1-5.700-4-4 5.5-.8z"/>',
  heart: '<path d="M12 20S4 15 4 9.200C4 6.5 6 5 8 5c1.800 0 3.200 1 4 2.5C12.800 6 14.200 5 16 5c2 0 4 1.5 4 4.200C20 15 12 20 12 20z"/>',
  eye: '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/><circle cx="12" cy="12" r="3"/>',
  trash: '<path d="M4.5 6.5h15M9.5 6.5V4h5v2.5M6.5 6.5l1 14h9l1-14M10.300 10.5v6M13.700 10.5v6"/>',
  copy: '<path d="M8.5 8.5h11v11h-11zM5.5 15.5h-1v-11h11v1"/>',
  scale: '<path d="M12 4v16M7 20h10M5 7l7-1.5L19 7M5 7l-2.5 6.5h5zM19 7l-2.5 6.5h5zM2.5 13.5c.5 2 4.5 2 5 0M16.5 13.5c.5 2 4.5 2 5 0"/>',
  list: '<path d="M9 6h11M9 12h11M9 18h11M4.5 6v0M4.5 12v0M4.5 18v0"/>',
  grid: '<path d="M4.5 4.5h6v6h-6zM13.5 4.5h6v6h-6zM4.5 13.5h6v6h-6zM13.5 13.5h6v6h-6z"/>',
  image: '<path d="M3.5 5h17v14h-17zM3.5 16l5-5 4.5 4.5 2.5-2.5 5 5"/><circle cx="15.5" cy="9" r="1.300"/>',
  camera: '<path d="M3.5 7.5H8L9.5 5h5L16 7.5h4.5V19h-17z"/><circle cx="12" cy="13" r="3.5"/>',
  contrast: '<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5v17M12 6.5a5.5 5.5 0 0 1 0 11M12 9.5h5M12 12.5h5.5M12 15.5h4" />',
  compare: '<path d="M4 5h6.5v14H4zM13.5 5H20v14h-6.5zM6 9h2.5M15.5 9H18M6 12.5h2.5M15.5 12.5H18"/>',
  speaker: '<path d="M4 9.5h4l8-5v15l-8-5H4zM19 9.5a4 4 0 0 1 0 5M8 14.5v5h3v-3"/>',
};

const PEN = 'fill="none" stroke="#000" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"';

// One column of all icons, and the rules that pick one.
export function iconColumn() {
  const names = Object.keys(ICONS);
  const body = names.map((n, i) => `<g transform="translate(0 ${i * 24})">${ICONS[n]}</g>`).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="${names.length * 24}" viewBox="0 0 24 ${names.length * 24}"><g ${PEN}>${body}</g></svg>\n`;
  const css = names.map((n, i) => `.ic-${n}{--y:${-i}em}`).join('\n') + '\n';
  return { svg, css, names };
}
