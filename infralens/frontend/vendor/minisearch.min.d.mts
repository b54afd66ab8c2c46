// The part of MiniSearch 7.2.0 that the search uses, for the type check; no browser loads this.

/** What a query found: the stored fields stand beside these. */
export interface SearchResult {
  [field: string]: any;
  id: number;
  score: number;
  terms: string[];
}

export interface SearchOptions {
  boost?: Record<string, number>;
  boostDocument?: (id: number, term: string, stored?: Record<string, unknown>) => number;
  prefix?: boolean | ((term: string, index: number, terms: string[]) => boolean);
  fuzzy?: boolean | number | ((term: string, index: number, terms: string[]) => boolean | number);
  combineWith?: "AND" | "OR" | "AND_NOT";
}

export interface Options {
  fields: string[];
  storeFields?: string[];
  searchOptions?: SearchOptions;
}

export default class MiniSearch<T = any> {
  constructor(options: Options);
  addAllAsync(documents: readonly T[], options?: { chunkSize?: number }): Promise<void>;
  search(query: string, options?: SearchOptions): SearchResult[];
}
