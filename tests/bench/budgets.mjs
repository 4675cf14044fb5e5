// What was promised. A share is of the throughput of a static file of the same size; a page without
// an entry is told, not judged.
export const STATEMENTS_MAX = 8; // of any page
export const PAGES = {
  home: { words: 'First page', ratio_min: 1 / 3, statements_max: STATEMENTS_MAX },
  search: { words: 'Search for a word', ratio_min: 1 / 3, statements_max: STATEMENTS_MAX },
  product: { words: 'Product', ratio_min: 1 / 3, statements_max: STATEMENTS_MAX },
  desk: { words: "An officer's desk", ratio_min: 1 / 3, statements_max: STATEMENTS_MAX },
  purchase: { words: 'A purchase, to its officer', ratio_min: 1 / 3, statements_max: STATEMENTS_MAX },
  record: { words: "An institution's ratios", ratio_min: 1 / 3, statements_max: STATEMENTS_MAX },
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
export const WORKER_MB_MAX = 25;
export const ALL_MB_MAX = 250;
export const START_MS_MAX = 2000;
export const VISIT_BYTES_MAX = 100000;
export const LCP_MS_MAX = 1000;
