// What was promised. A share is of the throughput of a static file of the same size, judged on SQLite. On
// the databases of `p99_on` a page's p99 is judged: a search's is promised on both, the others' are told of
// PostgreSQL, which shares the cores here.
export const STATEMENTS_MAX = 8; // of a page, on either database
const SHARE_MIN = 1 / 3;
const BOTH = ['sqlite', 'postgresql'];
const page = (words, on = ['sqlite']) => ({ words, ratio_min: SHARE_MIN, statements_max: STATEMENTS_MAX, p99_on: on });
export const PAGES = {
  home: page('First page'),
  search: page('Search for a word', BOTH),
  search_first: page('Search, asked for the first time', BOTH),
  product: page('Product'),
  desk: page("An officer's desk"),
  purchase: page('A purchase, to its officer'),
  record: page("An institution's ratios"),
};
export const PAGE_P99_MS_MAX = { small: 20, city: 20, nation: 40 }; // of a whole page, 32 at once
export const LOAD_S_MAX = { city: 300 }; // of the demo, into an empty database
export const PAPERS = {
  summary: 'Summary of a purchase',
  contract: 'Contract',
  delivery: 'Delivery and inspection',
  claim: 'Claim for payment',
};
export const PAPER_MS_MAX = 30; // of a page
export const BUNDLE_MS_MAX = 1000; // of ten
export const UNITS_MIN = { sqlite: 1000 };
export const CONTRACTS_MIN = { sqlite: 1000 };
export const WORKER_MB_MAX = 25;
export const ALL_MB_MAX = 250;
export const START_MS_MAX = 2000;
export const VISIT_BYTES_MAX = 100000;
export const LCP_MS_MAX = 1000;
